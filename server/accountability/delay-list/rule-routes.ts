import { cityDate } from '../../calendar/index.ts';
import { holdsOn } from '../../city/dated-rows.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { RULE_PERMISSIONS } from './policy.ts';
import { addRule, delayRules, ruleOn } from './rule-settings.ts';
import { ruleBody } from './staff-schemas.ts';

async function rulesPage({ context }: Visit<any, any>, typed?: Typed): Promise<Reply> {
  const table = await delayRules();
  const today = cityDate(context.now);
  const newestFirst = [...table.rows].sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
  const { origins, names, ...current } = ruleOn(table, today);
  return page('accountability/delay-list/rules', {
    title: translator(context.language)('accountability.delay-list.rules.title'),
    number: table.number,
    rows: newestFirst.map((row) => ({ ...row, current: holdsOn(row, today) })),
    values: { ...current, validFrom: today, origins: origins.join('\n'), ...(names ? { names: 'yes' } : {}) },
    ...typed,
  });
}

export const delayRuleRoutes: Route[] = [
  route({ method: 'get', path: '/delay-rules', who: RULE_PERMISSIONS, handler: (visit) => rulesPage(visit) }),
  route({
    method: 'post',
    path: '/delay-rules',
    who: RULE_PERMISSIONS,
    body: ruleBody,
    async handler({ context, body }) {
      const { number, names, ...row } = body;
      await addRule(context, { ...row, names: names === 'yes' }, number);
      return seeOther('/delay-rules');
    },
    again: rulesPage,
  }),
];
