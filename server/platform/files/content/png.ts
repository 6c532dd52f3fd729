import { crc32 } from 'node:zlib';
import { BadContent, checkPixels, Reader, refuseSecondFile } from './fault.ts';
import { orientationBlock, orientationIn } from './orientation.ts';

const SIGNATURE_BYTES = 8;

/** The picture, its colours and its frames, if it moves. Text, time and what programs add are left out. */
const KEPT = [
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'cICP', 'sBIT', 'pHYs', 'bKGD'],
  ...['acTL', 'fcTL', 'fdAT'],
];

/** The same picture without metadata, and without what stands behind its end. @throws BadContent */
export function cleanPng(bytes: Buffer): Buffer {
  const reader = new Reader(bytes);
  const kept = [reader.take(SIGNATURE_BYTES)];
  let type = '';
  let seen = false;
  while (type !== 'IEND') {
    const from = reader.at;
    const length = reader.number(4);
    const named = reader.take(4 + length);
    type = named.toString('latin1', 0, 4);
    if (reader.number(4) !== crc32(named)) throw new BadContent('broken');
    const data = named.subarray(4);
    if (from === SIGNATURE_BYTES) {
      if (type !== 'IHDR' || data.length !== 13) throw new BadContent('broken');
      checkPixels(data.readUInt32BE(0), data.readUInt32BE(4));
    }
    seen ||= type === 'IDAT';
    if (KEPT.includes(type)) kept.push(bytes.subarray(from, reader.at));
    const turned = type === 'eXIf' ? orientationIn(data) : undefined;
    if (turned) kept.push(chunk('eXIf', orientationBlock(turned)));
  }
  if (!seen) throw new BadContent('broken');
  refuseSecondFile(bytes.subarray(reader.at));
  return Buffer.concat(kept);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
