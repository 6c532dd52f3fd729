import { UNIT_ROLES } from '../../platform/context.ts';
import type { Route } from '../../platform/web/route.ts';
import type { RefusalGround } from '../item/rules/fields.ts';
import { itemForm } from '../item-page/form-routes.ts';
import { acceptFeedback, editPublicText, refuseFeedback } from './actions.ts';
import { requestInfo } from './ask.ts';
import { classifyFeedback } from './classify.ts';
import {
  acceptance,
  type ClassificationInput,
  classification,
  infoRequest,
  type PublicWordsForm,
  refusal,
} from './schemas.ts';

const COORDINATOR = ['coordinator'] as const;

export const screeningRoutes: Route[] = [
  itemForm<PublicWordsForm>('acceptance', {
    who: COORDINATOR,
    body: acceptance,
    act: ({ context, body }, code) => acceptFeedback(context, code, body),
  }),
  itemForm<PublicWordsForm>('public-text', {
    who: COORDINATOR,
    body: acceptance,
    act: ({ context, body }, code) => editPublicText(context, code, body),
  }),
  itemForm<{ question: string }>('info-request', {
    who: ['coordinator', ...UNIT_ROLES],
    body: infoRequest,
    act: ({ context, body }, code) => requestInfo(context, code, body.question),
  }),
  itemForm<{ ground: RefusalGround; guidance: string }>('refusal', {
    who: COORDINATOR,
    body: refusal,
    act: ({ context, body }, code) => refuseFeedback(context, code, body),
  }),
  itemForm<ClassificationInput>('complexity', {
    who: ['coordinator', 'head'],
    body: classification,
    act: ({ context, body }, code) => classifyFeedback(context, code, body),
  }),
];
