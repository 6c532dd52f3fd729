import { BadContent, checkPixels, Reader, refuseSecondFile } from './fault.ts';
import { orientationBlock, orientationIn } from './orientation.ts';

const KEPT = ['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'];
const HAS_EXIF = 0x08;
const HAS_XMP = 0x04;

/** The same picture without metadata, and without what stands behind its end. @throws BadContent */
export function cleanWebp(bytes: Buffer): Buffer {
  if (bytes.length < 12) throw new BadContent('broken');
  const end = 8 + bytes.readUInt32LE(4);
  if (end > bytes.length) throw new BadContent('broken');
  const reader = new Reader(bytes, 12, end);
  const kept: Buffer[] = [];
  let pictures = 0;
  let turned: number | undefined;
  while (reader.left > 0) {
    const type = reader.text(4);
    const data = reader.take(reader.take(4).readUInt32LE());
    if (data.length % 2 === 1 && reader.left > 0) reader.take(1);
    if (['VP8 ', 'VP8L', 'ANMF'].includes(type)) pictures++;
    if (type === 'VP8X') checkCanvas(data);
    if (type === 'EXIF') turned = orientationIn(withoutPrefix(data));
    if (KEPT.includes(type)) kept.push(chunk(type, data));
  }
  if (pictures === 0) throw new BadContent('broken');
  refuseSecondFile(bytes.subarray(end));
  const [first] = kept;
  if (first!.toString('latin1', 0, 4) === 'VP8X') {
    first![8] = (first![8]! & ~(HAS_EXIF | HAS_XMP)) | (turned ? HAS_EXIF : 0);
    if (turned) kept.push(chunk('EXIF', orientationBlock(turned)));
  }
  const body = Buffer.concat([Buffer.from('WEBP'), ...kept]);
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

function checkCanvas(data: Buffer): void {
  if (data.length < 10) throw new BadContent('broken');
  checkPixels(data.readUIntLE(4, 3) + 1, data.readUIntLE(7, 3) + 1);
}

/** Some programs write the head that EXIF has in a JPEG. */
function withoutPrefix(data: Buffer): Buffer {
  return data.toString('latin1', 0, 6) === 'Exif\0\0' ? data.subarray(6) : data;
}

/** A copy. */
function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}
