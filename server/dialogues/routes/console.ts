import Joi from 'joi';
import type { Context, Role } from '../../platform/context.ts';
import { randomToken } from '../../platform/secrets.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import * as actions from '../actions.ts';
import type { Decided, RemovalGround } from '../rules.ts';
import * as schemas from '../schemas.ts';
import { consoleModel } from './console-model.ts';
import { CONSOLE_LABELS, type Labels } from './labels.ts';

/** Whoever may be a moderator or a chair; the policy of the session has the last word. */
const WHO: readonly Role[] = ['moderator', 'coordinator', 'leader', 'head'];

const selection = Joi.object<{ question?: string }>({
  question: schemas.taking.extract('question').optional().empty(''),
});

async function showConsole(
  visit: Visit<any, any>,
  more: Partial<Typed> & { form?: string; labels?: Labels } = {},
): Promise<Reply> {
  const { context, params, query } = visit;
  const wanted = params['question'] ?? (query as { question?: string }).question;
  const model = await consoleModel(context, params['code']!, wanted);
  return page('dialogues/console', { ...model, clientId: randomToken(), ...more });
}

interface Form<Body> {
  path: string;
  body?: Joi.ObjectSchema<Body>;
  act(context: Context, params: Record<string, string>, body: Body): Promise<unknown>;
  /** Where one goes on; the question itself, when the form concerns one. */
  at?: string;
}

/** A form of the console: done, and back to where one was. */
function form<Body>(name: string, { path, body, act, at = '' }: Form<Body>): Route {
  return route<Body>({
    method: 'post',
    path: `/dialogues/:code/${path}`,
    who: WHO,
    ...(body ? { body } : {}),
    handler: async ({ context, params, body: given }) => {
      await act(context, params, given);
      const question = params['question'] ? `?question=${params['question']}#work` : at;
      return seeOther(`/dialogues/${params['code']}/console${question}`);
    },
    again: (visit, typed) => showConsole(visit, { ...typed, form: name, labels: CONSOLE_LABELS[name] }),
  });
}

const screening: Route[] = [
  form<{ seen: boolean }>('approve', {
    path: 'questions/:question/approval',
    body: schemas.approval,
    act: (context, { code, question }, body) => actions.approveQuestion(context, code!, question!, body),
  }),
  form<Parameters<typeof actions.rejectQuestion>[3]>('reject', {
    path: 'questions/:question/rejection',
    body: schemas.rejection,
    act: (context, { code, question }, body) => actions.rejectQuestion(context, code!, question!, body),
  }),
  form('uphold', {
    path: 'questions/:question/upholding',
    act: (context, { code, question }) => actions.upholdRejection(context, code!, question!),
  }),
  form<{ into: string }>('merge', {
    path: 'questions/:question/merging',
    body: schemas.merging,
    act: (context, { code, question }, body) => actions.mergeQuestion(context, code!, question!, body),
  }),
  form('separate', {
    path: 'questions/:question/separation',
    act: (context, { code, question }) => actions.separateQuestion(context, code!, question!),
  }),
  form<{ text: string }>('edit', {
    path: 'questions/:question/wording',
    body: schemas.wording,
    act: (context, { code, question }, body) => actions.editQuestion(context, code!, question!, body),
  }),
  form<schemas.Assignment>('assign', {
    path: 'questions/:question/assignment',
    body: schemas.assignment,
    act: (context, { code, question }, body) => actions.assignQuestion(context, code!, question!, body),
  }),
];

const answering: Route[] = [
  form<schemas.AnswerInput>('answer', {
    path: 'questions/:question/answer',
    body: schemas.answer,
    act: (context, { code, question }, body) => actions.answerQuestion(context, code!, question!, body),
  }),
  form('promise', {
    path: 'questions/:question/promise',
    act: (context, { code, question }) => actions.promiseAnswer(context, code!, question!),
  }),
  form<{ decided: Decided }>('undo', {
    path: 'questions/:question/return',
    body: schemas.takingBack,
    act: (context, { code, question }, body) => actions.takeBackDecision(context, code!, question!, body),
  }),
  form<{ question: string }>('take', {
    path: 'now',
    body: schemas.taking,
    act: (context, { code }, { question }) => actions.takeQuestion(context, code!, question),
    at: '#now',
  }),
  form('put-back', {
    path: 'now/return',
    act: (context, { code }) => actions.putBackQuestion(context, code!),
    at: '#now',
  }),
  form<schemas.PhoneInput>('phone', {
    path: 'questions/by-phone',
    body: schemas.phoneQuestion,
    act: (context, { code }, body) => actions.askForSomeone(context, code!, body),
    at: '#phone',
  }),
];

const steering: Route[] = [
  form<{ early: boolean }>('open', {
    path: 'opening',
    body: schemas.opening,
    act: (context, { code }, body) => actions.openDialogue(context, code!, body),
  }),
  form('take-back', {
    path: 'opening/return',
    act: (context, { code }) => actions.takeBackOpening(context, code!),
  }),
  form('end', { path: 'end', act: (context, { code }) => actions.endDialogue(context, code!) }),
  form<{ at: number }>('agenda', {
    path: 'agenda',
    body: schemas.agendaMove,
    act: (context, { code }, body) => actions.moveAgenda(context, code!, body),
    at: '#agenda',
  }),
  form<{ text: string }>('notice', {
    path: 'notices',
    body: schemas.notice,
    act: (context, { code }, body) => actions.pinNotice(context, code!, body),
    at: '#notices',
  }),
  form('remove-notice', {
    path: 'notices/:notice/removal',
    act: (context, { code, notice }) => actions.removeNotice(context, code!, notice!),
    at: '#notices',
  }),
  form<schemas.QueueInput>('queue', {
    path: 'queue',
    body: schemas.queue,
    act: (context, { code }, body) => actions.setQueue(context, code!, body),
    at: '#steering',
  }),
  form<schemas.ConclusionInput>('conclusion', {
    path: 'conclusions',
    body: schemas.conclusion,
    act: (context, { code }, body) => actions.conclude(context, code!, body),
    at: '#conclusions',
  }),
  form('remove-conclusion', {
    path: 'conclusions/:conclusion/removal',
    act: (context, { code, conclusion }) => actions.removeConclusion(context, code!, conclusion!),
    at: '#conclusions',
  }),
];

const removal = form<{ ground: RemovalGround }>('remove', {
  path: 'people/:participant/removal',
  body: schemas.removal,
  act: (context, { code, participant }, body) =>
    actions.removeParticipant(context, code!, participant!, body),
  at: '#people',
});

const measures: Route[] = (
  [
    ['muting', actions.muteParticipant],
    ['unmuting', actions.unmuteParticipant],
    ['reinstatement', actions.reinstateParticipant],
  ] as const
).map(([path, act]) =>
  form(path, {
    path: `people/:participant/${path}`,
    act: (context, { code, participant }) => act(context, code!, participant!),
    at: '#people',
  }),
);

/** 'questions/by-phone' stands before 'questions/:question/…'. */
export const consoleRoutes: Route[] = [
  route<object, { question?: string }>({
    method: 'get',
    path: '/dialogues/:code/console',
    who: WHO,
    query: selection,
    handler: (visit) => showConsole(visit),
  }),
  ...answering.filter(({ path }) => path.endsWith('by-phone')),
  ...screening,
  ...answering.filter(({ path }) => !path.endsWith('by-phone')),
  ...steering,
  ...measures,
  removal,
];
