import { randomUUID } from 'node:crypto';
import { staffOf } from '../../accounts/index.ts';
import { Invalid } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Visit } from '../../platform/web/route.ts';
import { allRegulations } from '../../regulations/index.ts';
import { unitsInForce } from '../../units/index.ts';
import * as actions from '../actions.ts';
import { takeSaved } from '../answer-conflict.ts';
import {
  type AnswerFormBody,
  answerForm,
  type CorrectionFormBody,
  correctionForm,
  flatAnswer,
} from '../answer-form.ts';
import { cityDate, cityMinute } from '../deadlines.ts';
import { basesOf } from '../legal-documents.ts';
import { itemPage } from '../queries.ts';
import type { RefusalGround } from '../rules.ts';
import * as schemas from '../schemas.ts';
import { deskListRoutes } from './desk-lists.ts';
import { againOnItem, showItem } from './item.ts';
import { FORM, formModel, showReceipt, withAllFaults } from './submit.ts';

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
  await actions.assignFeedback(context, code, { id: person.id, name: person.name });
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
  await actions.checkAnswer(visit.context, code, { ...words, text, reading: 'text' });
  const { regulation } = await itemPage(visit.context, code);
  const bases = basesOf(regulation?.slug, visit.context.now);
  const values = { ...flatAnswer({ ...words, text, free: text }, bases), note, override };
  return showItem(visit, code, { form: 'answer-correction', values });
}

export const deskRoutes: Route[] = [
  ...deskListRoutes,
  form<schemas.PublicWordsForm>('acceptance', {
    who: COORDINATOR,
    body: schemas.acceptance,
    act: ({ context, body }, code) => actions.acceptFeedback(context, code, body),
  }),
  form<schemas.PublicWordsForm>('public-text', {
    who: COORDINATOR,
    body: schemas.acceptance,
    act: ({ context, body }, code) => actions.editPublicText(context, code, body),
  }),
  form<{ question: string }>('info-request', {
    who: ['coordinator', ...IN_UNIT],
    body: schemas.infoRequest,
    act: ({ context, body }, code) => actions.requestInfo(context, code, body.question),
  }),
  form<{ ground: RefusalGround; guidance: string }>('refusal', {
    who: COORDINATOR,
    body: schemas.refusal,
    act: ({ context, body }, code) => actions.refuseFeedback(context, code, body),
  }),
  form<schemas.Routing>('routing', {
    who: COORDINATOR,
    body: schemas.routing,
    act: ({ context, body }, code) => actions.routeFeedback(context, code, body),
  }),
  form<{ unit: string; reason: string }>('transfer', {
    who: ['coordinator', 'head'],
    body: schemas.transfer,
    act: ({ context, body }, code) => actions.transferFeedback(context, code, body),
  }),
  form<{ assignee: string }>('assignment', {
    who: ['coordinator', ...IN_UNIT],
    body: schemas.assignment,
    act: assign,
  }),
  form<{ reason: string }>('answer-return', {
    who: APPROVING,
    body: schemas.answerReturn,
    act: ({ context, body }, code) => actions.returnAnswer(context, code, body.reason),
  }),
  form<schemas.Approval>('answer-approval', {
    who: APPROVING,
    body: schemas.approval,
    act: ({ context, body: { cause, apology, override, confirmed } }, code) =>
      actions.approveAnswer(context, code, { cause, reason: apology, override, confirmed }),
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
      await actions.correctAnswer(visit.context, code, input);
      return seeOther(`/feedback/${code}`);
    },
    again: againOnItem('answer-correction'),
  }),
  form<schemas.Interim>('interim-answer', {
    who: IN_UNIT,
    body: schemas.interim,
    act: ({ context, body }, code) => actions.interimAnswer(context, code, body),
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
        await actions.submitAnswer(visit.context, code, input);
        return seeOther(`/feedback/${code}`);
      }
      // "Check" saves too: what was written is safe, and the findings are those of the saved text.
      await actions.saveAnswer(visit.context, code, input);
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
  route<schemas.CounterEntry & { idempotencyKey: string }>({
    method: 'post',
    path: '/counter',
    who: ['coordinator', 'official'],
    body: schemas.counterEntry,
    handler: async (visit) => {
      const { idempotencyKey, ...input } = visit.body;
      return showReceipt(visit, await actions.enterFeedback(visit.context, input, idempotencyKey));
    },
    again: async ({ context }, typed) =>
      showCounter(context, typed.values, withAllFaults(typed, cityDate(context.now))),
  }),
];

function showCounter(context: Visit['context'], values: Record<string, unknown>, typed: object = {}) {
  const model = formModel(context, {});
  return page('feedback/counter', {
    ...model,
    title: translator(context.language)('feedback.counter.title'),
    ...typed,
    values,
    languageForm: FORM,
    entryChannels: schemas.ENTRY_CHANNELS,
    regulations: allRegulations().map(({ slug, name }) => ({ slug, name })),
    units: unitsInForce(cityDate(context.now)).map(({ slug, name }) => ({ slug, name })),
  });
}
