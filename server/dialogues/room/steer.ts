import { Types } from 'mongoose';
import { cityDate } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import { Conflict, Invalid, NotFound } from '../../platform/errors.ts';
import { unitsInForce } from '../../units/index.ts';
import { findQuestion } from '../questions/find.ts';
import { Question } from '../questions/model.ts';
import { changeDialogue, type DialogueVerb, followDialogue } from '../session/find.ts';
import type { DialogueDocument } from '../session/model.ts';
import { canConclude, canModerate } from '../session/policy.ts';
import { MOST } from '../session/rules/limits.ts';
import type { QueueOrder, Wall } from '../session/rules/queue.ts';
import type { DialogueEntry } from '../session/rules/status.ts';
import type { ConclusionInput, QueueInput } from './schemas.ts';

const newId = () => new Types.ObjectId().toHexString();

/** @param at index of the point that is dealt with; the number of points: all are done */
export function moveAgenda(context: Context, code: string, { at }: { at: number }): Promise<void> {
  return changeDialogue(context, code, { entry: 'dialogue.agenda-moved', may: canModerate }, (it) => {
    if (at > it.agenda.length) throw new Invalid({ at: { text: 'errors.field.wrong' } });
    if (it.agendaAt === at) return undefined;
    const from = it.agendaAt;
    it.agendaAt = at;
    it.agendaSince = context.now;
    return { details: { at, from } };
  });
}

export const PIN_NOTICE: DialogueVerb = { entry: 'dialogue.notice-pinned', may: canModerate };

export function pinNotice(context: Context, code: string, { text }: { text: string }): Promise<void> {
  return changeDialogue(context, code, PIN_NOTICE, (it) => {
    if (it.notices.some((notice) => notice.text === text)) return undefined;
    if (it.notices.length >= MOST.notices)
      throw new Conflict('dialogues.errors.notices', { most: MOST.notices });
    const id = newId();
    it.notices.push({ id, text, at: context.now });
    return { details: { notice: id }, personal: { text } };
  });
}

export function removeNotice(context: Context, code: string, id: string): Promise<void> {
  return changeDialogue(context, code, { entry: 'dialogue.notice-removed', may: canModerate }, (it) => {
    const left = it.notices.filter((notice) => notice.id !== id);
    if (left.length === it.notices.length) return undefined;
    const { text } = it.notices.find((notice) => notice.id === id)!;
    it.notices = left;
    return { details: { notice: id }, personal: { text } };
  });
}

/** Each of what is given and differs is a fact of its own. */
export async function setQueue(context: Context, code: string, input: QueueInput): Promise<void> {
  const { open, order, slowSeconds } = input;
  if (open !== undefined)
    await setOne(context, code, open ? 'dialogue.queue-opened' : 'dialogue.queue-closed', {
      queueOpen: open,
    });
  if (order) await setOne(context, code, 'dialogue.ordered', { order });
  if (slowSeconds !== undefined) await setOne(context, code, 'dialogue.slowed', { slowSeconds });
}

export function setWall(context: Context, code: string, { wall }: { wall: Wall }): Promise<void> {
  return setOne(context, code, 'dialogue.wall-set', { wall });
}

type QueueFact = Partial<{ queueOpen: boolean; order: QueueOrder; slowSeconds: number; wall: Wall }>;

function setOne(context: Context, code: string, entry: DialogueEntry, fact: QueueFact): Promise<void> {
  return changeDialogue(context, code, { entry, may: canModerate }, (it) => {
    const [[name, value]] = Object.entries(fact) as [[keyof QueueFact, never]];
    if (it[name] === value) return undefined;
    const from = it[name] ?? null;
    it[name] = value;
    return { details: { ...fact, from } };
  });
}

export const TAKE: DialogueVerb = { entry: 'dialogue.question-taken', may: canModerate };

/** The question that is answered now; one that was taken before goes back. */
export async function takeQuestion(context: Context, code: string, question: string): Promise<void> {
  await changeDialogue(context, code, TAKE, async (it) => {
    const { question: taken } = await findQuestion(context, code, question);
    if (taken.status !== 'approved') throw new Conflict('errors.wrong-state');
    if (it.now === question) return undefined;
    const before = it.now;
    it.now = question;
    return { details: { question, before } };
  });
  // It may have been withdrawn between the look at it and the writing.
  await releaseQuestion(context, code, question);
}

export function putBackQuestion(context: Context, code: string): Promise<void> {
  return changeDialogue(context, code, { entry: 'dialogue.question-put-back', may: canModerate }, putBack);
}

function putBack(it: DialogueDocument) {
  if (it.now === null) return undefined;
  const question = it.now;
  it.now = null;
  return { details: { question } };
}

/** What is answered, or waits no longer, is not the question of the moment. Running twice is harmless. */
export function releaseQuestion(context: Context, code: string, question: string): Promise<void> {
  return followDialogue(context, code, async (it) => {
    if (it.now !== question || (await Question.exists({ _id: question, status: 'approved' })))
      return undefined;
    return { name: 'dialogue.question-put-back', ...putBack(it) };
  });
}

export const CONCLUDE: DialogueVerb = { entry: 'dialogue.concluded', may: canConclude };

/** The chair's task for a unit, with a date. It becomes a commitment when the minutes are published. */
export function conclude(context: Context, code: string, input: ConclusionInput): Promise<void> {
  return changeDialogue(context, code, CONCLUDE, (it) => {
    const { text, unit, dueAt } = input;
    if (!unitsInForce(cityDate(context.now)).some(({ slug }) => slug === unit))
      throw new Invalid({ unit: { text: 'dialogues.errors.unknown-unit' } });
    if (dueAt <= context.now) throw new Invalid({ dueAt: { text: 'dialogues.errors.past' } });
    if (it.conclusions.some((each) => each.text === text && each.unit === unit)) return undefined;
    if (it.conclusions.length >= MOST.conclusions)
      throw new Conflict('dialogues.errors.conclusions', { most: MOST.conclusions });
    const id = newId();
    it.conclusions.push({ id, text, unit, dueAt, at: context.now });
    return { details: { conclusion: id, unit, dueAt } };
  });
}

export function removeConclusion(context: Context, code: string, id: string): Promise<void> {
  return changeDialogue(context, code, { entry: 'dialogue.conclusion-removed', may: canConclude }, (it) => {
    const one = it.conclusions.find((each) => each.id === id);
    if (!one) throw new NotFound();
    it.conclusions = it.conclusions.filter((each) => each.id !== id);
    return { details: { conclusion: id, unit: one.unit, dueAt: one.dueAt }, personal: { text: one.text } };
  });
}
