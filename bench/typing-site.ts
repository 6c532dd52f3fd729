// The whole application with two hundred officials signed in, an open item for each, and answers of their units.
import { createHmac, randomBytes } from 'node:crypto';
import mongoose from 'mongoose';
import { AccountModel } from '../server/accounts/model.ts';
import { readConfig } from '../server/config.ts';
import { acceptFeedback, routeFeedback, submitFeedback } from '../server/feedback/index.ts';
import { Feedback } from '../server/feedback/item/model.ts';
import { feedbackCode } from '../server/feedback/item/rules/codes.ts';
import { CONTENT_LANGUAGES, type Context, type Staff } from '../server/platform/context.ts';
import { runServer } from '../server/run.ts';
import { unitsInForce } from '../server/units/index.ts';
import { answersOf, questionsOf } from './fit-texts.ts';
import { submissionOf } from './submission.ts';

const OFFICIALS = 200;
const UNITS = 10;
const ANSWERED_PER_UNIT = 60;
const SECRET = 'only for measuring, thirty-two letters';

const running = await runServer({
  config: readConfig({
    ...process.env,
    PORT: '0',
    LOG_LEVEL: 'warn',
    SESSION_SECRET: SECRET,
    PUBLIC_URL: 'http://localhost',
  }),
});

const as = (actor: Context['actor']): Context => ({
  site: running.app.site,
  actor,
  now: new Date(),
  language: 'vi',
  requestId: 'bench',
});
const staff = (roles: Staff['roles'], units: string[]): Context =>
  as({ kind: 'staff', id: 'bench', name: 'Bench', email: 'bench@city.example', roles, units });

/** An item that a unit has; the others are copies of it with other words. */
async function firstItem(unit: string) {
  const input = submissionOf(1);
  const { code } = await submitFeedback(as({ kind: 'visitor', holds: [] }), input, {
    channel: 'web',
  });
  const coordinator = staff(['coordinator'], []);
  await acceptFeedback(coordinator, code, { subject: input.subject, text: input.text });
  await routeFeedback(coordinator, code, { unit, reason: 'Đơn vị này giải quyết.' });
  await running.app.dispatcher.settled();
  return (await Feedback.findOne({ code }).lean())!;
}

let number = 100_000;

type Item = Awaited<ReturnType<typeof firstItem>>;

function copyOf(item: Item, at: number, change: object): object {
  const language = CONTENT_LANGUAGES[at % 3]!;
  const questions = questionsOf(language);
  const text = questions[at % questions.length]!;
  const words = { subject: text.slice(0, 60), text };
  return {
    ...item,
    _id: new mongoose.Types.ObjectId(),
    code: feedbackCode(2026, ++number),
    idempotencyKey: `bench-${number}`,
    language,
    originalText: words,
    publicText: words,
    points: [
      { n: 1, text: text.slice(0, text.length >> 1) },
      { n: 2, text: text.slice(text.length >> 1) },
    ],
    ...change,
  };
}

function answered(item: Item, at: number, unit: string): object {
  const answers = answersOf(CONTENT_LANGUAGES[at % 3]!);
  const text = Array.from({ length: 5 }, (_, part) => answers[(at * 5 + part) % answers.length]).join(' ');
  const answer = { outcome: 'accepted', text, by: 'bench', savedAt: new Date() };
  return copyOf(item, at, { unit, status: 'answered', closedAt: new Date(), answer });
}

/** An account with a session, without the price of two hundred password hashes. */
async function official(at: number, unit: string): Promise<string> {
  const id = `bench-${at}`;
  await AccountModel.create({
    _id: id,
    name: id,
    email: `${id}@city.example`,
    language: CONTENT_LANGUAGES[at % 3],
    status: 'active',
    roles: ['official'],
    units: [unit],
    sortName: id,
    createdAt: new Date(),
  });
  const sid = randomBytes(24).toString('base64url');
  const expires = new Date(Date.now() + 3_600_000);
  const session = JSON.stringify({ cookie: { path: '/', expires }, accountId: id, epoch: 0 });
  await mongoose.connection.collection('sessions').insertOne({ _id: sid as never, expires, session });
  const signature = createHmac('sha256', SECRET).update(sid).digest('base64').replace(/=+$/, '');
  return `sid=${encodeURIComponent(`s:${sid}.${signature}`)}`;
}

const units = unitsInForce('2026-06-01')
  .slice(0, UNITS)
  .map(({ slug }) => slug);
const first = await firstItem(units[0]!);
const officials: { cookie: string; code: string; language: string }[] = [];
const items: object[] = units.flatMap((unit, which) =>
  Array.from({ length: ANSWERED_PER_UNIT }, (_, at) => answered(first, which * 7 + at, unit)),
);
for (let at = 0; at < OFFICIALS; at++) {
  const unit = units[at % UNITS]!;
  const item = copyOf(first, at, { unit, status: 'assigned' }) as { code: string; language: string };
  items.push(item);
  officials.push({ cookie: await official(at, unit), code: item.code, language: item.language });
}
await Feedback.collection.insertMany(items as never);

/** Processor seconds since the start, for the price of one check. */
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send!((user + system) / 1e6);
});
process.send!({ address: running.address, officials });
