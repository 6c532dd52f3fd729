// The whole application with a session in full swing, as it runs in production.
import { createAccount } from '../server/accounts/index.ts';
import { readConfig } from '../server/config.ts';
import { editQuestion } from '../server/dialogues/index.ts';
import { Question } from '../server/dialogues/questions/model.ts';
import { roomOf } from '../server/dialogues/streams/rooms.ts';
import { Vote } from '../server/dialogues/votes/model.ts';
import { systemContext } from '../server/platform/context.ts';
import { runServer } from '../server/run.ts';
import {
  BUSY,
  busyContext,
  busyExists,
  busyTokens,
  prepareBusyDialogue,
} from '../test/support/busy-dialogue.ts';
import { Visitor } from '../test/support/visitor.ts';
import { heldMemory } from './memory.ts';

const PASSWORD = 'lotus leaf after rain';
const PEOPLE = Number(process.env['PEOPLE']);
const running = await runServer({
  config: readConfig({
    ...process.env,
    LOG_LEVEL: 'warn',
    SESSION_SECRET: 'only for measuring, thirty-two letters',
    LIVE_EVENTS_PER_ADDRESS: '1000000000',
    PUBLIC_URL: 'http://localhost',
  }),
});
async function prepare(): Promise<void> {
  await createAccount(systemContext(running.app.site, 'bench'), {
    name: 'Bench',
    email: 'moderator@city.example',
    password: PASSWORD,
    roles: ['coordinator'],
    units: [],
    language: 'vi',
  });
  await prepareBusyDialogue(running.app.site, PEOPLE, 40);
  await running.app.dispatcher.settled();
}

/** The cookies of somebody signed in, for the moderator's screen. */
async function moderatorCookie(): Promise<string> {
  const visitor = new Visitor(running.address);
  await visitor.get('/sign-in');
  await visitor.submit('form[action="/sign-in"]', { email: 'moderator@city.example', password: PASSWORD });
  return [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}

/**
 * Edited questions go to everybody: action, journal, stream, sockets. The text carries its moment. One after the other,
 * for two edits of one question that come at once are told as one.
 */
async function broadcast(broadcasts: number, everyMs: number): Promise<void> {
  const rows = await Question.find({ dialogue: BUSY, status: 'approved' }, { _id: 1 }).lean();
  for (let each = 0; each < broadcasts; each++) {
    const text = `at ${performance.timeOrigin + performance.now()} ${'x'.repeat(60)}`;
    await editQuestion(busyContext(running.app.site), BUSY, rows[each % rows.length]!._id, { text });
    if (everyMs > 0) await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

interface Task {
  broadcasts?: number;
  everyMs?: number;
  count?: 'votes';
}

process.on('message', async ({ broadcasts = 0, everyMs = 0, count }: Task) => {
  if (broadcasts) await broadcast(broadcasts, everyMs);
  await running.app.dispatcher.settled();
  const room = await roomOf(BUSY);
  const rows = count ? await Vote.find({}, { question: 1 }).lean() : [];
  const votes: Record<string, number> = {};
  for (const { question } of rows) votes[`votes:${question}`] = (votes[`votes:${question}`] ?? 0) + 1;
  process.send!({
    memory: heldMemory(),
    votes,
    n: room.public.n,
    state: count ? room.public.state : undefined,
  });
});

const fresh = !(await busyExists());
if (fresh) await prepare();
const questions = (await Question.find({ dialogue: BUSY, status: 'approved' }, { _id: 1 }).lean()).map(
  ({ _id }) => _id,
);
process.send!({
  url: running.address.replace('http', 'ws'),
  code: BUSY,
  questions,
  cookie: fresh ? await moderatorCookie() : '',
  tokens: busyTokens(running.app.site, PEOPLE),
});
