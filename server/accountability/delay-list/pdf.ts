import { createRequire } from 'node:module';
import { setImmediate as breath } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import { cityTimeZone } from '../../calendar/index.ts';
import { type Context, textIn } from '../../platform/context.ts';
import { Remembered } from '../../platform/data/remembered.ts';
import { storeMemory } from '../../platform/data/store-memory.ts';
import { formatDate } from '../../platform/i18n/dates.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { correctionText } from './correction-text.ts';
import type { DelayList, DelayRow } from './delays.ts';

const { resolve } = createRequire(import.meta.url);
const FONTS = '@expo-google-fonts/noto-sans';

/** Letters of Vietnamese and Russian, put into the file. */
const fontFile = (weight: '400Regular' | '700Bold') => resolve(`${FONTS}/${weight}/NotoSans_${weight}.ttf`);

interface Wanted {
  list: DelayList;
  title: string;
  /** Whose it is, on the first line. */
  office: string;
}

type Line = { text: string; size?: number; bold?: true; tag?: 'H1' | 'H2' | 'P'; gap?: number };

/** One is drawn at a time: who asks for many waits, not the others. */
const drawing = storeMemory(() => ({ last: Promise.resolve() as Promise<unknown> }));

function inTurn<Made>(make: () => Promise<Made>): Promise<Made> {
  const turn = drawing();
  const made = turn.last.then(make);
  turn.last = made.catch(() => undefined);
  return made;
}

const KEPT = { most: 20, shared: 3_600_000 };
const files = new Remembered<Buffer>(KEPT);

/** The published lists as a document that can be printed, filed and signed. The same list gives the same bytes. */
export function delayPdf(context: Context, wanted: Wanted): Promise<Buffer> {
  const { month, acts } = wanted.list;
  const edition = acts.map(({ unit, updatedAt }) => `${unit?.slug}${updatedAt.getTime()}`).join();
  // What has changed has another key; who asks twice gets what was made.
  return files.get(`${month} ${context.language} ${wanted.title} ${edition}`, context.now, () =>
    inTurn(() => draw(context, wanted)),
  );
}

async function draw(context: Context, wanted: Wanted): Promise<Buffer> {
  const publishedAt = lastChange(wanted.list);
  const document = new PDFDocument({
    size: 'A4',
    margins: { top: 56, bottom: 64, left: 56, right: 56 },
    lang: context.language,
    tagged: true,
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: wanted.title, Author: wanted.office, CreationDate: publishedAt, ModDate: publishedAt },
  });
  const pieces: Buffer[] = [];
  document.on('data', (piece: Buffer) => pieces.push(piece));
  const ended = new Promise<void>((done, failed) => document.on('end', done).on('error', failed));
  document.registerFont('plain', fontFile('400Regular'));
  document.registerFont('bold', fontFile('700Bold'));
  const root = document.struct('Document');
  document.addStructure(root);
  let lines = 0;
  for (const line of linesOf(context, wanted)) {
    root.add(document.struct(line.tag ?? 'P', {}, () => write(document, line)));
    // A page of a busy site waits no longer than a few lines take.
    if (++lines % 5 === 0) await breath();
  }
  root.end();
  document.end();
  await ended;
  return Buffer.concat(pieces);
}

function lastChange({ acts }: DelayList): Date {
  return new Date(Math.max(...acts.map(({ updatedAt }) => updatedAt.getTime())));
}

function write(document: PDFKit.PDFDocument, { text, size = 10, bold, gap = 0.3 }: Line): void {
  document
    .font(bold ? 'bold' : 'plain')
    .fontSize(size)
    .text(text)
    .moveDown(gap);
}

function* linesOf(context: Context, { list, title, office }: Wanted): Generator<Line> {
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

function* entryLines(context: Context, item: DelayRow, slug: string | null): Generator<Line> {
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
