import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** The file is not what a store leaves behind; the message says what to do. */
class StoreDamaged extends Error {
  constructor(file: string, what: string) {
    super(
      `${file} ${what}. Put a copy of the directory back in its place; only where there is nothing to lose, remove the file and start anew with an empty store`,
    );
    this.name = 'StoreDamaged';
  }
}

const MAGIC = 0xbeefc0de;
const HEADER = 24;
const META_BYTES = HEADER + 136;
const NO_PAGE = 0xffffffffffffffffn;

const BRANCH = 1;
const LEAF = 2;
const BIG_DATA = 1;

interface Meta {
  readonly pageSize: number;
  readonly roots: readonly bigint[];
  readonly lastPage: number;
  readonly transaction: bigint;
}

/**
 * LMDB maps the file into memory and believes what it says of itself: a page that is missing at the end kills the
 * process with SIGBUS at the first touch, whenever that is, and an empty file counts as a new store. So the file is
 * looked at before it is opened.
 * @throws StoreDamaged
 */
export function checkFile(file: string): void {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    if (size === 0) throw new StoreDamaged(file, 'is empty: a store is never without its first pages');
    const meta = newestMeta(descriptor);
    if (!meta) throw new StoreDamaged(file, 'does not begin as a store does');
    // It may be shorter without harm: free pages at the end need not have been written.
    if (size >= (meta.lastPage + 1) * meta.pageSize) return;
    const lost = missingPage({ descriptor, size, meta });
    if (lost === undefined) return;
    const needed = (lost + 1) * meta.pageSize;
    throw new StoreDamaged(file, `is cut off: it ends after ${size} bytes and needs at least ${needed}`);
  } finally {
    closeSync(descriptor);
  }
}

function read(descriptor: number, at: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  readSync(descriptor, buffer, 0, bytes, at);
  return buffer;
}

/** Two pages take turns; the one of the later transaction counts. */
function newestMeta(descriptor: number): Meta | undefined {
  const first = metaAt(descriptor, 0);
  const second = first && metaAt(descriptor, first.pageSize);
  return second && second.transaction > first.transaction ? second : first;
}

function metaAt(descriptor: number, at: number): Meta | undefined {
  const bytes = read(descriptor, at, META_BYTES);
  if (bytes.readUInt32LE(HEADER) !== MAGIC) return undefined;
  return {
    pageSize: bytes.readUInt32LE(HEADER + 24),
    roots: [bytes.readBigUInt64LE(HEADER + 64), bytes.readBigUInt64LE(HEADER + 112)],
    lastPage: Number(bytes.readBigUInt64LE(HEADER + 120)),
    transaction: bytes.readBigUInt64LE(HEADER + 128),
  };
}

/** The number of a page that is in use and not in the file, found by walking the trees. */
function missingPage(of: { descriptor: number; size: number; meta: Meta }): number | undefined {
  const { pageSize, roots } = of.meta;
  const whole = Math.floor(of.size / pageSize);
  const waiting = roots.filter((root) => root !== NO_PAGE).map(Number);
  while (waiting.length > 0) {
    const number = waiting.pop()!;
    if (number >= whole) return number;
    const page = read(of.descriptor, number * pageSize, pageSize);
    for (const { kind, at } of nodesOf(page)) {
      if (kind === 'branch') waiting.push(page.readUIntLE(at, 6));
      else {
        const last = lastOfBig(page, at, pageSize);
        if (last !== undefined && last >= whole) return last;
      }
    }
  }
  return undefined;
}

function* nodesOf(page: Buffer): Generator<{ kind: 'branch' | 'leaf'; at: number }> {
  const flags = page.readUInt16LE(18);
  const count = page.readUInt16LE(20) / 2;
  const kind = flags & BRANCH ? 'branch' : 'leaf';
  if (!(flags & (BRANCH | LEAF))) return;
  for (let i = 0; i < count; i++) yield { kind, at: HEADER + page.readUInt16LE(HEADER + i * 2) };
}

/** The last of the pages that hold a long value; undefined when the value stands in the leaf itself. */
function lastOfBig(leaf: Buffer, at: number, pageSize: number): number | undefined {
  if (!(leaf.readUInt16LE(at + 4) & BIG_DATA)) return undefined;
  const bytes = leaf.readUInt32LE(at);
  const first = Number(leaf.readBigUInt64LE(at + 8 + leaf.readUInt16LE(at + 6)));
  return first + Math.ceil((HEADER + bytes) / pageSize) - 1;
}
