import { BadContent, checkPixels, Reader } from './fault.ts';

/** A box of ISO/IEC 14496-12: where it begins, where its content does, where it ends. */
interface Box {
  type: string;
  from: number;
  body: number;
  end: number;
}

interface Extent {
  from: number;
  end: number;
}

const MOST_BOXES = 10_000;
/** What a still picture consists of. Whatever else stands in the file – films, notes of programs – is blanked. */
const TOP = ['ftyp', 'meta', 'mdat'];
/** Items that are no picture: EXIF, XMP, links. */
const METADATA = ['Exif', 'mime', 'uri '];
/** Names, descriptions and tags that somebody has given. */
const DESCRIPTION = 'udes';
const FULL_BOX = 4;

/**
 * The same picture with its metadata blanked where it stands: nothing moves, so no address within the file changes.
 * Which side is up is a property of its own here (`irot`) and stays. @throws BadContent
 */
export function cleanHeic(bytes: Buffer): Buffer {
  const clean = Buffer.from(bytes);
  const top = boxesIn(bytes, 0, bytes.length);
  const meta = top.find(({ type }) => type === 'meta');
  if (!meta || !top.some(({ type }) => type === 'mdat')) throw new BadContent('broken');
  const parts = boxesIn(bytes, meta.body + FULL_BOX, meta.end);
  const types = itemTypes(bytes, named(parts, 'iinf'));
  const idat = parts.find(({ type }) => type === 'idat');
  const places = itemPlaces(bytes, named(parts, 'iloc'), idat);
  const pictures = [...types].filter(([, type]) => !METADATA.includes(type)).map(([id]) => id);
  const shown = pictures.flatMap((id) => places.get(id) ?? []);
  if (shown.length === 0) throw new BadContent('broken');
  for (const box of [...top.filter(({ type }) => type === 'mdat'), ...(idat ? [idat] : [])])
    blankBetween(clean, box, shown);
  for (const box of top.filter(({ type }) => !TOP.includes(type))) {
    clean.write('free', box.from + 4, 'latin1');
    clean.fill(0, box.body, box.end);
  }
  for (const box of propertiesIn(bytes, parts)) {
    if (box.type === DESCRIPTION) clean.fill(0, box.body + FULL_BOX, box.end);
    if (box.type === 'ispe' && box.end - box.body >= 12)
      checkPixels(bytes.readUInt32BE(box.body + 4), bytes.readUInt32BE(box.body + 8));
  }
  return clean;
}

function named(boxes: Box[], type: string): Box {
  const found = boxes.find((box) => box.type === type);
  if (!found) throw new BadContent('broken');
  return found;
}

function boxesIn(bytes: Buffer, from: number, end: number): Box[] {
  const reader = new Reader(bytes, from, end);
  const boxes: Box[] = [];
  while (reader.left > 0) {
    if (boxes.length === MOST_BOXES) throw new BadContent('bomb');
    const start = reader.at;
    const short = reader.number(4);
    const type = reader.text(4);
    const long = short === 1 ? reader.number(8) : short;
    const length = long === 0 ? end - start : long;
    const box = { type, from: start, body: reader.at, end: start + length };
    reader.take(box.end - box.body);
    boxes.push(box);
  }
  return boxes;
}

/** Types of the items, by their ids. */
function itemTypes(bytes: Buffer, { body, end }: Box): Map<number, string> {
  const version = bytes[body]!;
  const types = new Map<number, string>();
  for (const entry of boxesIn(bytes, body + FULL_BOX + (version === 0 ? 2 : 4), end)) {
    const reader = new Reader(bytes, entry.body, entry.end);
    const wide = reader.number(1) === 3 ? 4 : 2;
    reader.take(3);
    const id = reader.number(wide);
    reader.take(2);
    types.set(id, reader.text(4));
  }
  return types;
}

/** Where the items stand in the file, by their ids. */
function itemPlaces(bytes: Buffer, { body, end }: Box, idat: Box | undefined): Map<number, Extent[]> {
  const reader = new Reader(bytes, body, end);
  const version = reader.number(1);
  reader.take(3);
  const [one, two] = [reader.number(1), reader.number(1)];
  const [offsetBytes, lengthBytes, baseBytes] = [one >> 4, one & 15, two >> 4];
  const indexBytes = version === 0 ? 0 : two & 15;
  const wide = version === 2 ? 4 : 2;
  const places = new Map<number, Extent[]>();
  for (let items = reader.number(wide); items > 0; items--) {
    const id = reader.number(wide);
    const within = version === 0 ? 0 : reader.number(2) & 15;
    reader.take(2);
    const base = reader.number(baseBytes);
    const extents: Extent[] = [];
    for (let count = reader.number(2); count > 0; count--) {
      reader.take(indexBytes);
      const offset = base + reader.number(offsetBytes) + (within === 1 ? (idat?.body ?? 0) : 0);
      const length = reader.number(lengthBytes);
      // Of other items, with no bytes of its own.
      if (within > 1) continue;
      const ends = length === 0 ? bytes.length : offset + length;
      if (ends > bytes.length) throw new BadContent('broken');
      extents.push({ from: offset, end: ends });
    }
    places.set(id, extents);
  }
  return places;
}

/** Blanks what no picture uses. */
function blankBetween(clean: Buffer, { body, end }: Box, shown: Extent[]): void {
  let at = body;
  for (const extent of shown.toSorted((a, b) => a.from - b.from)) {
    if (extent.end <= at || extent.from >= end) continue;
    if (extent.from > at) clean.fill(0, at, extent.from);
    at = Math.min(extent.end, end);
  }
  clean.fill(0, at, end);
}

function propertiesIn(bytes: Buffer, parts: Box[]): Box[] {
  const properties = parts.find(({ type }) => type === 'iprp');
  if (!properties) return [];
  const containers = boxesIn(bytes, properties.body, properties.end).filter(({ type }) => type === 'ipco');
  return containers.flatMap(({ body, end }) => boxesIn(bytes, body, end));
}
