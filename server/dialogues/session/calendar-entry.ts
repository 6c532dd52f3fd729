import ical, { ICalEventStatus } from 'ical-generator';
import { DateTime } from 'luxon';
import type { Context } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import type { DialogueFields } from './model.ts';
import { heldAt } from './rules/opening.ts';
import { PUBLIC_DIALOGUES } from './rules/status.ts';

/**
 * One session for people's calendars. A cancelled one says so: programs that have it strike it out.
 * @throws NotFound while it is only planned
 */
export function calendarEntry({ site: { publicUrl }, now }: Context, it: DialogueFields): string {
  if (!PUBLIC_DIALOGUES.includes(it.status)) throw new NotFound();
  const host = new URL(publicUrl).hostname;
  const language = it.language.toUpperCase();
  const { startsAt, endsAt } = heldAt(it);
  const calendar = ical({ name: it.title, prodId: { company: host, product: 'dialogues', language } });
  calendar.createEvent({
    id: `${it.code}@${host}`,
    sequence: it.version,
    stamp: now,
    start: DateTime.fromJSDate(startsAt).toUTC(),
    end: DateTime.fromJSDate(endsAt).toUTC(),
    summary: it.title,
    description: it.description,
    ...(it.place ? { location: it.place } : {}),
    status: it.status === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    url: `${publicUrl}/dialogues/${it.code}`,
  });
  return calendar.toString();
}
