/** The one thing that a picture's metadata says of the picture itself: which side is up. */
const ORIENTATION = 0x0112;
const SHORT = 3;
const MOST_ENTRIES = 200;

/** From the TIFF block of EXIF data; undefined where none is said, or nothing is turned. */
export function orientationIn(tiff: Buffer): number | undefined {
  const order = tiff.subarray(0, 2).toString('latin1');
  if (tiff.length < 14 || (order !== 'II' && order !== 'MM')) return undefined;
  const little = order === 'II';
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const start = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (start + 2 > tiff.length) return undefined;
  const entries = Math.min(short(start), MOST_ENTRIES);
  for (let n = 0; n < entries; n++) {
    const at = start + 2 + 12 * n;
    if (at + 12 > tiff.length) return undefined;
    if (short(at) !== ORIENTATION || short(at + 2) !== SHORT) continue;
    const value = short(at + 8);
    return value >= 2 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** A TIFF block that says nothing else. */
export function orientationBlock(value: number): Buffer {
  const block = Buffer.alloc(26);
  block.write('MM\0*', 'latin1');
  block.writeUInt32BE(8, 4);
  block.writeUInt16BE(1, 8);
  block.writeUInt16BE(ORIENTATION, 10);
  block.writeUInt16BE(SHORT, 12);
  block.writeUInt32BE(1, 14);
  block.writeUInt16BE(value, 18);
  return block;
}
