import { seeOther } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { ATTACHED } from '../attachments/attach.ts';
import { againOnItem } from '../item-page/routes.ts';
import { rateFeedback } from './rate.ts';
import { mayReopen, reopenFeedback } from './reopen.ts';
import { rating, reopening } from './schemas.ts';

/** What the sender can do once there is an answer. */
export const ratingRoutes: Route[] = [
  route({
    method: 'post',
    path: '/feedback/:code/rating',
    who: 'anyone',
    body: rating,
    handler: async ({ context, params, body }) => {
      await rateFeedback(context, params.code, body);
      return seeOther(`/feedback/${params.code}#after`);
    },
    again: againOnItem('rating', { note: 'feedback.after.note' }),
  }),
  route({
    method: 'post',
    path: '/feedback/:code/reopening',
    who: 'anyone',
    body: reopening,
    files: { ...ATTACHED, check: ({ context, params }) => mayReopen(context, params['code']!) },
    handler: async ({ context, params, body, kept: files }) => {
      await reopenFeedback(context, params.code, { ...body, files });
      return seeOther(`/feedback/${params.code}`);
    },
    again: againOnItem('reopening', { reason: 'feedback.after.reopen-reason' }),
  }),
];
