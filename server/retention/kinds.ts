import {
  countClosedAccounts,
  countEndedTokens,
  dropEndedTokens,
  eraseClosedAccounts,
} from '../accounts/index.ts';
import { cityDate } from '../calendar/index.ts';
import { dropClosedCases } from '../confidential/index.ts';
import { countParticipantsToErase, eraseParticipants } from '../dialogues/index.ts';
import { countClosedItems, eraseClosedItems } from '../feedback/index.ts';
import { countOldMails, dropOldMails } from '../incoming-mail/index.ts';
import type { Context } from '../platform/context.ts';
import { countOldLetters, dropOldLetters } from '../platform/mail/old-letters.ts';
import { RetentionPlace } from './model.ts';
import type { Kind } from './rules.ts';

export interface Span {
  from: Date;
  to: Date;
}

interface Retained {
  /** What is from before a moment goes. @returns how many */
  drop(context: Context, before: Date, most: number): Promise<number>;
  count(span: Span): Promise<number>;
}

export const BEGINNING = new Date(0);

/** Items that were taken over may be older than all that has gone: once in each month it begins anew. */
async function dropItems(context: Context, before: Date, most: number): Promise<number> {
  const month = cityDate(context.now).slice(0, 7);
  const place = await RetentionPlace.findById('items').lean();
  const from = place?.begunIn === month ? place.upTo : BEGINNING;
  const { told, upTo } = await eraseClosedItems(context, { from, before, most });
  await RetentionPlace.updateOne({ _id: 'items' }, { $set: { upTo, begunIn: month } }, { upsert: true });
  return told;
}

/** No number is told of confidential messages, in no list, count or entry. */
async function dropCases({ now }: Context, before: Date, most: number): Promise<number> {
  await dropClosedCases(now, before, most);
  return 0;
}

async function countItems({ from, to }: Span): Promise<number> {
  const place = await RetentionPlace.findById('items').lean();
  return countClosedItems({ from: place && place.upTo > from ? place.upTo : from, to });
}

export const RETAINED: Record<Kind, Retained> = {
  items: { drop: dropItems, count: countItems },
  accounts: { drop: eraseClosedAccounts, count: countClosedAccounts },
  participants: { drop: eraseParticipants, count: countParticipantsToErase },
  confidential: { drop: dropCases, count: async () => 0 },
  letters: { drop: (_, before) => dropOldLetters(before), count: countOldLetters },
  mails: { drop: (_, before) => dropOldMails(before), count: countOldMails },
  tokens: { drop: (_, before) => dropEndedTokens(before), count: countEndedTokens },
};
