import { cityNoon, type Step, shownChanges } from '../../calendar/index.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { form } from '../desk/routes.ts';
import type { PassportClock } from '../passport/clock.ts';
import { deadlinePassport } from '../passport/queries.ts';
import { decideDispute, disputeFeedback } from '../routing/dispute.ts';
import * as schemasOfRouting from '../routing/schemas.ts';
import { classifyFeedback } from '../screening/classify.ts';
import * as schemasOfScreening from '../screening/schemas.ts';
import { correctReceipt } from '../submission/receipt-date.ts';
import * as schemasOfSubmission from '../submission/schemas.ts';
import { apologiseFeedback } from './apologise.ts';
import { declineExtension, extendFeedback } from './extend.ts';
import * as schemasOfClocks from './schemas.ts';

const IN_UNIT = ['official', 'head'] as const;

/** The deadline passport, and what moves or explains a date. */
export const clockRoutes: Route[] = [
  route({
    method: 'get',
    path: '/feedback/:code/deadline',
    who: 'anyone',
    handler: async ({ context, params }) => {
      const passport = await deadlinePassport(context, params['code']!);
      const title = translator(context.language)('feedback.passport.title', { code: passport.code });
      return page('feedback/passport/show', { title, passport: withKeys(passport) });
    },
  }),
  form<schemasOfClocks.ExtensionInput>('extension', {
    who: IN_UNIT,
    body: schemasOfClocks.extension,
    act: ({ context, body }, code) => extendFeedback(context, code, body),
  }),
  form<schemasOfScreening.ClassificationInput>('complexity', {
    who: ['coordinator', 'head'],
    body: schemasOfScreening.classification,
    act: ({ context, body }, code) => classifyFeedback(context, code, body),
  }),
  form<schemasOfSubmission.ReceiptCorrection>('receipt-correction', {
    who: ['coordinator'],
    body: schemasOfSubmission.receiptCorrection,
    act: ({ context, body }, code) => correctReceipt(context, code, body),
  }),
  form<{ reason: string }>('extension-decline', {
    who: ['head'],
    body: schemasOfClocks.extensionDecline,
    act: ({ context, body }, code) => declineExtension(context, code, body.reason),
  }),
  form<{ unit: string; reason: string }>('dispute', {
    who: IN_UNIT,
    body: schemasOfRouting.transfer,
    act: ({ context, body }, code) => disputeFeedback(context, code, body),
  }),
  form<{ unit: string; reason: string }>('dispute-decision', {
    who: ['coordinator'],
    body: schemasOfRouting.transfer,
    act: ({ context, body }, code) => decideDispute(context, code, body),
  }),
  form<schemasOfClocks.ApologyInput>('apology', {
    who: IN_UNIT,
    body: schemasOfClocks.apology,
    act: ({ context, body }, code) => apologiseFeedback(context, code, body),
  }),
];

/** Keys of texts are names without the feature. */
function withKeys(passport: Awaited<ReturnType<typeof deadlinePassport>>): object {
  const events = passport.events.map(({ calendar, ...event }) => ({
    ...event,
    entry: event.name.replace('feedback.', ''),
    ...(calendar ? { calendar: { ...calendar, changes: shownChanges(calendar.changes) } } : {}),
  }));
  const { firstAnswer } = passport;
  return { ...clockModel(passport), events, firstAnswer: firstAnswer && clockModel(firstAnswer) };
}

function clockModel<Clock extends PassportClock>(clock: Clock): Clock {
  return {
    ...clock,
    steps: clock.steps.map(stepModel),
    firstReply: clock.firstReply && { ...clock.firstReply, steps: clock.firstReply.steps.map(stepModel) },
    holdings: clock.holdings.map((each) => ({ ...inHours(each), steps: each.steps.map(stepModel) })),
    delays: clock.delays.map(inHours),
  };
}

const inHours = <Row extends { officeMinutes: number }>(row: Row) => ({
  ...row,
  hours: Math.round(row.officeMinutes / 6) / 10,
});

const stepModel = (step: Step) => ({
  ...step,
  minutes: typeof step.counted === 'number' ? step.counted : undefined,
  at: cityNoon(step.date),
});
