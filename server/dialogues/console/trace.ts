import { type Context, isStaff } from '../../platform/context.ts';
import { type Entry, Journal } from '../../platform/journal/index.ts';
import { Participant } from '../participants/model.ts';
import { Question } from '../questions/model.ts';
import { Dialogue } from '../session/model.ts';
import { UNDOABLE } from './live-model/acts.ts';

/** What was done before is in the journal, and no longer undone with a press. */
const KEPT_MS = 7 * 86_400_000;
/** So many entries are looked at. */
const MOST = 500;
/** An undo leaves entries of a request of this name: so everybody sees what was undone. */
const UNDO = 'undo ';

/** What one press of a moderator has done: to one question or to many. */
export interface Act {
  /** Of its request. */
  id: string;
  at: Date;
  name: string;
  by: { id?: string; name?: string };
  entries: Entry[];
  undone: boolean;
  undoable: boolean;
}

export const undoing = (context: Context, { id }: Act): Context => ({ ...context, requestId: UNDO + id });

/** What moderators did in a session, the last first: in the journal, and on its way there. */
export async function actsIn(code: string, now: Date): Promise<Act[]> {
  // First: what leaves a document meanwhile is in the journal by then.
  const coming = await onTheirWay(code);
  const filter = { 'subject.code': code, 'actor.kind': 'staff' };
  const since = new Date(now.getTime() - KEPT_MS);
  const kept = await Journal.collection
    .find<Entry>({ name: { $in: NAMES }, at: { $gte: since }, ...filter })
    .sort({ at: -1, _id: -1 })
    .limit(MOST)
    .toArray();
  const known = new Set(kept.map(({ _id }) => String(_id)));
  const added = coming.filter(({ _id, name }) => !known.has(_id) && NAMES.includes(name));
  const entries = [...kept, ...added].sort((a, b) => +b.at - +a.at || (a._id < b._id ? 1 : -1));
  const undone = new Set(
    entries.flatMap(({ requestId }) => (requestId.startsWith(UNDO) ? requestId.slice(UNDO.length) : [])),
  );
  const acts = new Map<string, Act>();
  for (const entry of entries) {
    const id = entry.requestId;
    const act = acts.get(id);
    if (act) act.entries.push(entry);
    else
      acts.set(id, {
        ...{ id, at: entry.at, name: entry.name, by: entry.actor, entries: [entry] },
        undone: undone.has(id),
        undoable: !id.startsWith(UNDO) && !undone.has(id) && UNDOABLE.includes(entry.name),
      });
  }
  return [...acts.values()];
}

/** Of entries that only an undo leaves, too. */
const NAMES = [
  ...UNDOABLE,
  'question.approval-taken-back',
  'question.answer-taken-back',
  'question.promise-taken-back',
  'question.rejection-taken-back',
  'question.upholding-taken-back',
  'question.withdrawn',
];

async function onTheirWay(code: string): Promise<Entry[]> {
  const pending = { 'pending.at': { $exists: true } };
  const fields = { pending: 1 };
  const documents = await Promise.all([
    Dialogue.find({ code, ...pending }, fields).lean<{ pending: Entry[] }[]>(),
    Question.find({ dialogue: code, ...pending }, fields).lean<{ pending: Entry[] }[]>(),
    Participant.find({ dialogue: code, ...pending }, fields).lean<{ pending: Entry[] }[]>(),
  ]);
  return documents.flat().flatMap((it) => it.pending.filter(({ actor }) => actor.kind === 'staff'));
}

/** What somebody was shown as done last: its name, and the question that it was about. */
export interface ShownAct {
  name?: string;
  question?: string;
}

/** What somebody did last, and has not undone; undefined when it is not what they were shown. */
export function lastOf(
  { actor }: Context,
  acts: readonly Act[],
  { name, question }: ShownAct,
): Act | undefined {
  const own = acts.find(({ by, undoable }) => undoable && isStaff(actor) && by.id === actor.id);
  if (name !== undefined && own?.name !== name) return undefined;
  return question === undefined || own?.entries.some((entry) => questionIn(entry) === question)
    ? own
    : undefined;
}

/** What of a session an entry decides: a later decision about the same stands, whoever made it. */
const SETTING: Record<string, string> = {
  'dialogue.question-taken': 'now',
  'dialogue.question-put-back': 'now',
  'dialogue.agenda-moved': 'agenda',
  'dialogue.queue-opened': 'queue',
  'dialogue.queue-closed': 'queue',
  'dialogue.ordered': 'order',
  'dialogue.slowed': 'pace',
  'dialogue.wall-set': 'wall',
  'question.edited': 'words',
  'question.assigned': 'unit',
};

function decides({ name, subject, details }: Entry): string {
  const of = details['notice'] ?? details['conclusion'] ?? subject.id;
  return `${SETTING[name] ?? subject.model}:${of}`;
}

/** Whether something else was decided about the same since; what was undone meanwhile is nothing. */
export function overtaken(entry: Entry, act: Act, acts: readonly Act[]): boolean {
  const since = acts.slice(0, acts.indexOf(act)).filter(({ id, undone }) => !undone && !id.startsWith(UNDO));
  return since.some(({ entries }) => entries.some((later) => decides(later) === decides(entry)));
}

/** The words of the questions that acts were about. */
export async function wordsIn(acts: readonly Act[]): Promise<Map<string, string>> {
  const ids = acts.flatMap(({ entries }) => entries.map(questionIn)).filter((id) => id !== undefined);
  const rows = await Question.find({ _id: { $in: ids } }, { publicText: 1 }).lean<
    { _id: string; publicText: string }[]
  >();
  return new Map(rows.map(({ _id, publicText }) => [_id, publicText]));
}

export function questionIn({ subject, details }: Entry): string | undefined {
  return subject.model === 'Question' ? subject.id : (details['question'] as string | undefined);
}
