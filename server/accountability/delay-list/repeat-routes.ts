import Joi from 'joi';
import { translator } from '../../platform/i18n/texts.ts';
import { prose } from '../../platform/web/check.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { monthName } from '../month-name.ts';
import { REPEAT_PERMISSIONS } from './policy.ts';
import { decideRepeat, type RepeatShown, repeatPage, repeatsFor } from './repeats.ts';
import { DECISIONS, type DecisionKind } from './rules/repeat.ts';

const decision = Joi.object<{ kind: DecisionKind; reason: string }>({
  kind: Joi.valid(...DECISIONS).required(),
  reason: prose(2000).min(10).required(),
});

const readable = (record: RepeatShown, context: Visit['context']) => ({
  ...record,
  monthName: monthName(record.month, context),
  monthNames: record.months.map((month) => monthName(month, context)).join(', '),
});

async function recordPage({ context, params }: Visit<any, any, 'record'>, typed?: Typed): Promise<Reply> {
  const { record, ...may } = await repeatPage(context, params.record);
  return page('accountability/delay-list/repeat', {
    title: translator(context.language)('accountability.delay-list.repeats.title'),
    record: readable(record, context),
    kinds: DECISIONS,
    ...may,
    ...typed,
  });
}

/** Who was late again and again, for whoever decides on discipline. */
export const repeatRoutes: Route[] = [
  route({
    method: 'get',
    path: '/delay-repeats',
    who: REPEAT_PERMISSIONS,
    async handler({ context }) {
      const records = await repeatsFor(context);
      return page('accountability/delay-list/repeats', {
        title: translator(context.language)('accountability.delay-list.repeats.title'),
        records: records.map((record) => readable(record, context)),
      });
    },
  }),
  route({
    method: 'get',
    path: '/delay-repeats/:record',
    who: REPEAT_PERMISSIONS,
    handler: (visit) => recordPage(visit),
  }),
  route({
    method: 'post',
    path: '/delay-repeats/:record/decision',
    who: REPEAT_PERMISSIONS,
    body: decision,
    async handler({ context, params, body }) {
      await decideRepeat(context, params.record, body);
      return seeOther(`/delay-repeats/${params.record}`);
    },
    again: recordPage,
  }),
];
