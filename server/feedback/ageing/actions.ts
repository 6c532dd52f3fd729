import { cityDate } from '../../calendar/index.ts';
import { daysAfter } from '../../city/dates.ts';
import { documentKey } from '../../city/document-key.ts';
import { type Context, isStaff } from '../../platform/context.ts';
import type { EndedRule } from '../../regulations/index.ts';
import { citedNumbers } from '../answer-check/legal-documents.ts';
import { changeItem, followItem, type ItemVerb } from '../item/change.ts';
import type { FeedbackDocument } from '../item/model.ts';
import { canLookAgain } from '../item/policy.ts';
import {
  type AgedRule,
  agedBy,
  isToldByLetter,
  type Look,
  liftedFrom,
  lookedAt,
} from '../item/rules/ageing.ts';

/** Its answer was given while the rule held, and rests on it. */
function restsOn(item: FeedbackDocument, { kind, name, endedOn }: AgedRule): boolean {
  if (item.status !== 'answered' || !item.answer || !item.closedAt) return false;
  const { savedAt, text } = item.answer;
  const given = new Date(Math.max(+savedAt, +item.closedAt));
  if (cityDate(given) > endedOn) return false;
  if (kind === 'procedure') return item.regulation === name;
  // The city may have recorded it in another spelling than the list has.
  const key = documentKey(name);
  return citedNumbers(text).some((number) => documentKey(number) === key);
}

/** Marks an answer as resting on what has ended. Checks again that it does: running twice is harmless. */
export function markAged(context: Context, code: string, ended: EndedRule): Promise<void> {
  const { recorded, ...rule } = ended;
  return followItem(context, code, (item) => {
    const { now } = context;
    const before = item.toObject().aged;
    const marked = before?.rules.some(({ key, endedOn }) => key === rule.key && endedOn === rule.endedOn);
    if (marked || rule.endedOn >= cityDate(now) || !restsOn(item, rule)) return undefined;
    item.aged = agedBy(before, rule, { now, follows: !!item.merged });
    const known = recorded ? cityDate(recorded.at) : rule.endedOn;
    const told = isToldByLetter(rule, known, (days) => daysAfter(cityDate(now), -days));
    const { kind, name, endedOn, replacedBy } = rule;
    return {
      name: 'feedback.answer-aged',
      details: { unit: item.unit, kind, rule: name, endedOn, replacedBy, ...(told ? {} : { silent: true }) },
    };
  });
}

/** What was recorded as ended has not. */
export function liftAged(context: Context, code: string, key: string): Promise<void> {
  return followItem(context, code, (item) => {
    const before = item.toObject().aged;
    const rule = before?.rules.find((each) => each.key === key);
    if (!before || !rule) return undefined;
    item.aged = liftedFrom(before, key);
    const { kind, name, endedOn } = rule;
    return {
      name: 'feedback.answer-ageing-lifted',
      details: { unit: item.unit, kind, rule: name, endedOn },
    };
  });
}

export const LOOK_AGAIN: ItemVerb = {
  entry: 'feedback.answer-looked-at',
  may: canLookAgain,
  refusal: ({ aged }) => (aged?.openSince ? undefined : { text: 'feedback.ageing.errors.none' }),
};

/** The unit says whether an answer still holds whose ground has ended. A correction says it by itself. */
export function lookAgain(
  context: Context,
  code: string,
  { as, note }: { as: Look; note: string },
): Promise<void> {
  return changeItem(context, code, LOOK_AGAIN, (item) => {
    const { actor, now } = context;
    item.aged = lookedAt(item.toObject().aged!, { as, note, at: now, by: isStaff(actor) ? actor.id : '' });
    return { details: { unit: item.unit, as }, personal: { note } };
  });
}
