import type { Context, Permission } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { APPEAL_OUTCOMES } from '../item/rules/appeal.ts';
import { appealCase } from '../item-page/appeal-case.ts';
import { itemForm } from '../item-page/form-routes.ts';
import { againOnItem } from '../item-page/routes.ts';
import { appealFeedback, decideAppeal } from './actions.ts';
import { appealsToDecide } from './queries.ts';
import { type AppealJudgement, appealForm, judgement } from './schemas.ts';

const WHO: Permission[] = ['approve', 'decide-appeals'];
const LABELS = {
  outcome: 'feedback.appeal.outcome',
  reasons: 'feedback.appeal.reasons',
  text: 'feedback.appeal.text',
};

async function listPage(context: Context): Promise<Reply> {
  return page('feedback/appeal/list', {
    title: translator(context.language)('feedback.appeal.list'),
    appeals: await appealsToDecide(context),
  });
}

/** What the appeal is about, and the form of the decision; once that is made, the item tells it. */
async function casePage(visit: Visit<any, any, 'code'>, typed: Partial<Typed> = {}): Promise<Reply> {
  const { context, params } = visit;
  const found = await appealCase(context, params.code);
  if (found.appeal.decision) return seeOther(`/feedback/${params.code}`);
  return page('feedback/appeal/case', {
    title: translator(context.language)('feedback.appeal.case', { code: params.code }),
    ...found,
    outcomes: APPEAL_OUTCOMES,
    labels: LABELS,
    ...typed,
  });
}

export const appealRoutes: Route[] = [
  {
    ...itemForm<{ reason: string }>('appeal', {
      who: 'anyone',
      body: appealForm,
      act: ({ context, body }, code) => appealFeedback(context, code, body),
    }),
    again: againOnItem('appeal', { reason: 'feedback.appeal.reason' }),
  },
  route({ method: 'get', path: '/appeals', who: WHO, handler: ({ context }) => listPage(context) }),
  route({ method: 'get', path: '/appeals/:code', who: WHO, handler: (visit) => casePage(visit) }),
  route({
    method: 'post',
    path: '/appeals/:code',
    who: WHO,
    body: judgement,
    handler: async ({ context, params, body }: Visit<AppealJudgement, any, 'code'>) => {
      await decideAppeal(context, params.code, body);
      return seeOther(`/feedback/${params.code}`);
    },
    again: (visit, typed) => casePage(visit, typed),
  }),
];
