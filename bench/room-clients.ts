// Thousands of browsers in one process: each a web socket that speaks Socket.IO's protocol, and follows one room.
import { isDeepStrictEqual } from 'node:util';
import WebSocket from 'ws';

interface Message {
  n: number;
  changes: { key: string; value: unknown }[];
  sentAt?: number;
}

const MOST_OPENING = 400;
/** All get the same bytes: they are read once. */
let last: { raw: string; read: unknown } = { raw: '', read: undefined };

function read(raw: string): unknown {
  if (raw !== last.raw) last = { raw, read: JSON.parse(raw) };
  return last.read;
}

let delays: number[] = [];
let received = 0;
let tallies = 0;
let waiting: { until: number; done(): void } | undefined;

class Client {
  readonly #url: string;
  readonly #join: object;
  readonly #cookie: string | undefined;
  state: Record<string, unknown> = {};
  n = 0;
  #socket: WebSocket | undefined;
  #acks = new Map<number, (answer: Record<string, unknown>) => void>();
  #next = 0;
  #joined = false;
  #asking = false;
  /** What came before the answer to joining. */
  #early: Message[] = [];

  constructor(url: string, { cookie, ...join }: { cookie?: string }) {
    this.#url = url;
    this.#cookie = cookie;
    this.#join = join;
  }

  /** Connects and joins; with what it has seen already when it was there before. */
  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`${this.#url}/socket.io/?EIO=4&transport=websocket`, {
        perMessageDeflate: false,
        ...(this.#cookie ? { headers: { cookie: this.#cookie } } : {}),
      });
      this.#socket = socket;
      this.#joined = false;
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('closed')));
      socket.on('message', (data) => {
        const raw = data.toString();
        if (raw === '2') socket.send('3');
        else if (raw[0] === '0') socket.send('40/dialogue,');
        else if (raw.startsWith('40')) void this.#joinRoom().then(resolve, reject);
        else if (raw.startsWith('42')) this.#event(raw);
        else if (raw.startsWith('43')) this.#answer(raw);
      });
    });
  }

  async #joinRoom(): Promise<void> {
    const after = this.n > 0 ? { after: this.n } : {};
    const answer = await this.ask('dialogue:join', { ...this.#join, ...after });
    if (!answer['ok']) throw new Error(String(answer['error']));
    this.#joined = true;
    this.#caughtUp(answer);
    for (const each of this.#early.splice(0)) this.#apply(each);
  }

  #caughtUp(answer: Record<string, unknown>): void {
    const { n, events, snapshot } = answer as { n: number; events?: Message[]; snapshot?: object };
    if (snapshot && n >= this.n) {
      this.state = { ...snapshot };
      this.n = n;
    }
    for (const each of events ?? []) this.#apply(each);
  }

  ask(event: string, input: object): Promise<Record<string, unknown>> {
    const id = this.#next++;
    return new Promise((resolve) => {
      this.#acks.set(id, resolve);
      this.#socket!.send(`42/dialogue,${id}${JSON.stringify([event, input])}`);
    });
  }

  #answer(raw: string): void {
    const begin = raw.indexOf('[');
    const id = Number(raw.slice('43/dialogue,'.length, begin));
    this.#acks.get(id)?.((JSON.parse(raw.slice(begin)) as [Record<string, unknown>])[0]);
    this.#acks.delete(id);
  }

  #event(raw: string): void {
    const [name, message] = read(raw.slice(raw.indexOf('['))) as [string, Message & { name: string }];
    if (name !== 'dialogue:event') return;
    if (message.name === 'dialogue.tallied') tallies++;
    const sentAt = sentAtOf(message);
    if (sentAt) delays.push(performance.timeOrigin + performance.now() - sentAt);
    if (sentAt && ++received === waiting?.until) waiting.done();
    this.#apply(message);
  }

  #apply(message: Message): void {
    const { n, changes } = message;
    if (!this.#joined) {
      this.#early.push(message);
      return;
    }
    if (n > this.n + 1) void this.#gap();
    if (n !== this.n + 1) return;
    for (const { key, value } of changes)
      if (value === null) delete this.state[key];
      else this.state[key] = value;
    this.n = n;
  }

  async #gap(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const { code, stream } = this.#join as { code: string; stream: string };
    const answer = await this.ask('dialogue:catch-up', { code, stream, after: this.n });
    this.#asking = false;
    this.#caughtUp(answer);
  }

  close(): void {
    this.#socket?.removeAllListeners('close');
    this.#socket?.terminate();
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }
}

/** What is broadcast for measuring carries its moment in the text of a question. */
function sentAtOf({ changes }: Message): number | undefined {
  for (const { value } of changes ?? []) {
    const { text } = (value ?? {}) as { text?: string };
    if (text?.startsWith('at ')) return Number.parseFloat(text.slice(3));
  }
  return undefined;
}

let clients: Client[] = [];
const p95 = (values: number[]) =>
  values.sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;

async function inTurns(
  given: Client[],
  act: (client: Client, at: number) => Promise<unknown>,
): Promise<number> {
  let errors = 0;
  let next = 0;
  const work = async () => {
    while (next < given.length) {
      const at = next++;
      await act(given[at]!, at).catch(() => errors++);
    }
  };
  await Promise.all(Array.from({ length: MOST_OPENING }, work));
  return errors;
}

const tasks = {
  /** Opens so many clients. */
  async open({ url, joins }: { url: string; joins: object[] }) {
    clients = joins.map((join) => new Client(url, join));
    const begun = performance.now();
    const errors = await inTurns(clients, (client) => client.open());
    return { seconds: (performance.now() - begun) / 1000, errors };
  },
  /** Counts what is broadcast from now on. */
  async listen({ broadcasts }: { broadcasts: number }) {
    delays = [];
    received = 0;
    const begun = performance.now();
    const all = new Promise<void>((done) => {
      waiting = { until: broadcasts * clients.length, done };
    });
    arrived = all.then(() => ({
      perSecond: (broadcasts * clients.length * 1000) / (performance.now() - begun),
      p95: p95(delays),
    }));
    return {};
  },
  async arrived() {
    return arrived;
  },
  /** Votes at a pace: each participant in turn, for one question after the other. */
  async vote({
    code,
    questions,
    perSecond,
    seconds,
  }: {
    code: string;
    questions: string[];
    perSecond: number;
    seconds: number;
  }) {
    const begun = performance.now();
    tallies = 0;
    const times: number[] = [];
    let refused = 0;
    const under: Promise<void>[] = [];
    for (let sent = 0; sent < perSecond * seconds; ) {
      const due = Math.min(((performance.now() - begun) / 1000) * perSecond, perSecond * seconds);
      for (; sent < due; sent++) {
        const client = clients[sent % clients.length]!;
        const question = questions[(sent + Math.floor(sent / clients.length)) % questions.length]!;
        const at = performance.now();
        under.push(
          client.ask('dialogue:vote', { code, question, on: true }).then((answer) => {
            times.push(performance.now() - at);
            if (!answer['ok']) refused++;
          }),
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await Promise.all(under);
    const took = (performance.now() - begun) / 1000;
    return {
      perSecond: (times.length - refused) / took,
      refused,
      p95: p95(times),
      talliesPerSecond: tallies / clients.length / took,
    };
  },
  /** Reads a number off the state of each client: how many differ from the first. */
  async sums() {
    const [first] = clients;
    const differing = clients.filter(
      ({ state, n }) => n !== first!.n || !isDeepStrictEqual(state, first!.state),
    );
    const votes = Object.entries(first!.state).filter(([key]) => key.startsWith('votes:'));
    return { differing: differing.length, votes: Object.fromEntries(votes), n: first!.n };
  },
  /** Tries until the server is back, then joins with what it knew. */
  async reopen() {
    const begun = performance.now();
    let errors = 0;
    await inTurns(clients, async (client) => {
      for (let tries = 0; ; tries++) {
        try {
          return await client.open();
        } catch (error) {
          client.close();
          if (tries > 600) throw error;
          if (tries > 0) errors++;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }
    });
    return { seconds: (performance.now() - begun) / 1000, errors };
  },
  async state() {
    return { n: Math.min(...clients.map(({ n }) => n)), state: clients[0]!.state };
  },
  /** Asks one question after the other, and sees when it stands on the moderator's screen: the last client. */
  async ask({ code, count, everyMs }: { code: string; count: number; everyMs: number }) {
    const moderator = clients.at(-1)!;
    const times: number[] = [];
    for (let each = 0; each < count; each++) {
      const asker = clients[(each * 37) % (clients.length - 1)]!;
      const begun = performance.now();
      const before = moderator.n;
      const input = {
        code,
        clientId: `bench-question-${each}`,
        text: `Câu hỏi số ${each}: bao giờ mở đường?`,
      };
      void asker.ask('dialogue:ask', input).then((answer) => {
        if (!answer['ok']) throw new Error(String(answer['error']));
      });
      while (moderator.n === before) await new Promise((resolve) => setImmediate(resolve));
      times.push(performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
    return { p95: p95(times), median: times[times.length >> 1] };
  },
  async close() {
    for (const client of clients) client.close();
    clients = [];
    return {};
  },
};

let arrived: Promise<object> = Promise.resolve({});

process.on('message', async ({ task, ...input }: { task: keyof typeof tasks }) => {
  try {
    process.send!(await tasks[task](input as never));
  } catch (error) {
    process.send!({ fault: String(error) });
  }
});
process.send!({});
