/**
 * The record is a chain of blocks: each holds digests of journal entries and of what everybody may read of the
 * documents that they changed, and the hash of the block before it (a hash chain as in RFC 9162, without the tree: who
 * checks it reads all of it). Nothing in a block can be read back into text.
 */

/** Hexadecimal SHA-256. */
export type Digest = string;

/** An entry in its block. */
export interface SealedEntry {
  id: string;
  /** Of all but `personal`: never changes. */
  core: Digest;
  /** Of `personal`, which may be erased. */
  personal: Digest;
}

/** What everybody may read of a document, as it was when the block was made. */
export interface SealedState {
  code: string;
  digest: Digest;
}

export interface Block {
  /** From 1. */
  number: number;
  at: Date;
  previous: Digest;
  entries: SealedEntry[];
  states: SealedState[];
  hash: Digest;
}

/** As everybody may have a block: enough to compute its hash, nothing of whose entries they are. */
export interface PublicBlock {
  number: number;
  at: string;
  previous: Digest;
  entries: Digest[];
  states: SealedState[];
  hash: Digest;
}

/** Before the first block. */
export const BEGINNING: Digest = '0'.repeat(64);

/** JSON with the keys of every object in order (as in RFC 8785), without what is undefined. Dates are ISO texts. */
export function canonical(value: unknown): string {
  return written(value) ?? 'null';
}

/** As JSON.stringify writes it, but for the order. One pass: a million entries are written anew by whoever checks. */
function written(value: unknown): string | undefined {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if ('toJSON' in value && typeof value.toJSON === 'function') return written(value.toJSON());
  if (Array.isArray(value)) return `[${value.map((each) => written(each) ?? 'null').join(',')}]`;
  let text = '';
  for (const key of Object.keys(value).sort()) {
    const each = written((value as Record<string, unknown>)[key]);
    if (each !== undefined) text += `${text ? ',' : ''}${JSON.stringify(key)}:${each}`;
  }
  return `{${text}}`;
}

/** Of what the hash of a block is the digest. */
export function unhashed({ number, at, previous, entries, states }: PublicBlock): object {
  return { number, at, previous, entries, states };
}
