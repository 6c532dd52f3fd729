import { translator } from '../../platform/i18n/texts.ts';
import { page } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import type { RefusalGround } from '../item/rules/fields.ts';
import { itemForm } from '../item-page/form-routes.ts';
import { acceptFeedback, editPublicText, refuseFeedback } from './actions.ts';
import { requestInfo } from './ask.ts';
import { classifyFeedback } from './classify.ts';
import { contestRefusalOf, takeBackRefusal, upholdRefusal } from './contest.ts';
import { refusalRows } from './refusals.ts';
import {
  acceptance,
  type ClassificationInput,
  classification,
  infoRequest,
  type Lifting,
  lifting,
  type PublicWordsForm,
  refusal,
  saidWhy,
  shielding,
} from './schemas.ts';
import { liftShield, shieldFeedback } from './shield.ts';

const WHO = ['screen'] as const;

export const screeningRoutes: Route[] = [
  itemForm<PublicWordsForm>('acceptance', {
    who: WHO,
    body: acceptance,
    act: ({ context, body }, code) => acceptFeedback(context, code, body),
  }),
  itemForm<PublicWordsForm>('public-text', {
    who: WHO,
    body: acceptance,
    act: ({ context, body }, code) => editPublicText(context, code, body),
  }),
  itemForm<{ question: string }>('info-request', {
    who: ['screen', 'answer'],
    body: infoRequest,
    act: ({ context, body }, code) => requestInfo(context, code, body.question),
  }),
  itemForm<{ ground: RefusalGround; guidance: string }>('refusal', {
    who: WHO,
    body: refusal,
    act: ({ context, body }, code) => refuseFeedback(context, code, body),
  }),
  itemForm<{ reason: string }>('refusal-contest', {
    who: 'anyone',
    body: saidWhy,
    act: ({ context, body }, code) => contestRefusalOf(context, code, body),
  }),
  itemForm<{ reason: string }>('refusal-upholding', {
    who: WHO,
    body: saidWhy,
    act: ({ context, body }, code) => upholdRefusal(context, code, body),
  }),
  itemForm<{ reason: string }>('refusal-return', {
    who: WHO,
    body: saidWhy,
    act: ({ context, body }, code) => takeBackRefusal(context, code, body),
  }),
  route({
    method: 'get',
    path: '/refusals',
    who: ['see-refusals'],
    handler: async ({ context }) =>
      page('feedback/screening/refusals', {
        title: translator(context.language)('feedback.contest.rates'),
        rows: await refusalRows(context),
      }),
  }),
  itemForm<{ unit: string }>('shield', {
    who: WHO,
    body: shielding,
    act: ({ context, body }, code) => shieldFeedback(context, code, body),
  }),
  itemForm<Lifting>('shield-lifting', {
    who: WHO,
    body: lifting,
    act: ({ context, body }, code) => liftShield(context, code, body),
  }),
  itemForm<ClassificationInput>('complexity', {
    who: ['screen', 'approve'],
    body: classification,
    act: ({ context, body }, code) => classifyFeedback(context, code, body),
  }),
];
