import { translator } from '../../platform/i18n/texts.ts';
import { check } from '../../platform/web/check.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { addLimit, endLimit } from '../actions/edit-limits.ts';
import { canEditLimits } from '../policy.ts';
import { limitRows } from '../queries.ts';
import { COMPLEXITIES, LIMIT_STEPS, LIMIT_UNITS, type LimitRow } from '../rules.ts';
import { actForm, LIMIT_EDITS, type NewLimitBody } from '../schemas.ts';
import { sourcesOfDefaults } from '../seed-limits.ts';
import { told } from './told.ts';

const WHO = ['calendar'] as const;

function rowOf(body: NewLimitBody): LimitRow {
  const { step, kind, complexity, regulation, amount, unit, validFrom, validTo } = body;
  return {
    step,
    kind: kind ?? null,
    complexity: complexity ?? null,
    regulation: regulation ?? null,
    amount,
    unit,
    validFrom,
    validTo: validTo ?? null,
    basis: {
      vi: body.basisVi,
      ...(body.basisEn ? { en: body.basisEn } : {}),
      ...(body.basisRu ? { ru: body.basisRu } : {}),
    },
  };
}

async function showEdit({ context }: Visit<any, any>, typed?: Typed): Promise<Reply> {
  const shown = typed ? told(typed, context.language) : { values: { replace: 'yes' } };
  const { number, rows } = limitRows(context);
  const errors = (shown as { errors?: Record<string, unknown> }).errors ?? {};
  const sources = sourcesOfDefaults();
  const ending = typed?.values['act'] === 'end' ? typed.values : {};
  return page('calendar/edit-limits', {
    title: translator(context.language)('calendar.edit-limits.title'),
    number,
    next: rows.length + 1,
    rows: rows.map((row) => ({
      ...row,
      source: sources.get(row.id),
      error: errors[`validTo-${row.id}`],
      typed: ending['id'] === row.id ? ending['validTo'] : (row.validTo ?? ''),
    })),
    steps: LIMIT_STEPS,
    units: LIMIT_UNITS,
    kinds: context.site.catalogue.kinds,
    complexities: COMPLEXITIES,
    ...shown,
  });
}

export const limitRoutes: Route[] = [
  route({
    method: 'get',
    path: '/limits',
    who: 'anyone',
    handler: async ({ context }) => {
      const { rows } = limitRows(context);
      return page('calendar/limits', {
        title: translator(context.language)('calendar.limits-page.title'),
        current: rows.filter((row) => !row.ended),
        former: rows.filter((row) => row.ended),
        mayEdit: canEditLimits(context.actor),
      });
    },
  }),
  route({ method: 'get', path: '/limits/edit', who: WHO, handler: (visit) => showEdit(visit) }),
  route({
    method: 'post',
    path: '/limits/edit',
    who: WHO,
    body: actForm(LIMIT_EDITS) as never,
    proof: true,
    handler: async ({ context, body: { act, ...rest } }) => {
      if (act === 'add') {
        const body = check(LIMIT_EDITS.add, rest, { strict: false });
        await addLimit(context, rowOf(body), body);
      } else {
        const { id, validTo, number } = check(LIMIT_EDITS.end, rest, { strict: false });
        await endLimit(context, { id, validTo }, { number });
      }
      return seeOther('/limits/edit');
    },
    again: showEdit,
  }),
];
