import { type UnitStaff, unitStaff, type Worker } from '../../accounts/index.ts';
import type { Named } from '../../city/named.ts';
import { type Context, worksFor } from '../../platform/context.ts';
import { namedUnit } from '../../units/index.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { isUnattended } from '../item/who-acts.ts';
import { readableBy } from '../queues/filter.ts';
import { suggestionFor } from '../routing/actions.ts';
import { complaintSigns } from '../screening/complaint-signs.ts';
import { personalInWords, wordsToShow } from '../screening/personal-data.ts';
import { type Act, canBegin } from './rules.ts';

/** Why an item has to be looked at by itself. */
export type NotTogether = 'personal' | 'complaint' | 'no-suggestion' | 'unattended' | 'state';

export interface ChosenRow {
  code: string;
  subject: string;
  language: string;
  /** Whose it would be, or is. */
  unit?: Named;
  /** As it was shown: whoever confirms goes by that. */
  version: number;
  not?: NotTogether;
}

/** In the order in which they were chosen. Of what the reader does not see from inside nothing is said. */
export async function chosenItems({ actor }: Context, codes: readonly string[]): Promise<FeedbackFields[]> {
  const rows = await Feedback.find({ $and: [readableBy(actor), { code: { $in: [...codes] } }] }).lean<
    FeedbackFields[]
  >();
  const byCode = new Map(rows.map((row) => [row.code, row]));
  return codes.flatMap((code) => byCode.get(code) ?? []);
}

/** Which of the chosen items the act can be done with, and why not with the others. */
export async function chosenRows(context: Context, act: Act, codes: readonly string[]): Promise<ChosenRow[]> {
  const staff = await unitStaff(context.now);
  return (await chosenItems(context, codes)).map((row) => {
    const suggested = suggestionFor(row, context.now).unit;
    const not = notTogether(context, row, { act, suggested, staff });
    const { code, publicText, language, version } = row;
    const unit = namedUnit(act === 'send' ? suggested : row.unit);
    return { ...{ code, subject: publicText.subject, language, version, unit }, ...(not ? { not } : {}) };
  });
}

export function notTogether(
  { actor }: Context,
  item: FeedbackFields,
  { act, suggested, staff }: { act: Act; suggested: string | null | undefined; staff: UnitStaff },
): NotTogether | undefined {
  const { status, unit, reopening } = item;
  if (!canBegin(act, status)) return 'state';
  if (act === 'assign') return reopening || !worksFor(actor, unit) ? 'state' : undefined;
  if (act === 'send' && !suggested) return 'no-suggestion';
  if (act === 'send' && isUnattended(suggested!, staff)) return 'unattended';
  return act === 'refuse' || status !== 'submitted' ? undefined : unlooked(item);
}

/** Its words become public with the act: they have to be looked at first. */
function unlooked(item: FeedbackFields): NotTogether | undefined {
  const { publishText, publicText, language } = item;
  if (publishText && personalInWords(wordsToShow(item), language).found.length > 0) return 'personal';
  const signs = complaintSigns(`${publicText.subject}\n${publicText.text}`, language);
  return signs.length > 0 ? 'complaint' : undefined;
}

export function workersOf(staff: UnitStaff, unit: string): Worker[] {
  return [...staff.officials(unit), ...staff.heads(unit)];
}

/** Who works in one of the offices that have the chosen items. */
export async function colleaguesFor({ now }: Context, rows: readonly ChosenRow[]): Promise<Worker[]> {
  const staff = await unitStaff(now);
  const units = new Set(rows.flatMap(({ unit, not }) => (unit && !not ? unit.slug : [])));
  const people = [...units].flatMap((unit) => workersOf(staff, unit));
  return [...new Map(people.map((each) => [each.id, each])).values()];
}
