import { accountNames, staffOf } from '../../accounts/index.ts';
import { monthAfter } from '../../city/months.ts';
import type { Named } from '../../city/named.ts';
import { type Context, isStaff, may, type Staff, textIn } from '../../platform/context.ts';
import { isDuplicateKey } from '../../platform/data/connection.ts';
import { NotFound } from '../../platform/errors.ts';
import type { Tools } from '../../platform/feature.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { changesOf, commit, mayDo, type Reaction, type Verb } from '../../platform/journal/index.ts';
import { forgetActs } from './acts.ts';
import { ruleOfMonth } from './make-lists.ts';
import {
  DelayList,
  type DelayListFields,
  DelayRepeat,
  type DelayRepeatDocument,
  type DelayRepeatFields,
} from './model.ts';
import { canDecideRepeat, canSeeRepeat } from './policy.ts';
import { listId } from './rules/act.ts';
import { RULE_BOUNDS, repeatedIn } from './rules/dated-rule.ts';
import { type DecisionKind, monthsLateBy, type RepeatEvent, repeatAfter } from './rules/repeat.ts';
import { named } from './unit-totals.ts';

const { change: changeRepeat, follow: followRepeat } = changesOf<string, DelayRepeatDocument, RepeatEvent>({
  async find({ actor }, id) {
    const record = await DelayRepeat.findById(id);
    return record && (actor.kind === 'system' || canSeeRepeat(actor, record)) ? record : null;
  },
  saved: (record) => record,
  code: ({ _id }) => _id,
  after: repeatAfter,
});

const DECIDE: Verb<DelayRepeatFields, RepeatEvent> = {
  entry: 'delay-repeat.decided',
  may: canDecideRepeat,
};

/** Puts down what follows from a record. @throws NotFound, Forbidden, Conflict */
export function decideRepeat(
  context: Context,
  id: string,
  { kind, reason }: { kind: DecisionKind; reason: string },
): Promise<void> {
  return changeRepeat(context, id, DECIDE, (record) => {
    record.decision = { kind, reason, by: (context.actor as Staff).id, at: context.now };
    record.markModified('decision');
    return { details: { month: record.month, unit: record.unit, kind }, personal: { reason } };
  });
}

const repeatId = (month: string, unit: string | null, official: string | null) =>
  official === null ? listId(month, unit) : `${listId(month, unit)}.${official}`;

/** Counts anew who was late again and again, as of the month of a published list and of those after it. Twice is harmless. */
async function countRepeats(context: Context, id: string): Promise<void> {
  const list = await DelayList.findById(id, { month: 1, unit: 1, status: 1 }).lean<DelayListFields>();
  if (list?.status !== 'published') return;
  const { month, unit } = list;
  // Whatever rule holds, it looks back no further.
  const last = monthAfter(month, RULE_BOUNDS.repeatMonths.max - 1);
  const lists = await DelayList.find(
    { unit, status: 'published', month: { $gte: month, $lte: last } },
    { month: 1 },
  )
    .sort({ month: 1, _id: 1 })
    .lean<DelayListFields[]>();
  for (const later of lists) await countRepeatsOf(context, { month: later.month, unit });
}

async function countRepeatsOf(
  context: Context,
  { month, unit }: Pick<DelayListFields, 'month' | 'unit'>,
): Promise<void> {
  const rule = await ruleOfMonth(month);
  const first = monthAfter(month, 1 - rule.repeatMonths);
  const lists = await DelayList.find(
    { unit, status: 'published', month: { $gte: first, $lte: month } },
    { month: 1, 'entries.removed': 1, 'entries.official': 1 },
  ).lean<DelayListFields[]>();
  const late = monthsLateBy(lists);
  const known = await DelayRepeat.find({ month, unit }, { official: 1 }).lean<DelayRepeatFields[]>();
  for (const official of new Set([...late.keys(), ...known.map((record) => record.official)])) {
    const months = repeatedIn(late.get(official) ?? [], month, rule);
    const { repeatTimes, repeatMonths, basis } = rule;
    await put(context, { month, unit, official, rule: { repeatTimes, repeatMonths, basis } }, months);
  }
  forgetActs(month);
}

type Whose = Pick<DelayRepeatFields, 'month' | 'unit' | 'official' | 'rule'>;

async function put(context: Context, whose: Whose, months: string[] | undefined): Promise<void> {
  const _id = repeatId(whose.month, whose.unit, whose.official);
  const details = { month: whose.month, unit: whose.unit, months };
  if (await DelayRepeat.exists({ _id }))
    return followRepeat(context, _id, (record) => {
      if (record.status === 'decided') return undefined;
      if (!months) return record.status === 'open' ? { name: 'delay-repeat.lapsed', details } : undefined;
      if (record.status === 'open' && record.months.join() === months.join()) return undefined;
      record.months = months;
      return { name: 'delay-repeat.recounted', details };
    });
  if (!months) return;
  const record = new DelayRepeat({ _id, ...whose, months, status: 'open', madeAt: context.now });
  try {
    await commit(context, record, { name: 'delay-repeat.made', code: _id, details });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

export interface RepeatShown {
  id: string;
  month: string;
  unit: Named | null;
  /** Name of the official; null: it is about the unit. */
  official: string | null;
  months: string[];
  rule: DelayRepeatFields['rule'];
  status: DelayRepeatFields['status'];
  decision: { kind: DecisionKind; reason: string; by: string; at: Date } | null;
}

/** So many stand on the page, the latest first. */
const MOST = 200;

/** Records that the reader may see. */
export async function repeatsFor({ actor }: Context): Promise<RepeatShown[]> {
  const own = !isStaff(actor) || may(actor, 'approve-delay-lists') ? {} : { unit: { $in: actor.units } };
  const rows = await DelayRepeat.find(own, { pending: 0 })
    .sort({ month: -1, _id: 1 })
    .limit(MOST)
    .lean<DelayRepeatFields[]>();
  return shown(rows.filter((record) => canSeeRepeat(actor, record)));
}

/** @throws NotFound for those who may not see it */
export async function repeatPage(context: Context, id: string) {
  const record = await DelayRepeat.findById(id, { pending: 0 }).lean<DelayRepeatFields>();
  if (!record || !canSeeRepeat(context.actor, record)) throw new NotFound();
  const [one] = await shown([record]);
  return { record: one!, ...mayDo(context, record, { verbs: { decide: DECIDE }, after: repeatAfter }) };
}

async function shown(rows: DelayRepeatFields[]): Promise<RepeatShown[]> {
  const names = await accountNames(
    rows.flatMap(({ official, decision }) => [official, decision?.by].flatMap((id) => id ?? [])),
  );
  return rows.map(({ _id, month, unit, official, months, rule, status, decision }) => ({
    ...{ id: _id, month, months, rule, status },
    unit: unit === null ? null : named(unit),
    official: official && (names.get(official) ?? '–'),
    decision: decision && { ...decision, by: names.get(decision.by) ?? '–' },
  }));
}

/** What is published or corrected may make a repeat offender, or none any more. */
export const repeatsReaction: Reaction = {
  name: 'delay-lists.repeats',
  to: ['delay-list.published', 'delay-list.corrected'],
  run: (entry, context) => countRepeats(context, entry.subject.id),
};

/** Whoever decides hears of a record: of a unit the leadership, of an official the heads. */
export function repeatLetters(tools: Tools): Reaction {
  return {
    name: 'delay-repeats.letters',
    to: ['delay-repeat.made'],
    async run(entry, context) {
      const record = await DelayRepeat.findById(entry.subject.id, { pending: 0 }).lean<DelayRepeatFields>();
      if (record?.status !== 'open') return;
      const [{ official, unit }] = (await shown([record])) as [RepeatShown];
      const readers =
        official === null
          ? await staffOf({ role: 'leader' })
          : await staffOf({ role: 'head', unit: record.unit! });
      for (const reader of readers.filter(({ id }) => id !== record.official)) {
        const office =
          textIn(unit?.name, reader.language) ?? translator(reader.language)('accountability.coordinators');
        await tools.sendLetter(context, {
          id: `${entry._id}:decider:${reader.id}`,
          to: reader.email,
          language: reader.language,
          view: 'accountability/letters/repeat-for-decider',
          about: record.month,
          model: {
            name: official ?? office,
            months: record.months.join(', '),
            count: record.months.length,
            href: `/delay-repeats/${record._id}`,
          },
        });
      }
    },
  };
}
