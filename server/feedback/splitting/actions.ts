import { splitPoints } from '../../answer-quality/index.ts';
import { type Actor, type Context, isStaff } from '../../platform/context.ts';
import { Conflict, Invalid, type Text } from '../../platform/errors.ts';
import { regulationOf } from '../../regulations/index.ts';
import { changeItem, followItem, type ItemVerb } from '../item/change.ts';
import { checkUnit } from '../item/check-unit.ts';
import type { FeedbackFields } from '../item/model.ts';
import { canAnswer, canScreen, type Subject } from '../item/policy.ts';
import { numbered } from '../item/rules/points.ts';
import { SPLITTABLE } from '../item/rules/status.ts';
import { MOST_PARTS, onlyLeavesOut, splitAt } from './rules/split.ts';
import type { PartGiven, SplitGiven } from './schemas.ts';

const problem = (fault: string): Text => ({ text: `feedback.splitting.errors.${fault}` });

/** A coordinator, or whoever answers for the unit that has it. */
const canSplit = (actor: Actor, item: Subject) => canScreen(actor) || (!!item.unit && canAnswer(actor, item));

export const SPLIT: ItemVerb = {
  entry: 'feedback.split-planned',
  may: canSplit,
  refusal({ split, partOf, parts, reopening, shield }) {
    if (split?.carryAt) return problem('planned');
    if (partOf) return problem('part');
    if (reopening) return problem('reopened');
    if (shield) return problem('shielded');
    return (parts?.length ?? 0) >= MOST_PARTS ? problem('many') : undefined;
  },
};

/** What is wrong with what was given, by field. @param name of a field of the part with that number */
function faultsOf(
  { publicText, attachments, parts }: FeedbackFields,
  { rest, parts: given }: SplitGiven,
  now: Date,
  name: (n: number, field: string) => string,
): Record<string, Text> {
  const faults: Record<string, Text> = {};
  if (given.length === 0) faults[name(1, 'text')] = problem('none');
  if (given.length + (parts?.length ?? 0) > MOST_PARTS) faults[name(1, 'text')] = problem('many');
  if (rest && !onlyLeavesOut(publicText.text, rest)) faults['rest'] = problem('rest');
  const own = new Set(attachments.filter(({ removedAt }) => !removedAt).map(({ id }) => id));
  const taken = new Set<string>();
  for (const [at, { subject, text, regulation, unit, files = [] }] of given.entries()) {
    if (!subject) faults[name(at + 1, 'subject')] = problem('missing');
    if (!text) faults[name(at + 1, 'text')] = problem('missing');
    if (regulation && !regulationOf(regulation))
      faults[name(at + 1, 'regulation')] = { text: 'feedback.errors.unknown-regulation' };
    if (unit && !isUnit(unit, now)) faults[name(at + 1, 'unit')] = { text: 'feedback.errors.unknown-unit' };
    if (files.some((id) => !own.has(id) || taken.has(id))) faults[name(at + 1, 'files')] = problem('file');
    for (const id of files) taken.add(id);
  }
  return faults;
}

function isUnit(slug: string, now: Date): boolean {
  try {
    checkUnit(slug, now, { shield: null });
    return true;
  } catch (error) {
    if (error instanceof Invalid) return false;
    throw error;
  }
}

/**
 * One submission that holds several matters: each of the given parts becomes an item of its own, with the sender's date.
 * They are made, and the sender is told, after the time in which it can be undone.
 */
export function splitFeedback(
  context: Context,
  code: string,
  given: SplitGiven & { version?: number },
  name: (n: number, field: string) => string = (n, field) => `parts.${n - 1}.${field}`,
): Promise<void> {
  const { actor, now } = context;
  const plan = (item: FeedbackFields) => {
    const faults = faultsOf(item, given, now, name);
    if (Object.keys(faults).length > 0) throw new Invalid(faults);
    const rest = given.rest ?? item.publicText.text;
    const by = isStaff(actor) ? actor.id : 'system';
    item.split = { at: now, by, carryAt: splitAt(now), rest, parts: given.parts.map(partOf) };
    return {
      details: { unit: item.unit, parts: given.parts.length },
      personal: { subjects: given.parts.map(({ subject }) => subject) },
    };
  };
  return changeItem(context, code, SPLIT, plan, given.version);
}

function partOf({ subject, text, regulation, unit, files }: PartGiven, at: number) {
  return {
    ...{ n: at + 1, subject, text, code: null },
    ...{ regulation: regulation ?? null, unit: unit ?? null, files: files ?? [] },
  };
}

export const UNDO_SPLIT: ItemVerb = {
  entry: 'feedback.split-undone',
  may: canSplit,
  refusal: ({ split }) => (split?.carryAt ? undefined : problem('done')),
};

/** While nothing was made and nobody was told: all is as it was. */
export function undoSplit(context: Context, code: string): Promise<void> {
  return changeItem(context, code, UNDO_SPLIT, (item) => {
    if (item.split!.carryAt! <= context.now) throw new Conflict('feedback.splitting.errors.done');
    item.split = null;
    return { details: { unit: item.unit } };
  });
}

/**
 * What was made of the parts stands in the item, which goes on with what stays. One that does not go on, or of whose
 * parts some were not made, keeps its words: they are what was answered.
 */
export function settleSplit(
  context: Context,
  code: string,
  made: ReadonlyMap<number, string>,
): Promise<void> {
  return followItem(context, code, (item) => {
    const { split, points, publicText, originalPoints, language } = item.toObject<FeedbackFields>();
    if (!split?.carryAt) return undefined;
    const parts = split.parts
      .filter(({ n }) => made.has(n))
      .map((part) => ({ ...part, code: made.get(part.n)! }));
    const codes = parts.map(({ code: each }) => each);
    const gone = new Set(parts.flatMap(({ files }) => files));
    const goesOn = SPLITTABLE.includes(item.status) && !item.reopening && parts.length === split.parts.length;
    item.split = { ...split, carryAt: null, parts };
    item.parts = [...(item.parts ?? []), ...codes];
    item.attachments = item.attachments.filter(({ id }) => !gone.has(id));
    // Somebody may have taken words out since the plan: they do not come back.
    if (goesOn && split.rest !== publicText.text && onlyLeavesOut(publicText.text, split.rest)) {
      item.publicText = { subject: publicText.subject, text: split.rest };
      const left = (points.length > 0 ? points : originalPoints)
        .map(({ text }) => text)
        .filter((text) => onlyLeavesOut(split.rest, text));
      item.points = numbered(left.length > 0 ? left : splitPoints(split.rest, language));
    }
    return { name: 'feedback.split', details: { unit: item.unit, parts: codes } };
  });
}

/** It was answered, merged or withdrawn in that minute: nothing is made of it. */
export function dropSplit(context: Context, code: string): Promise<void> {
  return followItem(context, code, (item) => {
    if (!item.split?.carryAt) return undefined;
    item.split = null;
    return { name: 'feedback.split-undone', details: { unit: item.unit, alone: true } };
  });
}
