import type { Route } from '../../platform/web/route.ts';
import { itemForm } from '../item-page/form-routes.ts';
import { apologiseFeedback } from './apologise.ts';
import { declineExtension, extendFeedback } from './extend.ts';
import { type ApologyInput, apology, type ExtensionInput, extension, extensionDecline } from './schemas.ts';

const IN_UNIT = ['official', 'head'] as const;

/** What moves or explains a date. */
export const clockRoutes: Route[] = [
  itemForm<ExtensionInput>('extension', {
    who: IN_UNIT,
    body: extension,
    act: ({ context, body }, code) => extendFeedback(context, code, body),
  }),
  itemForm<{ reason: string }>('extension-decline', {
    who: ['head'],
    body: extensionDecline,
    act: ({ context, body }, code) => declineExtension(context, code, body.reason),
  }),
  itemForm<ApologyInput>('apology', {
    who: IN_UNIT,
    body: apology,
    act: ({ context, body }, code) => apologiseFeedback(context, code, body),
  }),
];
