import type { Context } from '../../platform/context.ts';
import { Conflict, Forbidden, Invalid, type Refusal } from '../../platform/errors.ts';
import type { Entry } from '../../platform/journal/index.ts';
import {
  muteParticipant,
  reinstateParticipant,
  removeParticipant,
  unmuteParticipant,
} from '../participants/measures.ts';
import type { RemovalGround } from '../participants/rules/removal.ts';
import { withdrawQuestion } from '../questions/ask.ts';
import { mergeQuestion, separateQuestion } from '../questions/merge.ts';
import { approveQuestion, assignQuestion, editQuestion } from '../questions/moderate.ts';
import { questionRow } from '../questions/read.ts';
import { takeBackDecision, takeBackRejection, takeBackUpholding } from '../questions/take-back.ts';
import {
  conclude,
  moveAgenda,
  pinNotice,
  putBackQuestion,
  removeConclusion,
  removeNotice,
  setQueue,
  setWall,
  takeQuestion,
} from '../room/steer.ts';
import { canModerate } from '../session/policy.ts';
import { readDialogue } from '../session/read.ts';
import { actsIn, lastOf, overtaken, type ShownAct, undoing } from './trace.ts';

type Undo = (context: Context, code: string, entry: Entry) => Promise<void>;
const text = (record: Record<string, unknown>, name: string) => String(record[name] ?? '');

/** Into the queue again, if it came from there: it was looked at before. */
async function backToQueue(context: Context, code: string, { subject, details }: Entry): Promise<void> {
  if (details['was'] === 'approved') await approveQuestion(context, code, subject.id, { seen: true });
}

/** How each thing is undone: by what a moderator could do, with a refusal where something else was decided since. */
const UNDO: Record<string, Undo> = {
  'question.asked': (context, code, { subject }) => withdrawQuestion(context, code, subject.id),
  'question.approved': (context, code, { subject }) =>
    takeBackDecision(context, code, subject.id, { decided: 'approved' }),
  'question.answered': (context, code, { subject }) =>
    takeBackDecision(context, code, subject.id, { decided: 'answered' }),
  'question.promised': (context, code, { subject }) =>
    takeBackDecision(context, code, subject.id, { decided: 'checking' }),
  async 'question.rejected'(context, code, entry) {
    if (entry.details['was'] === 'approved') await backToQueue(context, code, entry);
    else await takeBackRejection(context, code, entry.subject.id);
  },
  'question.rejection-upheld': (context, code, { subject }) => takeBackUpholding(context, code, subject.id),
  async 'question.merged'(context, code, entry) {
    await separateQuestion(context, code, entry.subject.id);
    await backToQueue(context, code, entry);
  },
  'question.separated': (context, code, { subject, details }) =>
    mergeQuestion(context, code, subject.id, { into: text(details, 'from') }),
  async 'question.edited'(context, code, { subject, personal }) {
    const it = await questionRow(subject.id);
    if (it?.publicText !== personal['after']) throw new Conflict('dialogues.errors.decided-since');
    await editQuestion(context, code, subject.id, { text: text(personal, 'before') });
  },
  async 'question.assigned'(context, code, { subject, details }) {
    const before = (details['before'] ?? { unit: details['from'] }) as Record<string, unknown>;
    const wanted = Object.entries(before).map(([name, value]) => [name, value ?? '']);
    await assignQuestion(context, code, subject.id, Object.fromEntries(wanted));
  },
  async 'dialogue.question-taken'(context, code, { details }) {
    const { now } = await readDialogue(context, code);
    if (now !== details['question']) throw new Conflict('dialogues.errors.decided-since');
    const before = await questionRow(details['before'] as string | null);
    if (before?.status === 'approved') await takeQuestion(context, code, before._id);
    else await putBackQuestion(context, code);
  },
  async 'dialogue.question-put-back'(context, code, { details }) {
    if ((await readDialogue(context, code)).now !== null)
      throw new Conflict('dialogues.errors.decided-since');
    await takeQuestion(context, code, text(details, 'question'));
  },
  async 'dialogue.agenda-moved'(context, code, { details }) {
    const { agendaAt } = await readDialogue(context, code);
    if (agendaAt !== details['at']) throw new Conflict('dialogues.errors.decided-since');
    await moveAgenda(context, code, { at: Number(details['from'] ?? Math.max(0, agendaAt - 1)) });
  },
  'dialogue.notice-pinned': (context, code, { details }) =>
    removeNotice(context, code, text(details, 'notice')),
  'dialogue.notice-removed': (context, code, { personal }) =>
    pinNotice(context, code, { text: text(personal, 'text') }),
  'dialogue.queue-closed': (context, code) => setQueue(context, code, { open: true }),
  'dialogue.queue-opened': (context, code) => setQueue(context, code, { open: false }),
  'dialogue.ordered': (context, code, { details }) =>
    setQueue(context, code, { order: (details['from'] ?? 'votes') as 'votes' }),
  'dialogue.slowed': (context, code, { details }) =>
    setQueue(context, code, { slowSeconds: Number(details['from'] ?? 0) }),
  'dialogue.wall-set': (context, code, { details }) =>
    setWall(context, code, { wall: (details['from'] ?? 'both') as 'both' }),
  'dialogue.concluded': (context, code, { details }) =>
    removeConclusion(context, code, text(details, 'conclusion')),
  'dialogue.conclusion-removed': (context, code, { details, personal }) =>
    conclude(context, code, {
      ...{ text: text(personal, 'text'), unit: text(details, 'unit') },
      dueAt: new Date(text(details, 'dueAt')),
    }),
  'participant.muted': (context, code, { subject }) => unmuteParticipant(context, code, subject.id),
  'participant.unmuted': (context, code, { subject }) => muteParticipant(context, code, subject.id),
  'participant.removed': (context, code, { subject }) => reinstateParticipant(context, code, subject.id),
  'participant.reinstated': (context, code, { subject, details }) =>
    removeParticipant(context, code, subject.id, {
      ground: (details['ground'] ?? 'disruption') as RemovalGround,
    }),
};

/**
 * Undoes what one press has done.
 * @param given id of it, from the trace; else what the moderator was shown as done last
 * @throws Conflict when it cannot be undone any more, or something else was decided since; of several that one press did
 * the others are undone all the same
 */
export async function undoAct(
  context: Context,
  code: string,
  { act: id, ...shown }: { act?: string } & ShownAct,
): Promise<void> {
  if (!canModerate(context.actor, await readDialogue(context, code))) throw new Forbidden();
  const acts = await actsIn(code, context.now);
  const act = id ? acts.find((each) => each.id === id) : lastOf(context, acts, shown);
  if (!act?.undoable) throw new Conflict('dialogues.errors.decided-since');
  const refusals: Refusal[] = [];
  for (const entry of act.entries)
    try {
      if (overtaken(entry, act, acts)) throw new Conflict('dialogues.errors.decided-since');
      await UNDO[entry.name]?.(undoing(context, act), code, entry);
    } catch (error) {
      if (!(error instanceof Conflict || error instanceof Invalid)) throw error;
      refusals.push(error);
    }
  const [first, ...more] = refusals;
  if (first && more.length + 1 < act.entries.length)
    throw new Conflict('dialogues.errors.undo-left', { count: refusals.length });
  if (first) throw first;
}
