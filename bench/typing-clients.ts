// Two hundred officials at their desks: each sends the draft as it stands once a second. A process of its own.
import { io, type Socket } from 'socket.io-client';
import type { Language } from '../server/answer-quality/index.ts';
import { wordsOf } from './fit-texts.ts';

interface Official {
  cookie: string;
  code: string;
  language: Language;
}

export interface Waited {
  count: number;
  failed: number;
  /** Of those counted, so many were never made: a newer draft came first. */
  overtaken: number;
  p50: number;
  p95: number;
  p99: number;
}

/** A pause long enough for the check that reads the store comes less often. */
const STORE_EVERY = 5;

type Reading = 'text' | 'store';
type Counts = Record<Reading, number>;
type Times = Record<Reading, number[]> & { failed: Counts; overtaken: Counts };

function connect(address: string, { cookie }: Official): Promise<Socket> {
  const socket = io(`${address}/call`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { cookie },
  });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}

/** 150 words in two boxes and the free text, which is three words further each second; then the next box changes. */
function draft({ code, language }: Official, which: number, second: number): object {
  const box = Math.floor(second / 10);
  return {
    code,
    outcome: 'accepted',
    text: wordsOf(language, which * 500 + second * 3, 50),
    points: [
      { n: 1, outcome: 'accepted', text: wordsOf(language, which * 700 + box, 50) },
      { n: 2, outcome: 'accepted', text: wordsOf(language, which * 900 + box, 50) },
    ],
    facts: { text: '', by: '', on: '' },
    legalBasis: [],
    actions: [{ text: '', actor: '', on: '' }],
    handover: { unit: '', on: '', number: '' },
    contact: { person: 'Trần Thu Hà', reach: '024 3825 0000' },
  };
}

/** One official's page: an overtaken draft has waited until the one that overtook it is answered. */
interface Desk {
  socket: Socket;
  overtaken: Record<Reading, number[]>;
}

async function ask(
  { socket, overtaken }: Desk,
  asked: object,
  reading: Reading,
  times: Times,
): Promise<void> {
  const begun = performance.now();
  const answer: { ok: boolean; error?: string } = await socket
    .timeout(20_000)
    .emitWithAck('answer.check', { ...asked, reading })
    .catch(() => ({ ok: false }));
  if (answer.error === 'errors.overtaken') {
    overtaken[reading].push(begun);
    times.overtaken[reading]++;
  } else if (answer.ok)
    for (const since of [...overtaken[reading].splice(0), begun])
      times[reading].push(performance.now() - since);
  else times.failed[reading]++;
}

function waited(all: Times, reading: Reading): Waited {
  const times = all[reading];
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  const { failed, overtaken } = all;
  return {
    ...{ count: times.length, failed: failed[reading], overtaken: overtaken[reading] },
    ...{ p50: at(0.5), p95: at(0.95), p99: at(0.99) },
  };
}

async function type(address: string, officials: Official[], seconds: number) {
  const desks: Desk[] = [];
  for (const official of officials)
    desks.push({ socket: await connect(address, official), overtaken: { text: [], store: [] } });
  const none = () => ({ text: 0, store: 0 });
  const times: Times = { text: [], store: [], failed: none(), overtaken: none() };
  const under: Promise<void>[] = [];
  const begun = performance.now();
  await Promise.all(
    officials.map(async (official, which) => {
      for (let second = 0; second < seconds; second++) {
        // Nobody types in step with the others.
        const due = second * 1000 + (which * 1000) / officials.length;
        await new Promise((resolve) => setTimeout(resolve, begun + due - performance.now()));
        const asked = draft(official, which, second);
        under.push(ask(desks[which]!, asked, 'text', times));
        if ((second + which) % STORE_EVERY === 0) under.push(ask(desks[which]!, asked, 'store', times));
      }
    }),
  );
  await Promise.all(under);
  for (const { socket } of desks) socket.close();
  return { text: waited(times, 'text'), store: waited(times, 'store') };
}

process.on('message', async (task: { address: string; officials: Official[]; seconds: number }) => {
  process.send!(await type(task.address, task.officials, task.seconds));
});
process.send!({});
