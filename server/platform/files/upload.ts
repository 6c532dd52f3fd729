import type { Text } from '../errors.ts';

/** A file as it came with a form. */
export interface Upload {
  /** As the browser sends it: not to be trusted. */
  name: string;
  bytes: Buffer;
  /** Why it was not read: it is too large, or one too many. Only where files are kept. */
  fault?: Text;
}
