import { BadContent, checkPixels, Reader, refuseSecondFile } from './fault.ts';
import { orientationBlock, orientationIn } from './orientation.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COMMENT = 0xfe;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const EXIF = 'Exif\0\0';

const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7;
/** Frames; between them stand tables and an extension (C4, C8, CC). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** What the picture needs to be seen as it is: resolution, colours. Everything else tells of who took it, where and with what. */
function isKept(marker: number, body: Buffer): boolean {
  const begins = (text: string) => body.subarray(0, text.length).equals(Buffer.from(text, 'latin1'));
  if (marker === COMMENT) return false;
  if (marker === APP0) return begins('JFIF\0');
  if (marker === APP2) return begins('ICC_PROFILE\0');
  if (marker === APP14) return begins('Adobe');
  return marker < APP0 || marker > 0xef;
}

/** The end of the coded picture that begins here: the next marker that is not part of it. */
function endOfScan(bytes: Buffer, from: number): number {
  for (
    let at = bytes.indexOf(0xff, from);
    at >= 0 && at + 1 < bytes.length;
    at = bytes.indexOf(0xff, at + 1)
  ) {
    const next = bytes[at + 1]!;
    if (next !== 0 && next !== 0xff && !isRestart(next)) return at;
  }
  throw new BadContent('broken');
}

/** The same picture without metadata, and without what stands behind its end. @throws BadContent */
export function cleanJpeg(bytes: Buffer): Buffer {
  const reader = new Reader(bytes);
  if (reader.number(2) !== 0xff00 + SOI) throw new BadContent('broken');
  const kept: Buffer[] = [];
  let orientation: number | undefined;
  let [framed, scanned] = [false, false];
  for (;;) {
    const from = reader.at;
    if (reader.number(1) !== 0xff) throw new BadContent('broken');
    let marker = reader.number(1);
    while (marker === 0xff) marker = reader.number(1);
    if (marker === EOI) break;
    if (marker === 0x01 || isRestart(marker)) continue;
    const body = reader.take(reader.number(2) - 2);
    if (marker === APP1 && body.toString('latin1', 0, EXIF.length) === EXIF)
      orientation ??= orientationIn(body.subarray(EXIF.length));
    if (isFrame(marker)) {
      if (body.length < 6) throw new BadContent('broken');
      checkPixels(body.readUInt16BE(3), body.readUInt16BE(1));
      framed = true;
    }
    if (marker === SOS) {
      reader.at = endOfScan(bytes, reader.at);
      scanned = true;
    }
    if (isKept(marker, body)) kept.push(bytes.subarray(from, reader.at));
  }
  if (!framed || !scanned) throw new BadContent('broken');
  refuseSecondFile(bytes.subarray(reader.at));
  const turned = orientation ? [orientationSegment(orientation)] : [];
  return Buffer.concat([Buffer.from([0xff, SOI]), ...turned, ...kept, Buffer.from([0xff, EOI])]);
}

function orientationSegment(value: number): Buffer {
  const body = Buffer.concat([Buffer.from(EXIF, 'latin1'), orientationBlock(value)]);
  return Buffer.concat([Buffer.from([0xff, APP1, 0, body.length + 2]), body]);
}
