import type { Route } from '../../platform/web/route.ts';
import { itemForm } from '../item-page/form-routes.ts';
import { apologiseFeedback } from './apologise.ts';
import { declineExtension, extendFeedback } from './extend.ts';
import { type ApologyInput, apology, type ExtensionInput, extension, extensionDecline } from './schemas.ts';

/** What moves or explains a date. */
export const clockRoutes: Route[] = [
  itemForm<ExtensionInput>('extension', {
    who: ['answer'],
    body: extension,
    act: ({ context, body }, code) => extendFeedback(context, code, body),
  }),
  itemForm<{ reason: string }>('extension-decline', {
    who: ['approve'],
    body: extensionDecline,
    act: ({ context, body }, code) => declineExtension(context, code, body.reason),
  }),
  itemForm<ApologyInput>('apology', {
    who: ['answer'],
    body: apology,
    act: ({ context, body }, code) => apologiseFeedback(context, code, body),
  }),
];
