import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tidy } from '../../server/embedded-mongo/commands/build.ts';
import type { Store } from '../../server/embedded-mongo/commands/call.ts';
import { Cursors } from '../../server/embedded-mongo/cursors.ts';
import { Queue } from '../../server/embedded-mongo/queue.ts';
import type { Slice } from '../../server/embedded-mongo/slices.ts';
import { Snapshots } from '../../server/embedded-mongo/snapshots.ts';
import { Catalog } from '../../server/embedded-mongo/storage/catalog.ts';
import { Documents } from '../../server/embedded-mongo/storage/documents.ts';
import { Engine } from '../../server/embedded-mongo/storage/engine.ts';
import { type StoreFault, storeFault } from '../../server/embedded-mongo/store-fault.ts';
import { sweep } from '../../server/embedded-mongo/ttl.ts';
import { type Document, decode, encode } from '../../server/embedded-mongo/values.ts';
import { emptyDirectory } from './support.ts';

export interface InProcess {
  /** Sends a command of plain values and gives the answer with plain values; `ok: 0` is not thrown. */
  run(command: Document, isAwaited?: () => boolean): Promise<Document>;
  sweep(): Promise<void>;
  readonly clock: { now: number };
  readonly cursors: Cursors;
  readonly snapshots: Snapshots;
  readonly engine: Engine;
  /** What the store told of itself. */
  readonly faults: StoreFault[];
  readonly catalog: Catalog;
  /** What a store does at its start. */
  tidy(): Promise<void>;
  /** Another store on what a kill at this moment would leave on the disk. */
  killed(): InProcess;
  readonly slice: Slice;
  end(): Promise<void>;
}

/** The store without its socket and thread, with a clock moved by hand. */
export function inProcess(maximumBytes = 2 ** 30, directory = emptyDirectory()): InProcess {
  const engine = new Engine({ file: join(directory, 'store.mdb'), maximumBytes, reservedBytes: 0 });
  const catalog = new Catalog(engine);
  const clock = { now: Date.UTC(2026, 0, 1) };
  const now = () => clock.now;
  const documents = new Documents(engine, catalog);
  const cursors = new Cursors(now, documents.slice);
  const snapshots = new Snapshots({ engine, catalog, now });
  const store: Store = { catalog, documents, cursors, snapshots, now };
  const faults: StoreFault[] = [];
  const queue = new Queue(engine, store, undefined, (error) => {
    const fault = storeFault(error);
    if (fault) faults.push(fault);
  });
  return {
    clock,
    faults,
    cursors,
    snapshots,
    engine,
    catalog,
    tidy: () => queue.runBehind(() => tidy(store)),
    killed: () => {
      const copy = emptyDirectory();
      copyFileSync(join(directory, 'store.mdb'), join(copy, 'store.mdb'));
      return inProcess(maximumBytes, copy);
    },
    slice: documents.slice,
    run: async (command, isAwaited) =>
      plain(await queue.submit(received({ $db: 'test', ...command }), isAwaited)),
    sweep: () => sweep(store, queue),
    end: async () => {
      await engine.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** As the wire hands it over: wrapped numbers, documents to insert as bytes, the command's name first. */
function received({ $db, ...command }: Document): Document {
  const decoded = decode(encode({ ...command, $db }));
  if (Array.isArray(command.documents))
    decoded.documents = command.documents.map((each) =>
      typeof each === 'object' ? encode(each as Document) : each,
    );
  return decoded;
}

function plain(reply: Document | Buffer): Document {
  return simplified(decode(Buffer.isBuffer(reply) ? reply : encode(reply))) as Document;
}

/** Numbers unwrapped, so that tests read like MongoDB's documentation. */
export function simplified(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(simplified);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const tag = (value as { _bsontype?: string })._bsontype;
  if (tag === 'Int32' || tag === 'Double') return (value as { value: number }).value;
  if (tag === 'Long') return Number(String(value));
  if (tag) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, simplified(inner)]));
}
