import { cityNoon, type Step, shownChanges } from '../../calendar/index.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import * as actions from '../actions.ts';
import { deadlinePassport, type PassportClock } from '../queries.ts';
import * as schemas from '../schemas.ts';
import { form } from './desk.ts';

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
      return page('feedback/deadline', { title, passport: withKeys(passport) });
    },
  }),
  form<schemas.ExtensionInput>('extension', {
    who: IN_UNIT,
    body: schemas.extension,
    act: ({ context, body }, code) => actions.extendFeedback(context, code, body),
  }),
  form<schemas.ClassificationInput>('complexity', {
    who: ['coordinator', 'head'],
    body: schemas.classification,
    act: ({ context, body }, code) => actions.classifyFeedback(context, code, body),
  }),
  form<schemas.ReceiptCorrection>('receipt-correction', {
    who: ['coordinator'],
    body: schemas.receiptCorrection,
    act: ({ context, body }, code) => actions.correctReceipt(context, code, body),
  }),
  form<{ reason: string }>('extension-decline', {
    who: ['head'],
    body: schemas.extensionDecline,
    act: ({ context, body }, code) => actions.declineExtension(context, code, body.reason),
  }),
  form<{ unit: string; reason: string }>('dispute', {
    who: IN_UNIT,
    body: schemas.transfer,
    act: ({ context, body }, code) => actions.disputeFeedback(context, code, body),
  }),
  form<{ unit: string; reason: string }>('dispute-decision', {
    who: ['coordinator'],
    body: schemas.transfer,
    act: ({ context, body }, code) => actions.decideDispute(context, code, body),
  }),
  form<schemas.ApologyInput>('apology', {
    who: IN_UNIT,
    body: schemas.apology,
    act: ({ context, body }, code) => actions.apologiseFeedback(context, code, body),
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
