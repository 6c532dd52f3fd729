import Joi from 'joi';
import type { Context } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { answerQuestion, prepareAnswer } from '../questions/answer.ts';
import { type QuestionFields, questionRow } from '../questions/read.ts';
import * as schemas from '../questions/schemas.ts';
import { DESK_LABELS } from '../session/labels.ts';
import { canPrepare } from '../session/policy.ts';
import { deskModel, deskReport } from './desk-model.ts';

const WHO = ['answer'] as const;

/** @throws NotFound for questions of other units, as for those that do not exist */
async function assigned({ actor }: Context, id: string): Promise<QuestionFields> {
  const it = await questionRow(id);
  if (!it || !canPrepare(actor, it)) throw new NotFound();
  return it;
}

async function showDesk(
  visit: Visit<any, any>,
  more: Partial<Typed> & Record<string, unknown> = {},
): Promise<Reply> {
  const title = translator(visit.context.language)('dialogues.desk.title');
  const model = await deskModel(visit.context);
  const unsent =
    more.refusal &&
    (await unsentText(visit as Visit<any, any, 'question'>, String(more.values?.['text'] ?? ''), model));
  return page('dialogues/panel/desk', { title, ...model, ...more, unsent });
}

type Desk = Awaited<ReturnType<typeof deskModel>>;

/** What was typed for a question that has gone from the desk meanwhile: its form is there no more, the words are. */
async function unsentText(
  { context, params, address }: Visit<any, any, 'question'>,
  text: string,
  { sessions }: Desk,
) {
  const { question: id } = params as { question: string };
  const shown = sessions.flatMap(({ questions }) => questions).find((each) => each.id === id);
  const act = address.endsWith('/prepared') ? 'prepare' : 'answer';
  if (!text || shown?.may[act]) return undefined;
  const { publicText, language } = await assigned(context, id);
  return { text, question: publicText, language };
}

/** The form as it was sent, with what the check says of the text. */
async function withReport(visit: Visit<any, any, 'question'>, typed: Partial<Typed>): Promise<Reply> {
  const id = visit.params.question;
  const text = String(typed.values?.['text'] ?? '');
  const report = text
    ? deskReport(await assigned(visit.context, id), text, visit.context.language)
    : undefined;
  return showDesk(visit, { ...typed, form: `write-${id}`, labels: DESK_LABELS.written, report });
}

const written = Joi.object<{ step: 'check' | 'send'; text: string; reason?: string }>({
  step: Joi.string().valid('check', 'send').default('send'),
  text: schemas.answer.extract('text'),
  reason: schemas.answer.extract('reason'),
});

export const deskRoutes: Route[] = [
  route({ method: 'get', path: '/dialogue-desk', who: WHO, handler: (visit) => showDesk(visit) }),
  route({
    method: 'post',
    path: '/dialogue-desk/:question/prepared',
    who: WHO,
    body: schemas.preparedText,
    handler: async ({ context, params, body }) => {
      const { dialogue, _id: id } = await assigned(context, params.question);
      await prepareAnswer(context, dialogue, id, body);
      return seeOther(`/dialogue-desk#q-${id}`);
    },
    again: (visit, typed) =>
      showDesk(visit, {
        ...typed,
        form: `prepare-${visit.params.question}`,
        labels: DESK_LABELS.prepared,
      }),
  }),
  route({
    method: 'post',
    path: '/dialogue-desk/:question/answer',
    who: WHO,
    body: written,
    handler: async (visit) => {
      const { step, text, reason } = visit.body;
      const { dialogue, _id: id } = await assigned(visit.context, visit.params.question);
      if (step === 'check') return withReport(visit, { values: { text, reason } });
      await answerQuestion(visit.context, dialogue, id, { way: 'written', text, reason });
      return seeOther('/dialogue-desk');
    },
    again: withReport,
  }),
];
