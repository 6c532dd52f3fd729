import { cityNoon, type Step, shownChanges } from '../../calendar/index.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import type { PassportClock } from './clock.ts';
import { deadlinePassport } from './queries.ts';
import { stripOf } from './strip.ts';

export const passportRoutes: Route[] = [
  route({
    method: 'get',
    path: '/feedback/:code/deadline',
    who: 'anyone',
    handler: async ({ context, params }) => {
      const passport = await deadlinePassport(context, params.code);
      const title = translator(context.language)('feedback.passport.title', { code: passport.code });
      return page('feedback/passport/show', { title, passport: withKeys(passport, context.language) });
    },
  }),
];

/** Keys of texts are names without the feature. */
function withKeys(passport: Awaited<ReturnType<typeof deadlinePassport>>, language: string): object {
  const events = passport.events.map(({ calendar, ...event }) => ({
    ...event,
    entry: event.name.replace('feedback.', ''),
    ...(calendar ? { calendar: { ...calendar, changes: shownChanges(calendar.changes) } } : {}),
  }));
  const { firstAnswer, secondAnswer } = passport;
  return {
    ...clockModel(passport, language),
    events,
    firstAnswer: firstAnswer && clockModel(firstAnswer, language),
    secondAnswer: secondAnswer && clockModel(secondAnswer, language),
  };
}

function clockModel<Clock extends PassportClock>(clock: Clock, language: string) {
  return {
    ...clock,
    steps: clock.steps.map(stepModel),
    strip: stripOf(clock.steps, language),
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
