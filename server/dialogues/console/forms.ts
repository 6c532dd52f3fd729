import Joi from 'joi';
import type { Context, Permission } from '../../platform/context.ts';
import { line, optional } from '../../platform/web/check.ts';
import {
  muteParticipant,
  reinstateParticipant,
  removeParticipant,
  unmuteParticipant,
} from '../participants/measures.ts';
import type { RemovalGround } from '../participants/rules/removal.ts';
import * as participantSchemas from '../participants/schemas.ts';
import { answerQuestion, promiseAnswer } from '../questions/answer.ts';
import { askForSomeone } from '../questions/ask.ts';
import { mergeQuestion, separateQuestion } from '../questions/merge.ts';
import {
  approveQuestion,
  approveQuestions,
  assignQuestion,
  editQuestion,
  rejectQuestion,
  upholdRejection,
} from '../questions/moderate.ts';
import type { Decided } from '../questions/rules.ts';
import * as questionSchemas from '../questions/schemas.ts';
import { takeBackDecision } from '../questions/take-back.ts';
import { endDialogue, openDialogue, takeBackOpening } from '../room/opening.ts';
import * as roomSchemas from '../room/schemas.ts';
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
import type { Wall } from '../session/rules/queue.ts';
import * as sessionSchemas from '../session/schemas.ts';
import { UNDOABLE } from './live-model/acts.ts';
import { undoAct } from './undo.ts';

/** Whoever may be a moderator or a chair; the policy of the session has the last word. */
export const WHO: readonly Permission[] = ['moderate', 'moderate-all', 'chair'];

/** A form reads those that its path has. */
export type Params = Record<'code' | 'question' | 'notice' | 'conclusion' | 'participant', string>;

export interface ConsoleForm<Body = any> {
  name: string;
  /** The same for programs: its operationId, and what it does. Absent: of the page alone. */
  call?: readonly [id: string, summary: string];
  path: string;
  body?: Joi.ObjectSchema<Body>;
  act(context: Context, params: Params, body: Body): Promise<unknown>;
  /** Where one goes on; the question itself, when the form concerns one. */
  at?: string;
}

function form<Body>(name: string, rest: Omit<ConsoleForm<Body>, 'name'>): ConsoleForm {
  return { name, ...rest } as ConsoleForm;
}

const undoing = Joi.object<{ act?: string; name?: string; question?: string }>({
  act: optional(line(100)),
  question: optional(line(100)),
  name: Joi.string()
    .valid(...UNDOABLE)
    .empty(''),
});

const screening: ConsoleForm[] = [
  form<{ seen: boolean }>('approve', {
    call: ['approveQuestion', 'Let a question through to the queue'],
    path: 'questions/:question/approval',
    body: questionSchemas.approval,
    act: (context, { code, question }, body) => approveQuestion(context, code, question, body),
  }),
  form<{ questions: string[] }>('approve-many', {
    call: ['approveQuestions', 'Let several questions through'],
    path: 'approvals',
    body: questionSchemas.approvals,
    act: (context, { code }, body) => approveQuestions(context, code, body),
    at: '#screen',
  }),
  form<Parameters<typeof rejectQuestion>[3]>('reject', {
    call: ['rejectQuestion', 'Reject a question by a reason of the list, with a note to who asked'],
    path: 'questions/:question/rejection',
    body: questionSchemas.rejection,
    act: (context, { code, question }, body) => rejectQuestion(context, code, question, body),
  }),
  form('uphold', {
    call: ['upholdRejection', 'Stay with a rejection that was objected to'],
    path: 'questions/:question/upholding',
    act: (context, { code, question }) => upholdRejection(context, code, question),
  }),
  form<{ into: string }>('merge', {
    call: ['mergeQuestion', 'Merge a question into another that asks the same'],
    path: 'questions/:question/merging',
    body: questionSchemas.merging,
    act: (context, { code, question }, body) => mergeQuestion(context, code, question, body),
  }),
  form('separate', {
    call: ['separateQuestion', 'Take a question out of the one that it was merged into'],
    path: 'questions/:question/separation',
    act: (context, { code, question }) => separateQuestion(context, code, question),
  }),
  form<{ text: string }>('edit', {
    call: ['editQuestion', 'Change the public wording of a question'],
    path: 'questions/:question/wording',
    body: questionSchemas.wording,
    act: (context, { code, question }, body) => editQuestion(context, code, question, body),
  }),
  form<questionSchemas.Assignment>('assign', {
    call: ['assignQuestion', 'Give a question to a unit, a group or a procedure'],
    path: 'questions/:question/assignment',
    body: questionSchemas.assignment,
    act: (context, { code, question }, body) => assignQuestion(context, code, question, body),
  }),
];

const answering: ConsoleForm[] = [
  form<questionSchemas.AnswerInput>('answer', {
    call: ['answerQuestion', 'Note how a question was answered, with the text of the answer'],
    path: 'questions/:question/answer',
    body: questionSchemas.answer,
    act: (context, { code, question }, body) => answerQuestion(context, code, question, body),
  }),
  form('promise', {
    call: ['promiseAnswer', 'Note that a question will be answered in writing'],
    path: 'questions/:question/promise',
    act: (context, { code, question }) => promiseAnswer(context, code, question),
  }),
  form<{ act?: string; name?: string; question?: string }>('undo-act', {
    path: 'undo',
    body: undoing,
    act: (context, { code }, body) => undoAct(context, code, body),
  }),
  form<{ decided: Decided }>('undo', {
    call: ['takeBackDecision', 'Take back what was decided about a question'],
    path: 'questions/:question/return',
    body: questionSchemas.takingBack,
    act: (context, { code, question }, body) => takeBackDecision(context, code, question, body),
  }),
  form<{ question: string }>('take', {
    call: ['takeQuestion', 'Take a question as the one that is answered now'],
    path: 'now',
    body: roomSchemas.taking,
    act: (context, { code }, { question }) => takeQuestion(context, code, question),
    at: '#now',
  }),
  form('put-back', {
    call: ['putBackQuestion', 'Put the question that is answered now back into the queue'],
    path: 'now/return',
    act: (context, { code }) => putBackQuestion(context, code),
    at: '#now',
  }),
  form<questionSchemas.PhoneInput>('phone', {
    path: 'questions/by-phone',
    body: questionSchemas.phoneQuestion,
    act: (context, { code }, body) => askForSomeone(context, code, body),
    at: '#phone',
  }),
];

const steering: ConsoleForm[] = [
  form<{ early: boolean }>('open', {
    call: ['openDialogue', 'Open an announced session'],
    path: 'opening',
    body: sessionSchemas.opening,
    act: (context, { code }, body) => openDialogue(context, code, body),
  }),
  form('take-back', {
    call: ['takeBackOpening', 'Take the opening back'],
    path: 'opening/return',
    act: (context, { code }) => takeBackOpening(context, code),
  }),
  form('end', {
    call: ['endDialogue', 'End an open session'],
    path: 'end',
    act: (context, { code }) => endDialogue(context, code),
  }),
  form<{ at: number }>('agenda', {
    call: ['moveAgenda', 'Go to a point of the agenda'],
    path: 'agenda',
    body: roomSchemas.agendaMove,
    act: (context, { code }, body) => moveAgenda(context, code, body),
    at: '#agenda',
  }),
  form<{ text: string }>('notice', {
    call: ['pinNotice', 'Pin a notice for everybody'],
    path: 'notices',
    body: roomSchemas.notice,
    act: (context, { code }, body) => pinNotice(context, code, body),
    at: '#notices',
  }),
  form('remove-notice', {
    call: ['removeNotice', 'Take a notice off'],
    path: 'notices/:notice/removal',
    act: (context, { code, notice }) => removeNotice(context, code, notice),
    at: '#notices',
  }),
  form<roomSchemas.QueueInput>('queue', {
    call: ['setQueue', 'Open, close, order or slow down the queue of questions'],
    path: 'queue',
    body: roomSchemas.queue,
    act: (context, { code }, body) => setQueue(context, code, body),
    at: '#steering',
  }),
  form<{ wall: Wall }>('wall', {
    call: ['setWall', 'Choose what the wall of the hall shows'],
    path: 'wall',
    body: roomSchemas.wall,
    act: (context, { code }, body) => setWall(context, code, body),
    at: '#wall',
  }),
  form<roomSchemas.ConclusionInput>('conclusion', {
    call: ['conclude', 'Put down a conclusion: a task of a unit until a day (yyyy-mm-dd)'],
    path: 'conclusions',
    body: roomSchemas.conclusion,
    act: (context, { code }, body) => conclude(context, code, body),
    at: '#conclusions',
  }),
  form('remove-conclusion', {
    call: ['removeConclusion', 'Take a conclusion back'],
    path: 'conclusions/:conclusion/removal',
    act: (context, { code, conclusion }) => removeConclusion(context, code, conclusion),
    at: '#conclusions',
  }),
];

const removal = form<{ ground: RemovalGround }>('remove', {
  call: ['removeParticipant', 'Remove a participant by a ground of the list'],
  path: 'people/:participant/removal',
  body: participantSchemas.removal,
  act: (context, { code, participant }, body) => removeParticipant(context, code, participant, body),
  at: '#people',
});

const measures: ConsoleForm[] = (
  [
    ['muting', muteParticipant, 'muteParticipant', 'Let nothing of a participant through unread'],
    ['unmuting', unmuteParticipant, 'unmuteParticipant', 'Take that back'],
    ['reinstatement', reinstateParticipant, 'reinstateParticipant', 'Let a removed participant in again'],
  ] as const
).map(([path, act, id, summary]) =>
  form(path, {
    call: [id, summary],
    path: `people/:participant/${path}`,
    act: (context, { code, participant }) => act(context, code, participant),
    at: '#people',
  }),
);

/** 'questions/by-phone' stands before 'questions/:question/…'. */
export const consoleForms: ConsoleForm[] = [
  ...answering.filter(({ path }) => path.endsWith('by-phone')),
  ...screening,
  ...answering.filter(({ path }) => !path.endsWith('by-phone')),
  ...steering,
  ...measures,
  removal,
];
