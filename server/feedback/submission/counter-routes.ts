import { randomUUID } from 'node:crypto';
import { cityDate, cityMinute } from '../../calendar/index.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page } from '../../platform/web/reply.ts';
import { type Route, route, type Visit } from '../../platform/web/route.ts';
import { regulationsOn } from '../../regulations/index.ts';
import { unitsInForce } from '../../units/index.ts';
import { ATTACHED } from '../attachments/attach.ts';
import { itemForm } from '../item-page/form-routes.ts';
import { enterFeedback } from './actions.ts';
import { correctReceipt } from './receipt-date.ts';
import { showReceipt } from './receipt-routes.ts';
import { FORM, formModel, withAllFaults } from './routes.ts';
import { counterEntry, ENTRY_CHANNELS, type ReceiptCorrection, receiptCorrection } from './schemas.ts';

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
      const { idempotencyKey, ...input } = visit.body;
      return showReceipt(visit, await enterFeedback(visit.context, input, idempotencyKey, visit.kept));
    },
    again: async ({ context, kept, fileFaults }, typed) =>
      showCounter(context, typed.values, {
        ...withAllFaults(typed, cityDate(context.now)),
        ...{ kept, fileFaults },
      }),
  }),
];

function showCounter(context: Visit['context'], values: Record<string, unknown>, typed: object = {}) {
  const model = formModel(context, {});
  return page('feedback/submission/counter', {
    ...model,
    title: translator(context.language)('feedback.counter.title'),
    ...typed,
    values,
    languageForm: FORM,
    entryChannels: ENTRY_CHANNELS,
    regulations: regulationsOn(cityDate(context.now)).map(({ slug, name }) => ({ slug, name })),
    units: unitsInForce(cityDate(context.now)).map(({ slug, name }) => ({ slug, name })),
  });
}
