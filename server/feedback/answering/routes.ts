import { Conflict, Forbidden } from '../../platform/errors.ts';
import { type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Visit } from '../../platform/web/route.ts';
import { basesOf } from '../answer-check/legal-documents.ts';
import { itemForm } from '../item-page/form-routes.ts';
import { itemPage } from '../item-page/queries.ts';
import { againOnItem, showItem } from '../item-page/routes.ts';
import { blocksFor } from '../text-blocks/queries.ts';
import { approveAnswer, checkAnswer, returnAnswer, saveAnswer, submitAnswer } from './actions.ts';
import { takeSaved } from './conflict.ts';
import { correctAnswer } from './correct.ts';
import {
  type AnswerFormBody,
  answerForm,
  type CorrectionFormBody,
  correctionForm,
  flatAnswer,
} from './form.ts';
import { interimAnswer } from './interim.ts';
import { type Approval, answerReturn, approval, type Interim, interim, type Return } from './schemas.ts';

/** Coordinators: of reopened items. */
const APPROVING = ['screen', 'approve'] as const;

/** After a conflict: what was typed, with the words of the colleague where they are wanted. */
async function withSaved<Body extends AnswerFormBody | CorrectionFormBody>(
  { context, body }: Visit<Body>,
  code: string,
): Promise<Body> {
  const saved = body.take && (await itemPage(context, code)).inside?.draft;
  return saved ? takeSaved(body, { ...saved, text: saved.free ?? saved.text }, body.take!) : body;
}

/** The item, for a form that is shown again without being saved. @throws Conflict when somebody else has changed it */
async function itemAsSeen({ context, body }: Visit<{ version?: number }>, code: string) {
  const item = await itemPage(context, code);
  // Told before the form gets the number of what it has not shown.
  if (body.version !== undefined && body.version !== item.version) throw new Conflict();
  return item;
}

/** What the check says of a correction as it was typed. Nothing is written. */
async function checkedCorrection(visit: Visit<CorrectionFormBody>, code: string): Promise<Reply> {
  const { note, override, text, take: _take, ...words } = visit.body;
  // Whoever may not correct it may not ask either.
  await checkAnswer(visit.context, code, { ...words, text, reading: 'text' });
  const { regulation } = await itemAsSeen(visit, code);
  const bases = basesOf(regulation?.slug, visit.context.now);
  const values = { ...flatAnswer({ ...words, text, free: text }, bases), note, override };
  return showItem(visit, code, { form: 'answer-correction', values });
}

/** The form again as it was typed, with one more row for an action. Nothing is written. */
async function withAnotherAction(
  visit: Visit<any>,
  code: string,
  { form, body }: { form: string; body: AnswerFormBody | CorrectionFormBody },
): Promise<Reply> {
  const { version: _version, step: _step, take: _take, ...words } = body;
  const { regulation } = await itemAsSeen(visit, code);
  const bases = basesOf(regulation?.slug, visit.context.now);
  const values = { ...words, ...flatAnswer({ ...words, free: words.text }, bases) };
  return showItem(visit, code, { form, values, action: 'another' });
}

/** The form again as it was typed, with the chosen words of the office at the end of the free text. Nothing is written. */
async function withBlock(visit: Visit<AnswerFormBody>, code: string): Promise<Reply> {
  const { version: _version, step: _step, take: _take, block, ...words } = visit.body;
  const item = await itemAsSeen(visit, code);
  const language = item.inside?.language;
  if (!language || !item.may.answer) throw new Forbidden();
  const blocks = await blocksFor(visit.context, { ...item, language });
  const text = [words.text, blocks.find(({ id }) => id === block)?.text].filter(Boolean).join('\n\n');
  const bases = basesOf(item.regulation?.slug, visit.context.now);
  const values = { ...words, ...flatAnswer({ ...words, free: text }, bases) };
  return showItem(visit, code, { form: 'answer', values, action: 'inserted' });
}

export const answeringRoutes: Route[] = [
  itemForm<Return>('answer-return', {
    who: APPROVING,
    body: answerReturn,
    act: ({ context, body }, code) => returnAnswer(context, code, body),
  }),
  itemForm<Approval>('answer-approval', {
    who: APPROVING,
    body: approval,
    act: ({ context, body: { cause, apology, override, confirmed } }, code) =>
      approveAnswer(context, code, { cause, reason: apology, override, confirmed }),
  }),
  route({
    method: 'post',
    path: '/feedback/:code/answer-correction',
    who: APPROVING,
    body: correctionForm,
    handler: async (visit) => {
      const code = visit.params.code;
      visit.body = await withSaved(visit, code);
      const { step, take: _take, ...input } = visit.body;
      if (step === 'add')
        return withAnotherAction(visit, code, { form: 'answer-correction', body: visit.body });
      if (step === 'check') return checkedCorrection(visit, code);
      await correctAnswer(visit.context, code, input);
      return seeOther(`/feedback/${code}`);
    },
    again: againOnItem('answer-correction'),
  }),
  itemForm<Interim>('interim-answer', {
    who: ['answer'],
    body: interim,
    act: ({ context, body }, code) => interimAnswer(context, code, body),
  }),
  route({
    method: 'post',
    path: '/feedback/:code/answer',
    who: ['answer'],
    body: answerForm,
    handler: async (visit) => {
      const code = visit.params.code;
      visit.body = await withSaved(visit, code);
      const { step, take: _take, block: _block, ...input } = visit.body;
      if (step === 'add') return withAnotherAction(visit, code, { form: 'answer', body: visit.body });
      if (step === 'insert') return withBlock(visit, code);
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
];
