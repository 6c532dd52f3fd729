import { cityMidnight } from '../../calendar/index.ts';
import { type EffectRow, withEffect } from '../../settings/index.ts';
import { Dialogue, type DialogueFields } from './model.ts';
import type { DialogueTimes } from './rules/dates.ts';
import { announceWithin, DIALOGUE_TIMES, publishWithin } from './settings.ts';

/** Of the newest minutes so many are looked at. */
const MOST_MINUTES = 100;
const MOST_PLANNED = 500;

type Planned = Pick<DialogueFields, 'startsAt' | 'announcedAt'>;
type Minutes = Pick<DialogueFields, 'endedAt' | 'publishedAt'>;

const late = (rows: readonly Planned[], { announceDays }: Pick<DialogueTimes, 'announceDays'>, now: Date) =>
  rows.filter(({ startsAt, announcedAt }) => (announcedAt ?? now) > announceWithin(startsAt, announceDays))
    .length;

const lateMinutes = (rows: readonly Minutes[], { publishDays }: Pick<DialogueTimes, 'publishDays'>) =>
  rows.filter(({ endedAt, publishedAt }) => publishedAt! > publishWithin(endedAt!, publishDays)).length;

/** The times, with the planned sessions that a change makes late, and the minutes that would have been. */
export const DIALOGUE_TIMES_WITH_EFFECT = withEffect(DIALOGUE_TIMES, async ({ now }, { before, after }) => {
  const [planned, minutes] = await Promise.all([
    Dialogue.find(
      { status: { $in: ['draft', 'announced'] }, startsAt: { $gte: cityMidnight(after.validFrom) } },
      { startsAt: 1, announcedAt: 1 },
    )
      .sort({ startsAt: -1, _id: -1 })
      .limit(MOST_PLANNED)
      .lean<Planned[]>(),
    Dialogue.find({ status: 'published' }, { endedAt: 1, publishedAt: 1, startsAt: 1 })
      .sort({ startsAt: -1, _id: -1 })
      .limit(MOST_MINUTES)
      .lean<Minutes[]>(),
  ]);
  const known = minutes.filter(({ endedAt, publishedAt }) => endedAt && publishedAt);
  const rows: EffectRow[] = [];
  if (planned.length > 0) {
    const [old, next] = [late(planned, before, now), late(planned, after, now)];
    rows.push({
      text: 'settings.effects.dialogue-times.announced',
      values: { of: planned.length },
      before: old,
      after: next,
    });
  }
  if (known.length > 0) {
    const [old, next] = [lateMinutes(known, before), lateMinutes(known, after)];
    rows.push({
      text: 'settings.effects.dialogue-times.minutes',
      values: { of: known.length },
      before: old,
      after: next,
    });
  }
  return rows;
});
