import { randomUUID } from 'node:crypto';
import { staffOf } from '../../accounts/index.ts';
import { cityDate, cityMinute } from '../../calendar/index.ts';
import { Invalid } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Visit } from '../../platform/web/route.ts';
import { allRegulations } from '../../regulations/index.ts';
import { unitsInForce } from '../../units/index.ts';
import { basesOf } from '../answer-check/legal-documents.ts';
import { approveAnswer, checkAnswer, returnAnswer, saveAnswer, submitAnswer } from '../answering/actions.ts';
import { takeSaved } from '../answering/conflict.ts';
import { correctAnswer } from '../answering/correct.ts';
import {
  type AnswerFormBody,
  answerForm,
  type CorrectionFormBody,
  correctionForm,
  flatAnswer,
} from '../answering/form.ts';
import { interimAnswer } from '../answering/interim.ts';
import * as schemasOfAnswering from '../answering/schemas.ts';
import type { RefusalGround } from '../item/rules/fields.ts';
import { itemPage } from '../item-page/queries.ts';
import { againOnItem, showItem } from '../item-page/routes.ts';
import { assignFeedback, routeFeedback, transferFeedback } from '../routing/actions.ts';
import * as schemasOfRouting from '../routing/schemas.ts';
import { acceptFeedback, editPublicText, refuseFeedback } from '../screening/actions.ts';
import { requestInfo } from '../screening/ask.ts';
import * as schemasOfScreening from '../screening/schemas.ts';
import { enterFeedback } from '../submission/actions.ts';
import { FORM, formModel, showReceipt, withAllFaults } from '../submission/routes.ts';
import * as schemasOfSubmission from '../submission/schemas.ts';
import { deskListRoutes } from './list-routes.ts';

const COORDINATOR = ['coordinator'] as const;
const IN_UNIT = ['official', 'head'] as const;
/** Coordinators: of reopened items. */
const APPROVING = ['coordinator', 'head'] as const;

/** A form on the item's page: does one thing and comes back to the page. */
export function form<Body>(
  name: string,
  parts: { who: Route['who']; body: Route['body']; act(visit: Visit<Body>, code: string): Promise<unknown> },
): Route {
  return route<Body>({
    method: 'post',
    path: `/feedback/:code/${name}`,
    who: parts.who,
    body: parts.body as never,
    handler: async (visit) => {
      const code = visit.params['code']!;
      await parts.act(visit, code);
      return seeOther(`/feedback/${code}`);
    },
    again: againOnItem(name),
  });
}

/** @throws Invalid when the person does not work in the unit that has the item */
async function assign({ context, body }: Visit<{ assignee: string }>, code: string): Promise<void> {
  const { unit } = await itemPage(context, code);
  const people = unit
    ? [
        ...(await staffOf({ role: 'official', unit: unit.slug })),
        ...(await staffOf({ role: 'head', unit: unit.slug })),
      ]
    : [];
  const person = people.find((each) => each.id === body.assignee);
  if (!person) throw new Invalid({ assignee: { text: 'errors.field.choose' } });
  await assignFeedback(context, code, { id: person.id, name: person.name });
}

/** After a conflict: what was typed, with the words of the colleague where they are wanted. */
async function withSaved<Body extends AnswerFormBody | CorrectionFormBody>(
  { context, body }: Visit<Body>,
  code: string,
): Promise<Body> {
  const saved = body.take && (await itemPage(context, code)).inside?.draft;
  return saved ? takeSaved(body, { ...saved, text: saved.free ?? saved.text }, body.take!) : body;
}

/** What the check says of a correction as it was typed. Nothing is written. */
async function checkedCorrection(visit: Visit<CorrectionFormBody>, code: string): Promise<Reply> {
  const { note, override, text, take: _take, ...words } = visit.body;
  // Whoever may not correct it may not ask either.
  await checkAnswer(visit.context, code, { ...words, text, reading: 'text' });
  const { regulation } = await itemPage(visit.context, code);
  const bases = basesOf(regulation?.slug, visit.context.now);
  const values = { ...flatAnswer({ ...words, text, free: text }, bases), note, override };
  return showItem(visit, code, { form: 'answer-correction', values });
}

export const deskRoutes: Route[] = [
  ...deskListRoutes,
  form<schemasOfScreening.PublicWordsForm>('acceptance', {
    who: COORDINATOR,
    body: schemasOfScreening.acceptance,
    act: ({ context, body }, code) => acceptFeedback(context, code, body),
  }),
  form<schemasOfScreening.PublicWordsForm>('public-text', {
    who: COORDINATOR,
    body: schemasOfScreening.acceptance,
    act: ({ context, body }, code) => editPublicText(context, code, body),
  }),
  form<{ question: string }>('info-request', {
    who: ['coordinator', ...IN_UNIT],
    body: schemasOfScreening.infoRequest,
    act: ({ context, body }, code) => requestInfo(context, code, body.question),
  }),
  form<{ ground: RefusalGround; guidance: string }>('refusal', {
    who: COORDINATOR,
    body: schemasOfScreening.refusal,
    act: ({ context, body }, code) => refuseFeedback(context, code, body),
  }),
  form<schemasOfRouting.Routing>('routing', {
    who: COORDINATOR,
    body: schemasOfRouting.routing,
    act: ({ context, body }, code) => routeFeedback(context, code, body),
  }),
  form<{ unit: string; reason: string }>('transfer', {
    who: ['coordinator', 'head'],
    body: schemasOfRouting.transfer,
    act: ({ context, body }, code) => transferFeedback(context, code, body),
  }),
  form<{ assignee: string }>('assignment', {
    who: ['coordinator', ...IN_UNIT],
    body: schemasOfRouting.assignment,
    act: assign,
  }),
  form<{ reason: string }>('answer-return', {
    who: APPROVING,
    body: schemasOfAnswering.answerReturn,
    act: ({ context, body }, code) => returnAnswer(context, code, body.reason),
  }),
  form<schemasOfAnswering.Approval>('answer-approval', {
    who: APPROVING,
    body: schemasOfAnswering.approval,
    act: ({ context, body: { cause, apology, override, confirmed } }, code) =>
      approveAnswer(context, code, { cause, reason: apology, override, confirmed }),
  }),
  route<CorrectionFormBody>({
    method: 'post',
    path: '/feedback/:code/answer-correction',
    who: APPROVING,
    body: correctionForm,
    handler: async (visit) => {
      const code = visit.params['code']!;
      visit.body = await withSaved(visit, code);
      const { step, take: _take, ...input } = visit.body;
      if (step === 'check') return checkedCorrection(visit, code);
      await correctAnswer(visit.context, code, input);
      return seeOther(`/feedback/${code}`);
    },
    again: againOnItem('answer-correction'),
  }),
  form<schemasOfAnswering.Interim>('interim-answer', {
    who: IN_UNIT,
    body: schemasOfAnswering.interim,
    act: ({ context, body }, code) => interimAnswer(context, code, body),
  }),
  route<AnswerFormBody>({
    method: 'post',
    path: '/feedback/:code/answer',
    who: IN_UNIT,
    body: answerForm,
    handler: async (visit) => {
      const code = visit.params['code']!;
      const { step, take: _take, ...input } = await withSaved(visit, code);
      if (step === 'submit') {
        await submitAnswer(visit.context, code, input);
        return seeOther(`/feedback/${code}`);
      }
      // "Check" saves too: what was written is safe, and the findings are those of the saved text.
      await saveAnswer(visit.context, code, input);
      return showItem(visit, code, { form: 'answer', saved: true });
    },
    again: againOnItem('answer'),
  }),
  route({
    method: 'get',
    path: '/counter',
    who: ['coordinator', 'official'],
    handler: async ({ context }) =>
      showCounter(context, {
        idempotencyKey: randomUUID(),
        language: 'vi',
        kind: 'feedback',
        senderKind: 'citizen',
        channel: 'counter',
        receivedAt: cityMinute(context.now),
      }),
  }),
  route<schemasOfSubmission.CounterEntry & { idempotencyKey: string }>({
    method: 'post',
    path: '/counter',
    who: ['coordinator', 'official'],
    body: schemasOfSubmission.counterEntry,
    handler: async (visit) => {
      const { idempotencyKey, ...input } = visit.body;
      return showReceipt(visit, await enterFeedback(visit.context, input, idempotencyKey));
    },
    again: async ({ context }, typed) =>
      showCounter(context, typed.values, withAllFaults(typed, cityDate(context.now))),
  }),
];

function showCounter(context: Visit['context'], values: Record<string, unknown>, typed: object = {}) {
  const model = formModel(context, {});
  return page('feedback/submission/counter', {
    ...model,
    title: translator(context.language)('feedback.counter.title'),
    ...typed,
    values,
    languageForm: FORM,
    entryChannels: schemasOfSubmission.ENTRY_CHANNELS,
    regulations: allRegulations().map(({ slug, name }) => ({ slug, name })),
    units: unitsInForce(cityDate(context.now)).map(({ slug, name }) => ({ slug, name })),
  });
}
