import { BadContent } from './fault.ts';

/** Readers look for the end mark this far from the end. */
const TAIL_BYTES = 1024;
/** The directory of an archive stands within so much of the end. */
const ARCHIVE_TAIL_BYTES = 66_000;

/** @throws BadContent for one that was cut off, or that is an archive as well */
export function checkPdf(bytes: Buffer): void {
  if (!bytes.subarray(-TAIL_BYTES).includes('%%EOF')) throw new BadContent('broken');
  if (bytes.subarray(-ARCHIVE_TAIL_BYTES).includes('PK\x05\x06')) throw new BadContent('mixed');
}
