import { cityCalendar, cityDate, isWorkingDay, readCityDay } from '../../calendar/index.ts';
import type { Text } from '../../platform/errors.ts';
import { unitsInForce } from '../../units/index.ts';
import type { FeedbackFields } from '../item/model.ts';
import type { AnswerFields } from '../item/rules/answer.ts';
import type { Point } from '../item/rules/points.ts';
import { type CityDays, onlyPassesOn } from './rules/gate.ts';
import { blanksIn } from './rules/placeholders.ts';

/** Something in a field that no reason can mend: while it stands, the answer is not sent. Or, a day that does not count. */
export interface Fault {
  /** Name of the form's field. */
  field: string;
  /** Key under `feedback.answer.checks` and `hints`. */
  check: string;
  /** Refuses the answer; else the element is missing. */
  stops: boolean;
  /** Only worth a look: it neither stops the answer nor makes an element missing. */
  advice?: boolean;
  quoted?: string;
}

export type Held = Pick<FeedbackFields, 'unit' | 'points' | 'receivedAt' | 'closedAt'>;

export interface Written {
  text: string;
  fields?: AnswerFields;
}

/** The days of the city as they stand now. What a published answer has promised lay ahead when it was sent. */
export function daysFrom(now: Date, { closedAt }: Pick<Held, 'closedAt'>): CityDays {
  const today = cityDate(now);
  const from = closedAt ?? now;
  return {
    ahead: (day) => (readCityDay(day) ?? from) > from,
    begun: (day) => day <= today,
  };
}

/** What must be put right before the answer goes, in the order of the form. */
export function faultsIn(item: Held, written: Written, now: Date): Fault[] {
  const { fields } = written;
  return [
    ...blanks(written),
    ...(fields
      ? [
          ...unknownPoints(item.points, fields),
          ...handoverFaults(item, fields, now),
          ...dayFaults(fields, daysFrom(now, item)),
        ]
      : []),
  ];
}

/** Placeholders of a template that nobody filled in, wherever they stand. */
function blanks(written: Written): Fault[] {
  return Object.entries(flatTexts(written)).flatMap(([field, text]) =>
    blanksIn(text).map((blank): Fault => ({ field, check: 'blank', stops: true, quoted: blank.text })),
  );
}

function unknownPoints(asked: readonly Point[], { points }: AnswerFields): Fault[] {
  return points
    .filter(({ n }) => !asked.some((point) => point.n === n))
    .map(({ n }) => ({ field: `point-${n}-text`, check: 'unknown-point', stops: true }));
}

function handoverFaults(item: Held, fields: AnswerFields, now: Date): Fault[] {
  const found: Fault[] = [];
  const fault = (field: string, check: string) => found.push({ field, check, stops: true });
  const { unit, on } = fields.handover ?? { unit: '', on: '' };
  const today = cityDate(now);
  if (unit && (unit === item.unit || !unitsInForce(today).some(({ slug }) => slug === unit)))
    fault('handoverUnit', 'handover-unit');
  if (on && (on < cityDate(item.receivedAt) || on > today)) fault('handoverOn', 'handover-day');
  if (onlyPassesOn(fields)) fault(`point-${fields.points[0]!.n}-outcome`, 'only-transfers');
  return found;
}

/** A promise for a day that is over, and a check that is still to come. They do not stop it: the element is missing. */
function dayFaults({ actions, facts }: AnswerFields, days: CityDays): Fault[] {
  const late = actions.flatMap(({ on }, at): Fault[] =>
    on && !days.ahead(on)
      ? [{ field: `action-${at + 1}-on`, check: 'action-in-the-past', stops: false }]
      : [],
  );
  // It may be meant so: whoever works on a holiday may say so.
  const off = actions.flatMap(({ on }, at): Fault[] =>
    on && days.ahead(on) && !isWorkingDay(cityCalendar(), on)
      ? [{ field: `action-${at + 1}-on`, check: 'action-on-day-off', stops: false, advice: true }]
      : [],
  );
  const early = facts?.on && !days.begun(facts.on);
  return [
    ...late,
    ...off,
    ...(early ? [{ field: 'factsOn', check: 'checked-in-the-future', stops: false }] : []),
  ];
}

/** By field, for whoever sends it all the same. */
export function refusalOf(faults: readonly Fault[]): Record<string, Text> {
  const byField: Record<string, Text> = {};
  for (const { field, check } of faults.filter(({ stops }) => stops)) {
    const words = faults.filter((each) => each.field === field && each.quoted).map(({ quoted }) => quoted);
    byField[field] ??= { text: `feedback.answer.errors.${check}`, values: { words: words.join(' ') } };
  }
  return byField;
}

/** What was written, field by field of the form. */
function flatTexts({ text, fields }: { text: string; fields?: AnswerFields }): Record<string, string> {
  if (!fields) return { text };
  const { points, actions, facts, grounds, legalBasis, handover, contact } = fields;
  return {
    ...Object.fromEntries(points.map((point) => [`point-${point.n}-text`, point.text])),
    ...Object.fromEntries(
      actions.flatMap((action, at) => [
        [`action-${at + 1}-text`, action.text],
        [`action-${at + 1}-actor`, action.actor],
      ]),
    ),
    facts: facts?.text ?? '',
    factsBy: facts?.by ?? '',
    grounds: grounds ?? '',
    basisOther: legalBasis.join('\n'),
    handoverNumber: handover?.number ?? '',
    contactPerson: contact?.person ?? '',
    contactReach: contact?.reach ?? '',
    text,
  };
}
