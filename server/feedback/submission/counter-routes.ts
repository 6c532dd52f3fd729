import { randomUUID } from 'node:crypto';
import { cityDate, cityMinute, readCityMoment } from '../../calendar/index.ts';
import { Invalid } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page } from '../../platform/web/reply.ts';
import { type Route, route, type Visit } from '../../platform/web/route.ts';
import { regulationsOn } from '../../regulations/index.ts';
import { unitsInForce } from '../../units/index.ts';
import { ATTACHED } from '../attachments/attach.ts';
import type { ProcedureQuestion } from '../item/rules/procedure-questions.ts';
import { itemForm } from '../item-page/form-routes.ts';
import {
  faultsInForm,
  isShown,
  questionsInForm,
  repliesIn,
  withReplies,
} from '../procedure-questions/in-form.ts';
import { questionsAsked } from '../procedure-questions/queries.ts';
import type { ReplyFields } from '../procedure-questions/schemas.ts';
import { enterFeedback } from './actions.ts';
import { correctReceipt } from './receipt-date.ts';
import { showReceipt } from './receipt-routes.ts';
import { FORM, formModel, withAllFaults } from './routes.ts';
import {
  type CounterEntry,
  counterEntry,
  ENTRY_CHANNELS,
  type ReceiptCorrection,
  receiptCorrection,
} from './schemas.ts';

export const counterRoutes: Route[] = [
  itemForm<ReceiptCorrection>('receipt-correction', {
    who: ['screen'],
    body: receiptCorrection,
    act: ({ context, body }, code) => correctReceipt(context, code, body),
  }),
  route({
    method: 'get',
    path: '/counter',
    who: ['counter'],
    handler: async ({ context }) =>
      showCounter(context, {
        idempotencyKey: randomUUID(),
        language: 'vi',
        kind: 'feedback',
        senderKind: 'citizen',
        channel: 'counter',
        receivedAt: cityMinute(context.now),
      }),
  }),
  route({
    method: 'post',
    path: '/counter',
    who: ['counter'],
    body: counterEntry,
    files: ATTACHED,
    handler: async (visit) => {
      const { context, body, kept } = visit;
      const asked = await askedAtCounter(body.regulation, body.receivedAt);
      if (!asked.every((question) => isShown(question, body)))
        return showCounter(context, asTyped(body), { kept, asking: true });
      const faults = faultsInForm(asked, repliesIn(body));
      if (Object.keys(faults).length > 0) throw new Invalid(faults);
      const { idempotencyKey, ...input } = withReplies(body);
      return showReceipt(visit, await enterFeedback(context, input, idempotencyKey, kept));
    },
    again: ({ context, kept, fileFaults }, typed) =>
      showCounter(context, typed.values, {
        ...withAllFaults(typed, cityDate(context.now)),
        ...{ kept, fileFaults },
      }),
  }),
];

/** What was asked when the item was received; the sender may be gone by now, so nothing is required. */
async function askedAtCounter(regulation: unknown, receivedAt: unknown): Promise<ProcedureQuestion[]> {
  if (typeof regulation !== 'string' || !(receivedAt instanceof Date)) return [];
  const asked = await questionsAsked(regulation, cityDate(receivedAt));
  return asked.map((question) => ({ ...question, required: false }));
}

const asTyped = (body: CounterEntry & ReplyFields) => ({
  ...body,
  receivedAt: cityMinute(body.receivedAt),
  publishText: body.publishText ? 'yes' : 'no',
  papers: body.papers?.join('\n'),
});

async function showCounter(context: Visit['context'], values: Record<string, unknown>, typed: object = {}) {
  const asked = await askedAtCounter(
    values['regulation'],
    readCityMoment(String(values['receivedAt'] ?? '')),
  );
  const model = formModel(context, {});
  return page('feedback/submission/counter', {
    ...model,
    ...questionsInForm(asked, values),
    title: translator(context.language)('feedback.counter.title'),
    ...typed,
    values,
    languageForm: FORM,
    entryChannels: ENTRY_CHANNELS,
    regulations: regulationsOn(cityDate(context.now)).map(({ slug, name }) => ({ slug, name })),
    units: unitsInForce(cityDate(context.now)).map(({ slug, name }) => ({ slug, name })),
  });
}
