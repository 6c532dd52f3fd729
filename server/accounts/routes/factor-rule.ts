import { ROLES } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { changeFactorRule } from '../actions/factor-rule.ts';
import { factorFigures } from '../queries.ts';
import { doneQuery, factorRuleForm } from '../schemas.ts';

const PATH = '/accounts/second-factor';
const who = ['accounts'] as const;

async function rulePage({ context, query }: Visit<any, any>, typed?: Typed): Promise<Reply> {
  const { number, days, people } = await factorFigures(context);
  const typedDays = typed?.values ?? days;
  return page('accounts/factor-rule', {
    title: translator(context.language)('accounts.factor-rule.title'),
    done: query.done,
    number,
    rows: ROLES.map((role) => ({
      role,
      ...people[role],
      day: typedDays[role],
    })),
    ...typed,
  });
}

/** Which roles need a second factor. */
export const factorRuleRoutes: Route[] = [
  route({
    method: 'get',
    path: PATH,
    who,
    query: doneQuery,
    handler: (visit) => rulePage(visit),
  }),
  route({
    method: 'post',
    path: PATH,
    who,
    body: factorRuleForm,
    proof: true,
    handler: async ({ context, body: { number, ...days } }) => {
      await changeFactorRule(context, days, number);
      return seeOther(`${PATH}?done=factor-rule`);
    },
    again: rulePage,
  }),
];
