import ical, { ICalEventStatus } from 'ical-generator';
import { activeStaff } from '../accounts/index.ts';
import { openDueDates } from '../feedback/index.ts';
import { type Context, type Language, textIn } from '../platform/context.ts';
import { NotFound } from '../platform/errors.ts';
import { translator } from '../platform/i18n/texts.ts';
import { sameText } from '../platform/secrets.ts';
import { regulationOf } from '../regulations/index.ts';
import { unitOf } from '../units/index.ts';
import { NoticeSettings } from './model.ts';

/** 'a': an account, 'u': a unit. */
export type FeedOf = 'a' | 'u';

const MOST_EVENTS = 1000;
const EVENT_MS = 30 * 60_000;

async function epochOf(key: string): Promise<number> {
  return (await NoticeSettings.findById(key, { feedEpoch: 1 }).lean())?.feedEpoch ?? 0;
}

/** The secret last part of a calendar's address. It holds until somebody makes a new one. */
export async function feedToken({ site }: Context, of: FeedOf, id: string): Promise<string> {
  const key = `${of}.${id}`;
  return `${key}.${site.tokens.derived('calendar-feed', `${key}.${await epochOf(key)}`)}`;
}

/**
 * Due dates of open items as an iCalendar text: code and regulation, never a word of what somebody wrote.
 * @throws NotFound when the address is unknown, renewed since, or its owner has left
 */
export async function calendarFeed(context: Context, token: string): Promise<string> {
  const [, of, id] = /^([au])\.([\w-]{1,100})\.[\w-]{43}$/.exec(token) ?? [];
  if (!of || !id) throw new NotFound();
  if (!sameText(await feedToken(context, of as FeedOf, id), token)) throw new NotFound();
  const owner = of === 'a' ? await ofAccount(id) : ofUnit(id);
  const rows = await openDueDates(owner.filter, MOST_EVENTS);
  const t = translator(owner.language);
  // Calendar programs need whole addresses.
  const { publicUrl } = context.site;
  const host = new URL(publicUrl).hostname;
  const calendar = ical({
    name: t('notices.feed.name', { owner: owner.name }),
    prodId: { company: host, product: 'due-dates', language: owner.language.toUpperCase() },
  });
  for (const { code, regulation, dueAt, dueProvisional } of rows) {
    const name = regulation ? textIn(regulationOf(regulation)?.name, owner.language) : undefined;
    calendar.createEvent({
      id: `${code}@${host}`,
      stamp: context.now,
      start: new Date(dueAt.getTime() - EVENT_MS),
      end: dueAt,
      status: dueProvisional ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
      summary: t(dueProvisional ? 'notices.feed.summary-provisional' : 'notices.feed.summary', {
        code,
        about: name ?? t('notices.feed.no-regulation'),
      }),
      url: `${publicUrl}/feedback/${code}`,
    });
  }
  return calendar.toString();
}

interface Owner {
  name: string;
  language: Language;
  filter: { assignee: string } | { unit: string };
}

async function ofAccount(id: string): Promise<Owner> {
  const person = await activeStaff(id);
  if (!person) throw new NotFound();
  const { language } = person;
  return { name: translator(language)('notices.feed.own'), language, filter: { assignee: id } };
}

function ofUnit(slug: string): Owner {
  const unit = unitOf(slug);
  if (!unit) throw new NotFound();
  return { name: unit.name.vi, language: 'vi', filter: { unit: slug } };
}
