import { Snapshots, type StreamRow, StreamRows } from './model.ts';
import { applyChanges, type Change, type State, type StreamEvent, type StreamName } from './protocol.ts';
import { countEvent, type Told } from './told.ts';

/** Events that a client may have missed and still gets one by one; beyond that a snapshot is shorter. */
export const MOST_CAUGHT_UP = 500;
const SNAPSHOT_EVERY = 500;
/** Events written in one command. */
const MOST_TOGETHER = 64;

/** What a key says, with what is about to be written before this event. */
export type Reading = (key: string) => unknown;

/** What is to be appended. `make` is asked after the last number is known: so a later number never tells of an older state. */
export interface Telling {
  entryId: string;
  name: string;
  at: Date;
  make(reading: Reading): Promise<Change[]>;
  /** Told also when nothing has changed since: so every one of them is counted. */
  always?: boolean;
  ground?: string;
}

interface Waiting {
  telling: Telling;
  resolve(): void;
  reject(fault: unknown): void;
}

/** @param ours appended by this process: the others do not know it yet */
type Emit = (event: StreamEvent, ours: boolean) => void;

const eventOf = ({ n, name, at, changes, ground }: StreamRow): StreamEvent => ({
  n,
  name,
  at: at.toISOString(),
  changes,
  ...(ground && { ground }),
});

/**
 * One append-only stream of one session, numbered without gaps: number = last + 1, taken by inserting it; whoever is
 * beaten reads on and tries the next. Every event is in the store before anybody is told. This process keeps the state
 * and the last events in memory; the store has the last word.
 */
export class Stream {
  readonly state: State = {};
  readonly told: Told = new Map();
  n = 0;
  readonly #code: string;
  readonly #name: StreamName;
  readonly #emit: Emit;
  #tail: StreamEvent[] = [];
  readonly #waiting: Waiting[] = [];
  #turn: Promise<void> = Promise.resolve();

  private constructor(code: string, name: StreamName, emit: Emit) {
    this.#code = code;
    this.#name = name;
    this.#emit = emit;
  }

  static async open(code: string, name: StreamName, emit: Emit): Promise<Stream> {
    const stream = new Stream(code, name, emit);
    const kept = await Snapshots.findById(`${code} ${name}`).lean();
    // Snapshots from before did not count what happened.
    if (kept?.told) {
      Object.assign(stream.state, kept.state);
      for (const [name, times] of kept.told) stream.told.set(name, times);
      stream.n = kept.n;
    }
    await stream.#readOn();
    return stream;
  }

  /** Appends an event, unless nothing has changed (see `always`) or this entry is told already. Resolves when it is durable and sent. */
  append(telling: Telling): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ telling, resolve, reject });
      if (this.#waiting.length === 1) void this.#inTurn(() => this.#write());
    });
  }

  /** Another process has appended this. */
  hear(event: StreamEvent): void {
    void this.#inTurn(async () => {
      if (event.n === this.n + 1) this.#tell(event, false);
      else if (event.n > this.n) await this.#readOn(true);
    });
  }

  /** Looks whether the store has more than this process knows, and tells the lines here. */
  readOn(): Promise<void> {
    return this.#inTurn(async () => {
      const [first] = await this.#rows(this.n, 1);
      if (first) await this.#readOn(true);
    });
  }

  /** What came after a number, if that is little enough to be sent one by one; else undefined. */
  async after(n: number): Promise<StreamEvent[] | undefined> {
    if (n === this.n) return [];
    if (n > this.n || this.n - n > MOST_CAUGHT_UP) return undefined;
    const first = this.#tail[0];
    if (first && first.n <= n + 1) return this.#tail.slice(n + 1 - first.n);
    return (await this.#rows(n, MOST_CAUGHT_UP)).map(eventOf);
  }

  /**
   * Takes what a key said before its last event out of the record: texts that had to go must not come back by catching
   * up. @returns the number of that last event
   */
  async redact(key: string): Promise<number> {
    let before = 0;
    await this.#inTurn(async () => {
      const rows = await StreamRows.find({ dialogue: this.#code, stream: this.#name, 'changes.key': key })
        .sort({ n: 1 })
        .lean();
      before = rows.pop()?.n ?? 0;
      for (const { _id, changes } of rows) {
        const left = changes.filter((change) => change.key !== key);
        await StreamRows.updateOne({ _id }, { $set: { changes: left } });
      }
      this.forget(key, before);
    });
    return before;
  }

  /** The same in the memory of this process. */
  forget(key: string, before: number): void {
    this.#tail = this.#tail.map((event) =>
      event.n < before ? { ...event, changes: event.changes.filter((change) => change.key !== key) } : event,
    );
  }

  #inTurn(act: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(act);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, MOST_TOGETHER);
      try {
        await this.#writeTogether(batch.map(({ telling }) => telling));
        for (const { resolve } of batch) resolve();
      } catch (fault) {
        for (const { reject } of batch) reject(fault);
      }
      this.#waiting.splice(0, batch.length);
    }
  }

  async #writeTogether(tellings: Telling[]): Promise<void> {
    let left = tellings;
    while (left.length > 0) {
      const rows = await this.#rowsFor(left);
      if (rows.length === 0) return;
      try {
        await StreamRows.collection.insertMany(rows as never[], { ordered: true });
        for (const row of rows) this.#tell(eventOf(row), true);
        break;
      } catch (error) {
        if ((error as { code?: number }).code !== 11000) throw error;
        left = await this.#afterCollision(left);
      }
    }
    if (Math.floor(this.n / SNAPSHOT_EVERY) > Math.floor((this.n - tellings.length) / SNAPSHOT_EVERY))
      await this.#keep();
  }

  /** Somebody has taken the number, or told of the entry: reads on, and keeps what is still to be told. */
  async #afterCollision(tellings: Telling[]): Promise<Telling[]> {
    await this.#readOn(true);
    const told = await StreamRows.find(
      { entryId: { $in: tellings.map(({ entryId }) => entryId) }, stream: this.#name },
      { entryId: 1 },
    ).lean();
    const known = new Set(told.map(({ entryId }) => entryId));
    return tellings.filter(({ entryId }) => !known.has(entryId));
  }

  async #rowsFor(tellings: Telling[]): Promise<StreamRow[]> {
    const rows: StreamRow[] = [];
    const ahead: State = {};
    const reading: Reading = (key) => (key in ahead ? ahead[key] : this.state[key]) ?? null;
    for (const telling of tellings) {
      // One after the other: of two events of one batch the later number must hold the later reading.
      const made = await telling.make(reading);
      const changes = made.filter(({ key, value }) => JSON.stringify(reading(key)) !== JSON.stringify(value));
      if (changes.length === 0 && !telling.always) continue;
      for (const { key, value } of changes) ahead[key] = value;
      const n = this.n + rows.length + 1;
      rows.push({
        _id: `${this.#code} ${this.#name} ${n}`,
        dialogue: this.#code,
        stream: this.#name,
        n,
        entryId: telling.entryId,
        name: telling.name,
        at: telling.at,
        changes,
        ...(telling.ground && { ground: telling.ground }),
      });
    }
    return rows;
  }

  #tell(event: StreamEvent, ours: boolean): void {
    this.#take(event);
    this.#emit(event, ours);
  }

  #take(event: StreamEvent): void {
    applyChanges(this.state, event.changes);
    countEvent(this.told, event);
    this.n = event.n;
    this.#tail.push(event);
    if (this.#tail.length > 2 * MOST_CAUGHT_UP) this.#tail.splice(0, MOST_CAUGHT_UP);
  }

  /** @param tell the lines here of what was found; at the opening there are none */
  async #readOn(tell = false): Promise<void> {
    for (;;) {
      const rows = await this.#rows(this.n, MOST_CAUGHT_UP);
      for (const row of rows) {
        if (tell) this.#tell(eventOf(row), false);
        else this.#take(eventOf(row));
      }
      if (rows.length < MOST_CAUGHT_UP) return;
    }
  }

  #rows(after: number, most: number): Promise<StreamRow[]> {
    return StreamRows.find({ dialogue: this.#code, stream: this.#name, n: { $gt: after } })
      .sort({ n: 1 })
      .limit(most)
      .lean();
  }

  async #keep(): Promise<void> {
    await Snapshots.updateOne(
      { _id: `${this.#code} ${this.#name}` },
      { $set: { n: this.n, state: this.state, told: [...this.told] } },
      { upsert: true },
    );
  }
}
