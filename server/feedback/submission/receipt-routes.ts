import { renderSVG } from 'uqr';
import { NotFound } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { hold } from '../../platform/web/holds.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Visit } from '../../platform/web/route.ts';
import { needsCall } from '../call-backs/rules.ts';
import { itemRow } from '../item/find.ts';
import { stepsAt } from './steps.ts';

const RECEIPT = 'receipt';
const RECEIPT_MINUTES = 30;

export const receiptRoutes: Route[] = [
  route({
    method: 'get',
    path: '/feedback/:code/receipt',
    who: 'anyone',
    handler: async ({ context, params, cookies }) => {
      const [code, key] = (cookies.read(RECEIPT) ?? '').split(' ');
      const item = code && code === params.code ? await itemRow(code) : null;
      if (!item) throw new NotFound('feedback.errors.receipt-gone');
      const title = translator(context.language)('feedback.receipt.title');
      return page('feedback/submission/receipt', {
        title,
        steps: stepsAt('receipt'),
        unlisted: true,
        code,
        key,
        picture: renderSVG(`${context.site.publicUrl}/feedback/${code}`, { ecc: 'M', border: 2 }),
        dueAt: item.dueAt,
        provisional: item.dueProvisional,
        receivedAt: item.receivedAt,
        email: item.sender.email,
        called: needsCall(item.sender, false),
        subject: item.originalText.subject,
      });
    },
  }),
];

/** Sends on to the receipt page; the key travels in a cookie of this browser, for half an hour. */
export function showReceipt(visit: Visit<any, any>, receipt: { code: string; key: string }): Reply {
  const path = `/feedback/${receipt.code}/receipt`;
  visit.cookies.write(RECEIPT, `${receipt.code} ${receipt.key}`, {
    maxAgeSeconds: RECEIPT_MINUTES * 60,
    path,
  });
  if (visit.context.actor.kind === 'visitor') hold(visit.cookies, receipt.code, { keep: false });
  return seeOther(path);
}
