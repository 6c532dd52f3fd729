import { cityDate } from '../../calendar/index.ts';
import { type Actor, isStaff, may } from '../../platform/context.ts';
import { figuresOf, markedWith } from '../../platform/figures/index.ts';
import { type EndedRule, endedRules, namedRegulation } from '../../regulations/index.ts';
import { citationKeysOf } from '../answer-check/legal-documents.ts';
import { citedMark, countedItems } from '../figures/source.ts';
import { BEFORE_ALL, Feedback, type FeedbackFields } from '../item/model.ts';
import { canKnowOf, canLookAgain, canSeePublicText } from '../item/policy.ts';
import type { AgedRule, LookedAs } from '../item/rules/ageing.ts';
import { notAgainst } from '../item/shielded.ts';
import { AgedRoundModel } from './model.ts';

export interface AgedShown {
  at: Date;
  /** A look is owed. */
  open: boolean;
  /** The answer is that of the item that it was merged into, which is looked at for both. */
  follows?: string;
  rules: (AgedRule & {
    regulation?: ReturnType<typeof namedRegulation>;
    replacement?: ReturnType<typeof namedRegulation>;
  })[];
  look?: { as: LookedAs; note?: string; at: Date };
}

/** @param whole the note too: it is as public as the answer */
export function agedShown(
  { aged, status, merged }: Pick<FeedbackFields, 'aged' | 'status'> & { merged?: FeedbackFields['merged'] },
  { whole }: { whole: boolean },
): AgedShown | undefined {
  if (!aged || status !== 'answered') return undefined;
  const { at, rules, openSince, look } = aged;
  return {
    at,
    open: !!openSince,
    ...(merged && !look ? { follows: merged.into } : {}),
    rules: rules.map(ruleShown),
    ...(look ? { look: { as: look.as, at: look.at, ...(whole ? { note: look.note } : {}) } } : {}),
  };
}

function ruleShown({ key, kind, name, endedOn, replacedBy }: AgedRule): AgedShown['rules'][number] {
  const rule = { key, kind, name, endedOn, replacedBy };
  if (kind === 'document') return rule;
  const [regulation, replacement] = [namedRegulation(name), namedRegulation(replacedBy)];
  return { ...rule, ...(regulation ? { regulation } : {}), ...(replacement ? { replacement } : {}) };
}

export interface AgedRow {
  code: string;
  subject?: string;
  language: string;
  since: Date;
  aged: AgedShown;
}

const READ = {
  ...{ code: 1, status: 1, publicText: 1, publishText: 1, language: 1, unit: 1, aged: 1, merged: 1 },
  ...{ shield: 1, reopening: 1, appeal: 1, contributions: 1 },
} as const;
const ROWS = 100;

async function openOnes(whose: object, most: number): Promise<FeedbackFields[]> {
  return Feedback.find({ 'aged.openSince': { $gt: BEFORE_ALL }, ...whose }, READ)
    .sort({ 'aged.openSince': 1, _id: 1 })
    .limit(most)
    .lean<FeedbackFields[]>();
}

function rowOf(item: FeedbackFields): AgedRow {
  const open = canSeePublicText(item) && item.publishText;
  return {
    code: item.code,
    ...(open ? { subject: item.publicText.subject } : {}),
    language: item.language,
    since: item.aged!.openSince!,
    aged: agedShown(item, { whole: false })!,
  };
}

const answered = ({ status }: FeedbackFields) => status === 'answered';

/** Answers of a unit that wait for a look, what waits longest first; for everybody. */
export async function agedOfUnit(unit: string, most = 10): Promise<AgedRow[]> {
  const rows = await openOnes({ unit }, most * 2);
  return rows
    .filter((row) => answered(row) && canSeePublicText(row))
    .slice(0, most)
    .map(rowOf);
}

/** What the head of these units has to look at again. */
export async function agedToLookAt(actor: Actor, units: readonly string[]): Promise<AgedRow[]> {
  if (!isStaff(actor) || !may(actor, 'approve')) return [];
  const rows = await openOnes({ unit: { $in: [...units] }, ...notAgainst(actor) }, ROWS);
  return rows.filter((row) => answered(row) && canKnowOf(actor, row) && canLookAgain(actor, row)).map(rowOf);
}

/** Ends that have passed and that answers have not been held against yet. */
export async function endsToApply(now: Date): Promise<EndedRule[]> {
  const today = cityDate(now);
  const done = new Map((await AgedRoundModel.find().lean()).map(({ _id, endedOn }) => [_id, endedOn]));
  return endedRules().filter(({ key, endedOn }) => endedOn < today && done.get(key) !== endedOn);
}

/** Keys of ends that answers were marked for and that hold no more. */
export async function endsTakenBack(): Promise<string[]> {
  const rules = new Map(endedRules().map(({ key, endedOn }) => [key, endedOn]));
  const rounds = await AgedRoundModel.find().sort({ _id: 1 }).lean();
  return rounds.filter(({ _id, endedOn }) => rules.get(_id) !== endedOn).map(({ _id }) => _id);
}

export async function noteApplied(rules: readonly EndedRule[]): Promise<void> {
  await AgedRoundModel.bulkWrite(
    rules.map(({ key, endedOn }) => ({
      updateOne: { filter: { _id: key }, update: { $set: { endedOn } }, upsert: true },
    })),
  );
}

export async function forgetApplied(key: string): Promise<void> {
  await AgedRoundModel.deleteOne({ _id: key });
}

/** Codes of answered items that may rest on what has ended; undefined while what they cite is not counted yet. */
export async function* codesRestingOn(rule: EndedRule): AsyncGenerator<string[]> {
  if (rule.kind === 'procedure') yield* codesInBatches({ regulation: rule.name, status: 'answered' });
  else {
    const ids = await markedWith(countedItems, ...citationKeysOf(rule.name).map(citedMark));
    for (let from = 0; from < ids.length; from += BATCH)
      yield* codesInBatches({ _id: { $in: ids.slice(from, from + BATCH) } });
  }
}

const BATCH = 500;

async function* codesInBatches(where: object): AsyncGenerator<string[]> {
  let last: unknown;
  for (;;) {
    const rows = await Feedback.find(last ? { $and: [where, { _id: { $gt: last } }] } : where, { code: 1 })
      .sort({ _id: 1 })
      .limit(BATCH)
      .lean();
    if (rows.length === 0) return;
    yield rows.map(({ code }) => code);
    last = rows.at(-1)!._id;
  }
}

/** Codes of items that are marked for a rule, again and again until none is left. */
export async function codesMarkedFor(key: string, most = BATCH): Promise<string[]> {
  const rows = await Feedback.find({ 'aged.rules.key': key }, { code: 1 })
    .sort({ _id: 1 })
    .limit(most)
    .lean();
  return rows.map(({ code }) => code);
}

/** Whether all that is cited is known: while a store of before is being counted it is not. */
export async function citationsAreCounted(): Promise<boolean> {
  return (await figuresOf([])) !== undefined;
}
