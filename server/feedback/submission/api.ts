import Joi from 'joi';
import { type Operation, operation } from '../../platform/api/operation.ts';
import { itemCall } from '../item-page/item-call.ts';
import { submitFeedback } from './actions.ts';
import { correctReceipt } from './receipt-date.ts';
import { type ReceiptCorrection, receiptCorrection, submission } from './schemas.ts';

export const submissionOperations: Operation[] = [
  operation({
    id: 'submitFeedback',
    method: 'post',
    path: '/feedback',
    who: 'anyone',
    summary: 'Hand in feedback, a recommendation or a question',
    body: submission,
    status: 201,
    reads: 'Idempotency-Key',
    result: Joi.object({
      code: Joi.string().required(),
      key: Joi.string().required(),
      dueAt: Joi.string().isoDate().required(),
      provisional: Joi.boolean().required(),
      receivedAt: Joi.string().isoDate().required(),
    }),
    handler: ({ context, body, idempotencyKey }) =>
      submitFeedback(context, body, { channel: 'api', idempotencyKey }),
  }),
  itemCall<ReceiptCorrection>('correctReceipt', 'receipt-correction', {
    who: ['screen'],
    summary: 'Correct when an item was received (yyyy-mm-ddThh:mm of the city), with the reason',
    body: receiptCorrection,
    act: ({ context, body }, code) => correctReceipt(context, code, body),
  }),
];
