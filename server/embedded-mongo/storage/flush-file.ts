import { closeSync, fsyncSync, openSync } from 'node:fs';

/** What has been written into the file or the directory is on disk then. */
export function flushFile(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
