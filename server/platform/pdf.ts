import { createRequire } from 'node:module';
import { setImmediate as breath } from 'node:timers/promises';
import { storeMemory } from './data/store-memory.ts';

const { resolve } = createRequire(import.meta.url);
const FONTS = '@expo-google-fonts/noto-sans';

/** Letters of Vietnamese and Russian, put into the file. */
const fontFile = (weight: '400Regular' | '700Bold') => resolve(`${FONTS}/${weight}/NotoSans_${weight}.ttf`);

/** A paragraph. `language`: where it is not that of the document. */
export interface PdfLine {
  text: string;
  size?: number;
  bold?: true;
  tag?: 'H1' | 'H2' | 'P';
  gap?: number;
  language?: string;
}

export interface PdfWanted {
  language: string;
  title: string;
  author: string;
  /** Written into the file: the same content gives the same bytes. */
  at: Date;
  lines: Iterable<PdfLine>;
  /** At the foot of each page, before its number. */
  foot?: string;
}

/** One is drawn at a time: who asks for many waits, not the others. */
const drawing = storeMemory(() => ({ last: Promise.resolve() as Promise<unknown> }));

/** A tagged document that can be printed, filed and signed. */
export function drawPdf(wanted: PdfWanted): Promise<Buffer> {
  const turn = drawing();
  const made = turn.last.then(() => draw(wanted));
  turn.last = made.catch(() => undefined);
  return made;
}

async function draw({ language, title, author, at, lines, foot }: PdfWanted): Promise<Buffer> {
  // Read when the first one is drawn: no start waits for its fonts and packers.
  const { default: PDFDocument } = await import('pdfkit');
  const document = new PDFDocument({
    size: 'A4',
    margins: { top: 56, bottom: 64, left: 56, right: 56 },
    lang: language,
    tagged: true,
    displayTitle: true,
    pdfVersion: '1.7',
    autoFirstPage: false,
    info: { Title: title, Author: author, CreationDate: at, ModDate: at },
  });
  const pieces: Buffer[] = [];
  document.on('data', (piece: Buffer) => pieces.push(piece));
  const ended = new Promise<void>((done, failed) => document.on('end', done).on('error', failed));
  document.registerFont('plain', fontFile('400Regular'));
  document.registerFont('bold', fontFile('700Bold'));
  let page = 0;
  if (foot !== undefined) document.on('pageAdded', () => writeFoot(document, `${foot} · ${++page}`));
  document.addPage();
  const root = document.struct('Document');
  document.addStructure(root);
  let count = 0;
  for (const line of lines) {
    const lang = line.language ? { lang: line.language } : {};
    root.add(document.struct(line.tag ?? 'P', lang, () => write(document, line)));
    // A page of a busy site waits no longer than a few lines take.
    if (++count % 5 === 0) await breath();
  }
  root.end();
  document.end();
  await ended;
  return Buffer.concat(pieces);
}

function write(document: PDFKit.PDFDocument, { text, size = 10, bold, gap = 0.3 }: PdfLine): void {
  document
    .font(bold ? 'bold' : 'plain')
    .fontSize(size)
    .text(text)
    .moveDown(gap);
}

/** Below the margin, where text would begin another page; the text of the page goes on where it was. */
function writeFoot(document: PDFKit.PDFDocument, text: string): void {
  const { x, y, page } = document;
  const { bottom } = page.margins;
  page.margins.bottom = 0;
  document.markContent('Artifact', { type: 'Pagination' });
  document
    .font('plain')
    .fontSize(8)
    .text(text, 56, page.height - 40, { lineBreak: false });
  document.endMarkedContent();
  page.margins.bottom = bottom;
  Object.assign(document, { x, y });
}
