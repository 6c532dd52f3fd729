import Joi from 'joi';
import type { Context, Permission } from '../../platform/context.ts';
import { Forbidden } from '../../platform/errors.ts';
import { randomToken } from '../../platform/secrets.ts';
import { line, optional } from '../../platform/web/check.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
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
import { CONSOLE_LABELS, type Labels } from '../session/labels.ts';
import { canModerate } from '../session/policy.ts';
import { readDialogue } from '../session/read.ts';
import { MOST } from '../session/rules/limits.ts';
import type { Wall } from '../session/rules/queue.ts';
import * as sessionSchemas from '../session/schemas.ts';
import { type ConsoleQuery, consoleModel } from './console-model.ts';
import { actOf, UNDOABLE } from './live-model/acts.ts';
import { LISTS, ONLY } from './live-model/cards.ts';
import { actsIn, questionIn, wordsIn } from './trace.ts';
import { undoAct } from './undo.ts';

/** Whoever may be a moderator or a chair; the policy of the session has the last word. */
const WHO: readonly Permission[] = ['moderate', 'moderate-all', 'chair'];

const selection = Joi.object<ConsoleQuery>({
  question: roomSchemas.taking.extract('question').optional().empty(''),
  find: optional(line(MOST.question)),
  like: optional(line(MOST.question)),
  only: Joi.string()
    .valid(...ONLY)
    .empty(''),
  done: Joi.string().valid(...UNDOABLE),
  alone: Joi.string().valid('yes').empty(''),
  list: Joi.string().valid(...LISTS),
  page: Joi.number().integer().min(1).max(10_000),
});

async function showConsole(
  visit: Visit<any, any, 'code'>,
  more: Partial<Typed> & { form?: string; labels?: Labels } = {},
): Promise<Reply> {
  const { context, query } = visit;
  const params = visit.params as Params;
  const asked = (query ?? {}) as ConsoleQuery;
  const question = params.question ?? asked.question;
  const model = await consoleModel(context, params.code, { ...asked, ...(question && { question }) });
  const { form, values, errors } = more;
  const live = { ...model.live, refused: form ? { form, values, errors } : undefined };
  const shown = page('dialogues/console/console', { ...model, clientId: randomToken(), ...more, live });
  return { ...shown, layout: 'console' } as Reply;
}

/** A form reads those that its path has. */
type Params = Record<'code' | 'question' | 'notice' | 'conclusion' | 'participant', string>;

interface Form<Body> {
  path: string;
  body?: Joi.ObjectSchema<Body>;
  act(context: Context, params: Params, body: Body): Promise<unknown>;
  /** Where one goes on; the question itself, when the form concerns one. */
  at?: string;
}

/** As a browser has sent it. */
const sent = (body: unknown): Record<string, unknown> => {
  const { open, ...others } = Object(body) as Record<string, unknown>;
  return { ...others, ...(open === undefined ? {} : { open: open ? 'yes' : 'no' }) };
};

/** A form of the console: done, and back to where one was. */
function form<Body>(name: string, { path, body, act, at = '' }: Form<Body>): Route {
  return route({
    method: 'post',
    path: `/dialogues/:code/${path}`,
    who: WHO,
    ...(body ? { body } : {}),
    handler: async ({ context, params, body: given }) => {
      const { question: id } = params as Params;
      await act(context, params as Params, given);
      const done = actOf(`/${path}`, sent(given));
      const query = new URLSearchParams({ ...(id && { question: id }), ...(done && { done }) });
      return seeOther(`/dialogues/${params.code}/console?${query}${id ? '#work' : at}`);
    },
    again: (visit, typed) => showConsole(visit, { ...typed, form: name, labels: CONSOLE_LABELS[name] }),
  });
}

const undoing = Joi.object<{ act?: string; name?: string; question?: string }>({
  act: optional(line(100)),
  question: optional(line(100)),
  name: Joi.string()
    .valid(...UNDOABLE)
    .empty(''),
});

const screening: Route[] = [
  form<{ seen: boolean }>('approve', {
    path: 'questions/:question/approval',
    body: questionSchemas.approval,
    act: (context, { code, question }, body) => approveQuestion(context, code, question, body),
  }),
  form<{ questions: string[] }>('approve-many', {
    path: 'approvals',
    body: questionSchemas.approvals,
    act: (context, { code }, body) => approveQuestions(context, code, body),
    at: '#screen',
  }),
  form<Parameters<typeof rejectQuestion>[3]>('reject', {
    path: 'questions/:question/rejection',
    body: questionSchemas.rejection,
    act: (context, { code, question }, body) => rejectQuestion(context, code, question, body),
  }),
  form('uphold', {
    path: 'questions/:question/upholding',
    act: (context, { code, question }) => upholdRejection(context, code, question),
  }),
  form<{ into: string }>('merge', {
    path: 'questions/:question/merging',
    body: questionSchemas.merging,
    act: (context, { code, question }, body) => mergeQuestion(context, code, question, body),
  }),
  form('separate', {
    path: 'questions/:question/separation',
    act: (context, { code, question }) => separateQuestion(context, code, question),
  }),
  form<{ text: string }>('edit', {
    path: 'questions/:question/wording',
    body: questionSchemas.wording,
    act: (context, { code, question }, body) => editQuestion(context, code, question, body),
  }),
  form<questionSchemas.Assignment>('assign', {
    path: 'questions/:question/assignment',
    body: questionSchemas.assignment,
    act: (context, { code, question }, body) => assignQuestion(context, code, question, body),
  }),
];

const answering: Route[] = [
  form<questionSchemas.AnswerInput>('answer', {
    path: 'questions/:question/answer',
    body: questionSchemas.answer,
    act: (context, { code, question }, body) => answerQuestion(context, code, question, body),
  }),
  form('promise', {
    path: 'questions/:question/promise',
    act: (context, { code, question }) => promiseAnswer(context, code, question),
  }),
  form<{ act?: string; name?: string; question?: string }>('undo-act', {
    path: 'undo',
    body: undoing,
    act: (context, { code }, body) => undoAct(context, code, body),
  }),
  form<{ decided: Decided }>('undo', {
    path: 'questions/:question/return',
    body: questionSchemas.takingBack,
    act: (context, { code, question }, body) => takeBackDecision(context, code, question, body),
  }),
  form<{ question: string }>('take', {
    path: 'now',
    body: roomSchemas.taking,
    act: (context, { code }, { question }) => takeQuestion(context, code, question),
    at: '#now',
  }),
  form('put-back', {
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

const steering: Route[] = [
  form<{ early: boolean }>('open', {
    path: 'opening',
    body: sessionSchemas.opening,
    act: (context, { code }, body) => openDialogue(context, code, body),
  }),
  form('take-back', {
    path: 'opening/return',
    act: (context, { code }) => takeBackOpening(context, code),
  }),
  form('end', { path: 'end', act: (context, { code }) => endDialogue(context, code) }),
  form<{ at: number }>('agenda', {
    path: 'agenda',
    body: roomSchemas.agendaMove,
    act: (context, { code }, body) => moveAgenda(context, code, body),
    at: '#agenda',
  }),
  form<{ text: string }>('notice', {
    path: 'notices',
    body: roomSchemas.notice,
    act: (context, { code }, body) => pinNotice(context, code, body),
    at: '#notices',
  }),
  form('remove-notice', {
    path: 'notices/:notice/removal',
    act: (context, { code, notice }) => removeNotice(context, code, notice),
    at: '#notices',
  }),
  form<roomSchemas.QueueInput>('queue', {
    path: 'queue',
    body: roomSchemas.queue,
    act: (context, { code }, body) => setQueue(context, code, body),
    at: '#steering',
  }),
  form<{ wall: Wall }>('wall', {
    path: 'wall',
    body: roomSchemas.wall,
    act: (context, { code }, body) => setWall(context, code, body),
    at: '#wall',
  }),
  form<roomSchemas.ConclusionInput>('conclusion', {
    path: 'conclusions',
    body: roomSchemas.conclusion,
    act: (context, { code }, body) => conclude(context, code, body),
    at: '#conclusions',
  }),
  form('remove-conclusion', {
    path: 'conclusions/:conclusion/removal',
    act: (context, { code, conclusion }) => removeConclusion(context, code, conclusion),
    at: '#conclusions',
  }),
];

const removal = form<{ ground: RemovalGround }>('remove', {
  path: 'people/:participant/removal',
  body: participantSchemas.removal,
  act: (context, { code, participant }, body) => removeParticipant(context, code, participant, body),
  at: '#people',
});

const measures: Route[] = (
  [
    ['muting', muteParticipant],
    ['unmuting', unmuteParticipant],
    ['reinstatement', reinstateParticipant],
  ] as const
).map(([path, act]) =>
  form(path, {
    path: `people/:participant/${path}`,
    act: (context, { code, participant }) => act(context, code, participant),
    at: '#people',
  }),
);

/** What the moderators did, with who and when; each can be undone from here, after the moment as well. */
const trace: Route = route({
  method: 'get',
  path: '/dialogues/:code/trace',
  who: WHO,
  handler: async ({ context, params: { code } }) => {
    const it = await readDialogue(context, code);
    if (!canModerate(context.actor, it)) throw new Forbidden();
    const acts = (await actsIn(code, context.now)).slice(0, MOST_TRACED);
    const words = await wordsIn(acts);
    const rows = acts.map(({ entries, ...act }) => ({
      ...act,
      count: entries.length,
      text: words.get(questionIn(entries[0]!) ?? ''),
    }));
    return page('dialogues/console/trace', {
      title: it.title,
      code,
      language: context.language,
      acts: rows,
      of: it.language,
    });
  },
});

const MOST_TRACED = 60;

/** 'questions/by-phone' stands before 'questions/:question/…'. */
export const consoleRoutes: Route[] = [
  route({
    method: 'get',
    path: '/dialogues/:code/console',
    who: WHO,
    query: selection,
    handler: (visit) => showConsole(visit),
  }),
  trace,
  ...answering.filter(({ path }) => path.endsWith('by-phone')),
  ...screening,
  ...answering.filter(({ path }) => !path.endsWith('by-phone')),
  ...steering,
  ...measures,
  removal,
];
