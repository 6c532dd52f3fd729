import { cityTimeZone } from '../../calendar/index.ts';
import { type Context, textIn } from '../../platform/context.ts';
import { Remembered } from '../../platform/data/remembered.ts';
import { formatDate } from '../../platform/i18n/dates.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { drawPdf, type PdfLine } from '../../platform/pdf.ts';
import { correctionText } from './correction-text.ts';
import type { DelayList, DelayRow } from './delays.ts';

interface Wanted {
  list: DelayList;
  title: string;
  /** Whose it is, on the first line. */
  office: string;
}

const KEPT = { most: 20, shared: 3_600_000 };
const files = new Remembered<Buffer>(KEPT);

/** The published lists as a document that can be printed, filed and signed. The same list gives the same bytes. */
export function delayPdf(context: Context, wanted: Wanted): Promise<Buffer> {
  const { month, acts } = wanted.list;
  const edition = acts.map(({ unit, updatedAt }) => `${unit?.slug}${updatedAt.getTime()}`).join();
  // What has changed has another key; who asks twice gets what was made.
  return files.get(`${month} ${context.language} ${wanted.title} ${edition}`, context.now, () =>
    draw(context, wanted),
  );
}

function draw(context: Context, wanted: Wanted): Promise<Buffer> {
  const { title, office: author } = wanted;
  const at = lastChange(wanted.list);
  return drawPdf({ language: context.language, title, author, at, lines: linesOf(context, wanted) });
}

function lastChange({ acts }: DelayList): Date {
  return new Date(Math.max(...acts.map(({ updatedAt }) => updatedAt.getTime())));
}

function* linesOf(context: Context, { list, title, office }: Wanted): Generator<PdfLine> {
  const t = translator(context.language);
  const day = (at: Date) => formatDate(at, 'date', context.language, cityTimeZone());
  yield { text: office };
  yield { text: title, size: 18, bold: true, tag: 'H1' };
  const published = list.acts.filter(({ version }) => version !== null);
  yield {
    text: t('accountability.delay-list.pdf.published', {
      at: day(lastPublished(list)),
      count: published.length,
    }),
  };
  const waiting = list.acts.length - published.length;
  if (waiting > 0) yield { text: t('accountability.delay-list.pdf.waiting', { count: waiting }) };
  yield {
    text: t('accountability.delay-list.pdf.method', {
      url: `${context.site.publicUrl}/delays/${list.month}`,
    }),
    gap: 1,
  };
  for (const act of published) {
    const slug = act.unit?.slug ?? null;
    const whose = textIn(act.unit?.name, context.language) ?? t('accountability.coordinators');
    const totals = list.units.find(({ unit }) => (unit?.slug ?? null) === slug);
    yield { text: whose, size: 13, bold: true, tag: 'H2' };
    const dates = { at: day(act.publishedAt!), version: act.version };
    const counts = totals
      ? ` ${t('accountability.delay-list.pdf.totals', { late: totals.late, days: totals.daysLost })}`
      : '';
    yield { text: `${t('accountability.delay-list.published-on', dates)}${counts}`, gap: 0.6 };
    for (const item of list.items) yield* entryLines(context, item, slug);
  }
}

function lastPublished({ acts }: DelayList): Date {
  return new Date(Math.max(...acts.map(({ publishedAt }) => publishedAt?.getTime() ?? 0)));
}

function* entryLines(context: Context, item: DelayRow, slug: string | null): Generator<PdfLine> {
  const entry = item.lost.find(({ unit }) => (unit?.slug ?? null) === slug)?.entry;
  if (!entry) return;
  const t = translator(context.language);
  const key = (name: string) => `accountability.delay-list.${name}`;
  const moment = (at: Date) => formatDate(at, 'moment', context.language, cityTimeZone());
  const regulation = textIn(item.regulation?.name, context.language);
  const review = item.review ? ` (${t('accountability.review')})` : '';
  yield { text: [`${item.code}${review}`, regulation].filter(Boolean).join(' – '), bold: true, gap: 0.1 };
  const facts = [
    entry.removed ? t(key('removed')) : t(key('days-of'), { count: entry.days, of: item.daysLate }),
    t(`accountability.states.${item.state}`),
    `${t('accountability.columns.due')}: ${moment(item.dueAt)}`,
    ...(item.closedAt ? [`${t(`accountability.ended.${item.state}`)}: ${moment(item.closedAt)}`] : []),
    `${t('accountability.columns.cause')}: ${entry.cause ? t(`feedback.clocks.causes.${entry.cause}`) : t('accountability.no-cause')}`,
    `${t('accountability.columns.apology')}: ${t(`accountability.${item.apologised ? 'yes' : 'no'}`)}`,
    `${t(key('position'))}: ${[entry.name, t(key(`positions.${entry.position}`))].filter(Boolean).join(', ')}`,
  ];
  yield { text: facts.join(' · '), gap: 0.2 };
  const { reply } = entry;
  if (reply)
    yield {
      text: `${t(key('reply-of'), { role: t(`accounts.role.${reply.role}`) })} ${reply.text}`,
      gap: 0.2,
    };
  for (const each of entry.corrections) yield { text: correctionText(context, each), gap: 0.2 };
  yield { text: ' ', size: 5, gap: 0 };
}
