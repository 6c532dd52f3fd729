import { Invalid } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { QUESTION_KINDS } from '../item/rules/procedure-questions.ts';
import { addQuestion, endQuestion } from './actions.ts';
import { keptProcedures, procedurePage } from './queries.ts';
import { chosenProcedure, questionForm, questionOf } from './schemas.ts';

const AT = '/procedure-questions';
const KEEPERS = ['answer', 'screen'] as const;

const labels = Object.fromEntries(
  ['kind', 'vi', 'en', 'ru', 'choicesVi', 'choicesEn', 'choicesRu', 'required', 'from'].map((name) => [
    name,
    `feedback.procedure-questions.fields.${name}`,
  ]),
);

async function onePage({ context, params }: Visit<any, any, 'slug'>, typed?: Typed): Promise<Reply> {
  const shown = await procedurePage(context, params.slug);
  return page('feedback/procedure-questions/show', {
    values: { kind: 'text', from: shown.today },
    ...typed,
    title: translator(context.language)('feedback.procedure-questions.title'),
    ...{ ...shown, labels, form: 'question', kinds: QUESTION_KINDS },
  });
}

export const procedureQuestionRoutes: Route[] = [
  route({
    method: 'get',
    path: AT,
    who: KEEPERS,
    query: chosenProcedure,
    handler: async ({ context, query }) => {
      if (query.regulation) return seeOther(`${AT}/${query.regulation}`);
      return page('feedback/procedure-questions/list', {
        title: translator(context.language)('feedback.procedure-questions.title'),
        ...(await keptProcedures(context)),
      });
    },
  }),
  route({ method: 'get', path: `${AT}/:slug`, who: KEEPERS, handler: (visit) => onePage(visit) }),
  route({
    method: 'post',
    path: `${AT}/:slug`,
    who: KEEPERS,
    body: questionForm,
    handler: async ({ context, params, body }) => {
      const read = questionOf(body);
      if ('fault' in read)
        throw new Invalid({ [read.fault]: { text: `feedback.procedure-questions.errors.${read.fault}` } });
      await addQuestion(context, params.slug, read.question);
      return seeOther(`${AT}/${params.slug}`);
    },
    again: onePage,
  }),
  route({
    method: 'post',
    path: `${AT}/:slug/questions/:id/end`,
    who: KEEPERS,
    handler: async ({ context, params }) => {
      await endQuestion(context, params.slug, params.id);
      return seeOther(`${AT}/${params.slug}`);
    },
  }),
];
