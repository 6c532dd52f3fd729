import { Forbidden } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { PAPER_ANSWERS } from '../item/rules/papers.ts';
import { itemForm } from '../item-page/form-routes.ts';
import { itemPage } from '../item-page/queries.ts';
import { againOnItem } from '../item-page/routes.ts';
import { answerPaper, hidePaper, namePapers, showPaper } from './actions.ts';
import { type PaperAnswered, paperAnswer, paperHiding, papersForm } from './schemas.ts';

/** The head of the unit sees each demand with the list, and answers one at a time. */
async function answersPage(visit: Visit<any, any, 'code'>, typed: Partial<Typed> = {}): Promise<Reply> {
  const { context, params } = visit;
  const item = await itemPage(context, params.code);
  if (!item.inside || !item.own || !item.may.answerPaper) throw new Forbidden();
  return page('feedback/papers/answer', {
    title: translator(context.language)('feedback.papers.answer-title', { code: item.code }),
    item,
    answers: PAPER_ANSWERS,
    labels: LABELS,
    refused: Number((params as { n?: string }).n),
    ...typed,
  });
}

const LABELS = {
  how: 'feedback.papers.how',
  number: 'feedback.papers.number',
  article: 'feedback.papers.article',
};

export const paperRoutes: Route[] = [
  {
    ...itemForm<{ papers: string[] }>('papers', {
      who: 'anyone',
      body: papersForm,
      act: ({ context, body }, code) => namePapers(context, code, body.papers),
    }),
    again: againOnItem('papers', { papers: 'feedback.papers.label' }),
  },
  route({
    method: 'get',
    path: '/feedback/:code/papers',
    who: ['approve'],
    handler: (visit) => answersPage(visit),
  }),
  route({
    method: 'post',
    path: '/feedback/:code/papers/:n',
    who: ['approve'],
    body: paperAnswer,
    handler: async ({ context, params, body }: Visit<PaperAnswered, any, 'code' | 'n'>) => {
      await answerPaper(context, params.code, { n: Number(params.n), ...body });
      return seeOther(`/feedback/${params.code}/papers`);
    },
    again: (visit, typed) => answersPage(visit, typed),
  }),
  route({
    method: 'post',
    path: '/feedback/:code/papers/:n/publication',
    who: ['screen', 'approve'],
    handler: async ({ context, params }) => {
      await showPaper(context, params.code, { n: Number(params.n) });
      return seeOther(`/feedback/${params.code}#papers`);
    },
  }),
  route({
    method: 'post',
    path: '/feedback/:code/papers/:n/hiding',
    who: ['screen'],
    body: paperHiding,
    handler: async ({ context, params, body }: Visit<{ reason: string }, any, 'code' | 'n'>) => {
      await hidePaper(context, params.code, { n: Number(params.n), reason: body.reason });
      return seeOther(`/feedback/${params.code}#papers`);
    },
    again: (visit, typed) =>
      againOnItem(`paper-${visit.params.n}`, { reason: 'feedback.papers.hide-reason' })(visit, typed),
  }),
];
