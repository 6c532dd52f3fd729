import Joi from 'joi';
import { cityDate } from '../calendar/index.ts';
import { type Context, isStaff, may } from '../platform/context.ts';
import { translator } from '../platform/i18n/texts.ts';
import { file, page, type Reply, seeOther } from '../platform/web/reply.ts';
import { type Route, route, type Typed } from '../platform/web/route.ts';
import { slugShape, unitOf } from '../units/index.ts';
import { chooseDigest, renewFeed } from './actions.ts';
import { calendarFeed, feedToken } from './feed.ts';
import { canRenewUnitFeed, canSeeUnitFeed } from './policy.ts';
import { chosenDigest } from './queries.ts';
import { remindersOn } from './reminder-rows.ts';
import { DIGESTS, type DigestChoice, reasonOf } from './rules.ts';

const digestForm = Joi.object<{ digest: DigestChoice }>({ digest: Joi.valid(...DIGESTS).required() });
const renewalForm = Joi.object<{ unit?: string }>({ unit: slugShape().empty('') });
const doneQuery = Joi.object<{ done?: string }>({ done: Joi.valid('digest', 'feed').empty('') });

const feedPath = async (context: Context, of: 'a' | 'u', id: string) =>
  `/calendar-feed/${await feedToken(context, of, id)}.ics`;

async function unitFeeds(context: Context) {
  const { actor } = context;
  const units = isStaff(actor) ? actor.units.filter((unit) => canSeeUnitFeed(actor, unit)) : [];
  return Promise.all(
    units.map(async (slug) => ({
      slug,
      name: unitOf(slug)?.name,
      path: await feedPath(context, 'u', slug),
      mayRenew: canRenewUnitFeed(actor, slug),
    })),
  );
}

async function settingsPage(context: Context, shown: Record<string, unknown> = {}): Promise<Reply> {
  const { actor } = context;
  const id = isStaff(actor) ? actor.id : '';
  const points = remindersOn(cityDate(context.now));
  return page('notices/settings', {
    title: translator(context.language)('notices.settings.title'),
    digest: await chosenDigest(id),
    digests: DIGESTS,
    mayEditPoints: may(actor, 'reminders'),
    points: points.map((point) => ({ ...point, why: reasonOf(point) })),
    ...(may(actor, 'answer') ? { ownPath: await feedPath(context, 'a', id) } : {}),
    units: await unitFeeds(context),
    ...shown,
  });
}

const again = ({ context }: { context: Context }, { errors, refusal }: Typed) =>
  settingsPage(context, { errors, refusal });

/** After a refusal the address is that of the form; loading it anew leads back to the page. */
const back = (path: string) =>
  route({ method: 'get', path, who: 'staff', handler: async () => seeOther('/account/notices') });

export const settingsRoutes: Route[] = [
  route({
    method: 'get',
    path: '/account/notices',
    who: 'staff',
    query: doneQuery,
    handler: ({ context, query }) => settingsPage(context, { done: query.done }),
  }),
  route({
    method: 'post',
    path: '/account/notices',
    who: 'staff',
    body: digestForm,
    async handler({ context, body }) {
      await chooseDigest(context, body.digest);
      return seeOther('/account/notices?done=digest');
    },
    again,
  }),
  back('/account/notices/calendar'),
  route({
    method: 'post',
    path: '/account/notices/calendar',
    who: 'staff',
    body: renewalForm,
    async handler({ context, body }) {
      await renewFeed(context, body.unit);
      return seeOther('/account/notices?done=feed');
    },
    again,
  }),
  route({
    method: 'get',
    path: '/calendar-feed/:token.ics',
    who: 'anyone',
    handler: async ({ context, params }) =>
      file('text/calendar; charset=utf-8', await calendarFeed(context, params.token), 'due-dates.ics'),
  }),
];
