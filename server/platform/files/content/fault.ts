/** Why the content of a file is refused: the end of the key of its text (`errors.field.file-broken`). */
export type Fault = 'broken' | 'mixed' | 'bomb' | 'macro';

/** Thrown while content is read; whoever stores the file says it in words. */
export class BadContent extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault);
    this.fault = fault;
  }
}

/** More pixels than any camera has: a few bytes would fill the memory of whoever opens it. */
const MOST_PIXELS = 150_000_000;

/** @throws BadContent for a picture without extent, or of far too many pixels */
export function checkPixels(width: number, height: number): void {
  if (width === 0 || height === 0) throw new BadContent('broken');
  if (width * height > MOST_PIXELS) throw new BadContent('bomb');
}

/** Where other kinds of files are looked for by the programs that open them. */
const SECOND_FILES = [
  'PK\x05\x06',
  'PK\x03\x04',
  '%PDF-',
  'Rar!\x1a\x07',
  "7z\xbc\xaf'\x1c",
  '<script',
  '<?php',
];

/** What stands behind the end of a picture is cut off; where it is another file, somebody meant to hide it. @throws BadContent */
export function refuseSecondFile(rest: Buffer): void {
  if (SECOND_FILES.some((each) => rest.includes(Buffer.from(each, 'latin1')))) throw new BadContent('mixed');
}

/** Reads numbers and pieces; what would lie behind the end was cut off on the way here. */
export class Reader {
  readonly bytes: Buffer;
  readonly end: number;
  at: number;

  constructor(bytes: Buffer, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = Math.min(end, bytes.length);
  }

  get left(): number {
    return this.end - this.at;
  }

  /** @throws BadContent */
  take(length: number): Buffer {
    if (length > this.left || length < 0) throw new BadContent('broken');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** Big-endian, of so many bytes; none: 0. */
  number(length: number): number {
    return this.take(length).reduce((sum, byte) => sum * 256 + byte, 0);
  }

  text(length: number): string {
    return this.take(length).toString('latin1');
  }
}
