import { removeTokens } from './0001-tokens.ts';
import { dropIndexesOfItems } from './0002-indexes-of-items.ts';
import { sealOldEntries } from './0003-seal-old-entries.ts';
import { moveSenderRequirements } from './0004-sender-requirements.ts';
import { moveDelayRules } from './0005-delay-rules.ts';
import { moveReminders } from './0006-reminders.ts';
import { dropIndexOfDates } from './0007-index-of-dates.ts';
import type { Migration } from './migration.ts';

/** In order; a new one goes to the end and is never changed after its release. */
export const migrations: Migration[] = [
  removeTokens,
  dropIndexesOfItems,
  sealOldEntries,
  moveSenderRequirements,
  moveDelayRules,
  moveReminders,
  dropIndexOfDates,
];
