import type { Tallies } from './batch.ts';
import type { Encryption } from './seal.ts';

/**
 * A backup is one line of JSON, the header, then frames: kind (1 byte), length of the payload (4), payload, check (16).
 * A payload is compressed by gzip and then, if wished, encrypted; the last frame says what there must be.
 */
export const FORMAT = 'city-feedback-dialogue backup';
/** Of the format; a reader refuses a later one. */
export const FORMAT_VERSION = 1;

export interface Header {
  format: typeof FORMAT;
  version: number;
  madeAt: string;
  /** The version of the program that made it. */
  product: string;
  /** The latest migration that the store has seen. */
  migration: number;
  encryption: Encryption | null;
}

export const KINDS = { documents: 1, file: 2, end: 3 } as const;

/** What stands in the last frame. */
export interface Contents {
  collections: Tallies;
  /** Names of the files beside the store. */
  files: string[];
}

export const LONGEST_HEADER = 4096;
/** A document has 16 MB at most; what says more is damaged. */
export const LONGEST_PAYLOAD = 64 * 1024 * 1024;
/** So many bytes of documents go into one frame. */
export const FRAME_BYTES = 1024 * 1024;

/** The backup cannot be read; the message says where and why. */
export class BackupFault extends Error {}

export function packDocuments(collection: string, documents: readonly Buffer[]): Buffer {
  return Buffer.concat([named(collection), ...documents]);
}

export function packFile(name: string, bytes: Buffer): Buffer {
  return Buffer.concat([named(name), bytes]);
}

function named(name: string): Buffer {
  const bytes = Buffer.from(name);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

export function unpackFile(payload: Buffer): { name: string; bytes: Buffer } {
  const end = 2 + payload.readUInt16BE(0);
  return { name: payload.toString('utf8', 2, end), bytes: payload.subarray(end) };
}

export function unpackDocuments(payload: Buffer): { collection: string; documents: Buffer[] } {
  const { name, bytes } = unpackFile(payload);
  const documents: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readInt32LE(at);
    if (length < 5 || at + length > bytes.length) throw new RangeError('a document is cut off');
    documents.push(bytes.subarray(at, at + length));
    at += length;
  }
  return { collection: name, documents };
}
