import Joi from 'joi';
import { cityDate } from '../../../calendar/index.ts';
import { holdsOn } from '../../../city/dated-rows.ts';
import { translator } from '../../../platform/i18n/texts.ts';
import { line } from '../../../platform/web/check.ts';
import { page, type Reply, seeOther } from '../../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../../platform/web/route.ts';
import type { SenderRequirement } from '../../item/rules/fields.ts';
import { addRequirement } from './actions.ts';
import { WAYS } from './rules.ts';
import { requirementRows } from './settings.ts';

const ADMINISTRATOR = ['administrator'] as const;

interface RequirementBody {
  number: number;
  validFrom: string;
  basis: string;
  name?: 'yes';
  oneOf: SenderRequirement['oneOf'];
}

/** yyyy-mm-dd, and a day that there is. */
function dateOfCalendar(typed: string, { error }: Joi.CustomHelpers): string | Joi.ErrorReport {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(typed) ? new Date(`${typed}T00:00:00Z`) : undefined;
  return day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(typed)
    ? typed
    : error('any.invalid');
}

const requirementForm = Joi.object<RequirementBody>({
  number: Joi.number().integer().min(1).required(),
  validFrom: Joi.string().trim().custom(dateOfCalendar).required(),
  basis: line(200).required(),
  name: Joi.valid('yes').empty(''),
  oneOf: Joi.array()
    .items(Joi.valid(...WAYS))
    .unique()
    .max(WAYS.length)
    .single()
    .default([]),
});

async function showRequirements({ context }: Visit<any, any>, typed?: Typed): Promise<Reply> {
  const { number, rows } = await requirementRows();
  const today = cityDate(context.now);
  const newestFirst = [...rows].sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
  return page('feedback/submission/requirements', {
    title: translator(context.language)('feedback.requirements.title'),
    number,
    rows: newestFirst.map((row) => ({
      ...row,
      current: holdsOn(row, today),
    })),
    ways: WAYS,
    values: { name: 'yes', oneOf: WAYS },
    ...typed,
  });
}

export const requirementRoutes: Route[] = [
  route({
    method: 'get',
    path: '/sender-requirements',
    who: ADMINISTRATOR,
    handler: (visit) => showRequirements(visit),
  }),
  route({
    method: 'post',
    path: '/sender-requirements',
    who: ADMINISTRATOR,
    body: requirementForm,
    async handler({ context, body: { number, validFrom, basis, name, oneOf } }) {
      const inOrder = WAYS.filter((way) => oneOf.includes(way));
      await addRequirement(context, { validFrom, basis, name: name === 'yes', oneOf: inOrder }, number);
      return seeOther('/sender-requirements');
    },
    again: showRequirements,
  }),
];
