import { hash } from 'node:crypto';
import type { Entry } from '../platform/journal/index.ts';
import {
  type Block,
  canonical,
  type Digest,
  type PublicBlock,
  type SealedEntry,
  unhashed,
} from './protocol.ts';

export const digestOf = (value: unknown): Digest => hash('sha256', canonical(value), 'hex');

export function sealedEntry({
  _id,
  name,
  at,
  actor,
  requestId,
  subject,
  details,
  personal,
}: Entry): SealedEntry {
  return {
    id: _id,
    core: digestOf({ id: _id, name, at, actor, requestId, subject, details }),
    personal: digestOf(personal),
  };
}

/** @returns the block as everybody may have it; its hash is computed from what is in it */
export function publicBlock({ number, at, previous, entries, states }: Omit<Block, 'hash'>): PublicBlock {
  const block = {
    number,
    at: at.toISOString(),
    previous,
    entries: entries.map(({ id, core, personal }) => digestOf([id, core, personal])),
    states: states.map(({ code, digest }) => ({ code, digest })),
    hash: '',
  };
  return { ...block, hash: digestOf(unhashed(block)) };
}
