import ical, { ICalEventStatus } from 'ical-generator';
import { type Context, textIn } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import type { ItemPage } from './shape.ts';

const ENTRY_MS = 30 * 60_000;

/** The date of one item for people's calendars: code and procedure, never a word of what somebody wrote. */
export function dueEntry({ site, now, language }: Context, item: ItemPage): string {
  const t = translator(language);
  const { code, dueAt, provisional, regulation, timeline } = item;
  const url = `${site.publicUrl}/feedback/${code}`;
  const host = new URL(site.publicUrl).hostname;
  const calendar = ical({ prodId: { company: host, product: 'due-date', language: language.toUpperCase() } });
  calendar.createEvent({
    id: `${code}@${host}`,
    // A date that has moved comes with a later entry.
    sequence: timeline.length,
    stamp: now,
    start: new Date(dueAt.getTime() - ENTRY_MS),
    end: dueAt,
    status: provisional ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
    summary: t('feedback.share.due', { code }),
    description: [textIn(regulation?.name, language), url].filter(Boolean).join('\n'),
    url,
  });
  return calendar.toString();
}
