import type { UploadRule } from '../platform/web/uploads.ts';

/** What each message may bring. */
export const ATTACHED = {
  field: 'files',
  most: 5,
  mostBytes: 10 * 1024 * 1024,
  kept: true,
} satisfies UploadRule;
