// The whole application with a session in full swing, as it runs in production.
import { createAccount } from '../server/accounts/index.ts';
import { readConfig } from '../server/config.ts';
import { dialogueActions as actions } from '../server/dialogues/index.ts';
import { Dialogue } from '../server/dialogues/model.ts';
import { Participant } from '../server/dialogues/participant-model.ts';
import { participantToken } from '../server/dialogues/participant-token.ts';
import { Question } from '../server/dialogues/question-model.ts';
import { roomOf } from '../server/dialogues/streams/rooms.ts';
import { Vote } from '../server/dialogues/vote-model.ts';
import { type Context, systemContext } from '../server/platform/context.ts';
import { runServer } from '../server/run.ts';
import { Visitor } from '../test/support/visitor.ts';
import { anonymousMemory } from './memory.ts';

const CODE = 'DT-2026-0001';
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
const context = (): Context => ({
  actor: {
    kind: 'staff',
    id: 'bench',
    name: 'Bench',
    email: 'bench@city.example',
    roles: ['coordinator'],
    units: [],
  },
  now: new Date(),
  language: 'vi',
  requestId: 'bench',
});

const participantOf = (at: number) => at.toString(16).padStart(24, '0');

async function prepare(): Promise<void> {
  await createAccount(systemContext('bench', new Date()), {
    name: 'Bench',
    email: 'moderator@city.example',
    password: PASSWORD,
    roles: ['coordinator'],
    units: [],
    language: 'vi',
  });
  await new Dialogue({
    code: CODE,
    title: 'Đối thoại về thủ tục đất đai',
    language: 'vi',
    chair: { id: 'bench', name: 'Bench' },
    startsAt: new Date(),
    endsAt: new Date(Date.now() + 3_600_000),
    status: 'announced',
    createdAt: new Date(),
    createdBy: 'bench',
  }).save();
  await actions.openDialogue(context(), CODE);
  const registeredAt = new Date();
  await Participant.insertMany(
    Array.from({ length: PEOPLE }, (_, at) => ({
      _id: participantOf(at),
      dialogue: CODE,
      by: `Người thứ ${at}`,
      language: 'vi',
      registeredAt,
    })),
  );
  for (let at = 0; at < 40; at++) {
    const asked = { clientId: `question-${at}`, text: `Câu hỏi số ${at}: bao giờ mở rộng con đường này?` };
    const { id } = await actions.askQuestion(context(), CODE, asked, participantOf(at));
    await actions.approveQuestion(context(), CODE, id);
  }
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
  const rows = await Question.find({ dialogue: CODE, status: 'approved' }, { _id: 1 }).lean();
  for (let each = 0; each < broadcasts; each++) {
    const text = `at ${performance.timeOrigin + performance.now()} ${'x'.repeat(60)}`;
    await actions.editQuestion(context(), CODE, rows[each % rows.length]!._id, { text });
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
  const room = await roomOf(CODE);
  const rows = count ? await Vote.find({}, { question: 1 }).lean() : [];
  const votes: Record<string, number> = {};
  for (const { question } of rows) votes[`votes:${question}`] = (votes[`votes:${question}`] ?? 0) + 1;
  process.send!({
    memory: anonymousMemory(),
    votes,
    n: room.public.n,
    state: count ? room.public.state : undefined,
  });
});

const fresh = !(await Dialogue.exists({ code: CODE }));
if (fresh) await prepare();
const questions = (await Question.find({ dialogue: CODE, status: 'approved' }, { _id: 1 }).lean()).map(
  ({ _id }) => _id,
);
process.send!({
  url: running.address.replace('http', 'ws'),
  code: CODE,
  questions,
  cookie: fresh ? await moderatorCookie() : '',
  tokens: Array.from({ length: PEOPLE }, (_, at) => participantToken(CODE, participantOf(at))),
});
