import Joi from 'joi';
import { cityDate, cityNoon } from '../calendar/index.ts';
import { translator } from '../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../platform/web/route.ts';
import { reasonOf } from './digest.ts';
import { addReminder, removeReminder } from './edit-reminders.ts';
import { reminderTable } from './reminder-rows.ts';
import { type PointName, pointsAt, REMINDED_STEPS, type ReminderPoint, TOLD, type Told } from './rules.ts';

const WHO = ['reminders'] as const;
const MEASURES = ['share', 'before', 'on-the-day', 'after'] as const;

interface PointBody {
  number: number;
  step?: ReminderPoint['step'];
  escalation?: 'yes';
  measure: (typeof MEASURES)[number];
  amount?: number;
  validFrom: string;
}

/** yyyy-mm-dd, and a day that there is. */
function dateOfCalendar(typed: string, { error }: Joi.CustomHelpers): string | Joi.ErrorReport {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(typed) ? new Date(`${typed}T00:00:00Z`) : undefined;
  return day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(typed)
    ? typed
    : error('any.invalid');
}

const onTheDay = { is: 'on-the-day', then: Joi.optional() };
const amount = Joi.number().integer().min(1).max(99);
const fields = {
  number: Joi.number().integer().min(1).required(),
  step: Joi.valid(...REMINDED_STEPS).empty(''),
  measure: Joi.valid(...MEASURES).required(),
  amount: amount.empty('').when('measure', { ...onTheDay, otherwise: Joi.required() }),
  validFrom: Joi.string().trim().custom(dateOfCalendar).required(),
  escalation: Joi.valid('yes').empty(''),
};

type NewPoint = PointBody & { to: Told[] };
const newPoint = Joi.object<NewPoint>({
  ...fields,
  to: Joi.array()
    .items(Joi.valid(...TOLD))
    .unique()
    .min(1)
    .max(TOLD.length)
    .single()
    .required(),
});
const removal = Joi.object<PointBody>(fields);

/** Percent and days as people type them, as the table keeps them. */
function nameOf({ step, measure, amount = 0, escalation }: PointBody): PointName {
  const of = { ...(step ? { step } : {}), escalation: escalation === 'yes' };
  if (measure === 'share') return { ...of, share: amount / 100 };
  const sign = { before: -1, 'on-the-day': 0, after: 1 }[measure];
  return { ...of, workingDays: sign * amount + 0 };
}

function shownPoint(point: ReminderPoint): object {
  const why = reasonOf(point);
  return { ...point, why, measure: why.key, amount: why.count || '' };
}

async function showReminders({ context }: Visit<any, any>, typed?: Typed): Promise<Reply> {
  const { number, rows } = await reminderTable();
  const today = cityDate(context.now);
  const shown = rows.map((row) => ({
    ...row,
    from: cityNoon(row.validFrom),
    to: row.validTo ? cityNoon(row.validTo) : null,
    points: row.points.map(shownPoint),
  }));
  return page('notices/reminders', {
    title: translator(context.language)('notices.reminders.title'),
    number,
    today,
    current: pointsAt(rows, today).map(shownPoint),
    coming: shown.filter(({ validFrom }) => validFrom > today),
    former: shown.filter(({ validTo }) => validTo !== null && validTo < today),
    steps: REMINDED_STEPS,
    measures: MEASURES,
    told: TOLD,
    values: { validFrom: today },
    ...typed,
  });
}

export const reminderRoutes: Route[] = [
  route({ method: 'get', path: '/reminders', who: WHO, handler: (visit) => showReminders(visit) }),
  route({
    method: 'post',
    path: '/reminders',
    who: WHO,
    body: newPoint,
    async handler({ context, body }) {
      await addReminder(context, { ...nameOf(body), to: body.to }, body);
      return seeOther('/reminders');
    },
    again: showReminders,
  }),
  // After a refusal the address is that of the form; loading it anew leads back to the page.
  route({
    method: 'get',
    path: '/reminders/removal',
    who: WHO,
    handler: async () => seeOther('/reminders'),
  }),
  route({
    method: 'post',
    path: '/reminders/removal',
    who: WHO,
    body: removal,
    async handler({ context, body }) {
      await removeReminder(context, nameOf(body), body);
      return seeOther('/reminders');
    },
    again: showReminders,
  }),
];
