import { CommandError } from './errors.ts';
import type { Profile } from './query/profile.ts';
import { PAUSE, type Pause, type Paused, type Slice, type Work } from './slices.ts';
import { type Document, encode, Long, type Timestamp } from './values.ts';

/** An unread cursor ends after this time, as in MongoDB. */
const IDLE_MILLISECONDS = 10 * 60 * 1000;
const FIRST_BATCH = 101;
/**
 * A batch does not grow beyond this, unless one document does: putting it together must not hold up others. Where nothing
 * can follow it, it grows to one document's greatest size, as in MongoDB.
 */
const BATCH_BYTES = 2 * 1024 * 1024;
const LONE_BATCH_BYTES = 16 * 1024 * 1024;
/** A copy of the whole store goes on so many milliseconds at a time: a page asks several times, and waits each time. */
const COPY_PIECE = 1;

interface Open {
  readonly namespace: string;
  readonly rest: Iterator<Buffer | Pause>;
  readonly profile: Profile | undefined;
  readonly mostBytes: number;
  readonly isCopy: boolean;
  readonly stands: () => void;
  /** Read from the iterator, not yet sent: it did not fit into the batch. */
  next: Buffer | undefined;
  usedAt: number;
}

export interface FirstBatch {
  readonly namespace: string;
  readonly documents: Paused<Buffer>;
  readonly profile?: Profile;
  /** undefined: as many as MongoDB sends first. */
  readonly batchSize: number | undefined;
  readonly single: boolean;
  /** Throws when what the documents come from is gone. */
  readonly stands?: (() => void) | undefined;
  /** The time of the snapshot that is read; the first reply tells it. */
  readonly snapshot?: Timestamp;
}

/** Results that the client has not fetched whole. A cursor holds no transaction, only where it stands. */
export class Cursors {
  private readonly open = new Map<bigint, Open>();
  private readonly now: () => number;
  private readonly slice: Slice;
  private lastId = 0n;

  /** `now` gives milliseconds since the epoch. */
  constructor(now: () => number, slice: Slice) {
    this.now = now;
    this.slice = slice;
  }

  get size(): number {
    return this.open.size;
  }

  /** The reply of find and aggregate. */
  *first(from: FirstBatch): Work<Buffer> {
    const cursor: Open = {
      namespace: from.namespace,
      rest: from.documents[Symbol.iterator](),
      profile: from.profile,
      mostBytes: from.single ? LONE_BATCH_BYTES : BATCH_BYTES,
      isCopy: from.snapshot !== undefined,
      stands: from.stands ?? (() => undefined),
      next: undefined,
      usedAt: this.now(),
    };
    const { batch, done } = yield* this.take(cursor, from.batchSize ?? FIRST_BATCH);
    let id = 0n;
    if (!done && !from.single) {
      id = ++this.lastId;
      this.open.set(id, cursor);
    }
    const told = from.snapshot ? { atClusterTime: from.snapshot } : {};
    return reply('firstBatch', { id, namespace: from.namespace, batch, told });
  }

  *more(
    id: bigint,
    namespace: string,
    { batchSize, profile }: { batchSize: number | undefined; profile: Profile },
  ): Work<Buffer> {
    const cursor = this.open.get(id);
    if (!cursor || this.hasExpired(cursor))
      throw new CommandError('CursorNotFound', `cursor id ${id} not found`);
    if (cursor.namespace !== namespace) {
      throw new CommandError(
        13,
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      );
    }
    cursor.usedAt = this.now();
    // One that fails is over.
    this.open.delete(id);
    cursor.stands();
    const { batch, done } = yield* this.take(cursor, batchSize || Number.POSITIVE_INFINITY);
    cursor.usedAt = this.now();
    Object.assign(profile, cursor.profile);
    if (!done) this.open.set(id, cursor);
    return reply('nextBatch', { id: done ? 0n : id, namespace, batch });
  }

  kill(id: bigint): boolean {
    return this.open.delete(id);
  }

  expire(): void {
    for (const [id, cursor] of this.open) if (this.hasExpired(cursor)) this.open.delete(id);
  }

  private hasExpired(cursor: Open): boolean {
    return this.now() - cursor.usedAt > IDLE_MILLISECONDS;
  }

  private *take(cursor: Open, size: number): Work<{ batch: Buffer[]; done: boolean }> {
    const batch: Buffer[] = [];
    let bytes = 0;
    if (cursor.isCopy) this.slice.shorten(COPY_PIECE);
    while (batch.length < size) {
      const bytesOrEnd = cursor.next ?? (yield* this.next(cursor));
      cursor.next = undefined;
      if (!bytesOrEnd) return { batch, done: true };
      if (batch.length > 0 && bytes + bytesOrEnd.length > cursor.mostBytes) {
        cursor.next = bytesOrEnd;
        break;
      }
      batch.push(bytesOrEnd);
      if (cursor.profile) cursor.profile.returned++;
      bytes += bytesOrEnd.length;
      if (!this.slice.isOver) continue;
      yield PAUSE;
      if (cursor.isCopy) this.slice.shorten(COPY_PIECE);
    }
    if (size > 0) cursor.next ??= yield* this.next(cursor);
    return { batch, done: size > 0 && !cursor.next };
  }

  private *next(cursor: Open): Work<Buffer | undefined> {
    for (;;) {
      const { done, value } = cursor.rest.next();
      if (done) return undefined;
      if (value !== PAUSE) return value;
      yield PAUSE;
    }
  }
}

/** `{cursor: {<name>: […], id, ns}, ok: 1}` put together from stored bytes, without decoding them. */
function reply(
  name: string,
  of: { id: bigint; namespace: string; batch: Buffer[]; told?: Document },
): Buffer {
  const rest = encode({ id: Long.fromBigInt(of.id), ns: of.namespace, ...of.told }).subarray(4);
  const cursor = sized([...element(4, name, listOf(of.batch)), rest]);
  return Buffer.concat(sized([...element(3, 'cursor', cursor), encode({ ok: 1.0 }).subarray(4)]));
}

function listOf(documents: readonly Buffer[]): Buffer[] {
  const parts = documents.flatMap((bytes, i) => [Buffer.from(`\x03${i}\0`, 'latin1'), bytes]);
  return sized([...parts, Buffer.of(0)]);
}

function element(type: number, name: string, value: readonly Buffer[]): Buffer[] {
  return [Buffer.of(type), Buffer.from(`${name}\0`), ...value];
}

function sized(content: readonly Buffer[]): Buffer[] {
  const size = Buffer.allocUnsafe(4);
  size.writeInt32LE(content.reduce((sum, part) => sum + part.length, 4));
  return [size, ...content];
}
