// The whole application with many open items and a clock that stands still until it is told to move.

import { createAccount } from '../server/accounts/index.ts';
import { addDay } from '../server/calendar/actions/edit-calendar.ts';
import { applyCalendar } from '../server/calendar/index.ts';
import { readConfig } from '../server/config.ts';
import { overdueJob } from '../server/feedback/clocks/jobs.ts';
import { acceptFeedback, assignFeedback, routeFeedback, submitFeedback } from '../server/feedback/index.ts';
import { Feedback } from '../server/feedback/item/model.ts';
import { Run, recalculationJob } from '../server/feedback/recalculation/index.ts';
import { HandClock } from '../server/platform/clock/clock.ts';
import { type Context, type Staff, systemContext } from '../server/platform/context.ts';
import { runServer } from '../server/run.ts';
import { type Batch, openItems } from './open-items.ts';
import { submissionOf } from './submission.ts';

export type Order =
  | { fill: { receivedAt: string; count: number }[] }
  | { tick: string }
  | { recalculate: string }
  | { settle: true };

const UNIT = 'ward-ba-dinh';
const clock = new HandClock(new Date(process.env['AT']!));
const { app, address } = await runServer({
  clock,
  config: readConfig({
    ...process.env,
    PORT: '0',
    LOG_LEVEL: 'warn',
    SESSION_SECRET: 'only for measuring, thirty-two letters',
    PUBLIC_URL: 'http://localhost',
  }),
});
// A hundred thousand letters that nobody will read need no clean end.
process.removeAllListeners('SIGTERM');

const as = (actor: Context['actor']): Context => ({
  site: app.site,
  actor,
  now: clock.now(),
  language: 'vi',
  requestId: 'bench',
});

async function staff(role: Staff['roles'][number], units: string[] = []): Promise<Context> {
  const person = { name: `Bench ${role}`, email: `${role}@city.example`, roles: [role], units };
  const account = { ...person, password: 'lotus leaf after rain', language: 'vi' as const };
  const { id } = await createAccount(systemContext(app.site, 'bench'), account);
  return as({ kind: 'staff', id, ...person });
}

/** @returns codes of some items, to be looked at */
async function fill(batches: Batch[]): Promise<string[]> {
  const [coordinator, head, official] = [
    await staff('coordinator'),
    await staff('head', [UNIT]),
    await staff('official', [UNIT]),
  ];
  const input = submissionOf(1);
  const { code } = await submitFeedback(as({ kind: 'visitor', holds: [] }), input, {
    channel: 'web',
  });
  await acceptFeedback(coordinator, code, { subject: input.subject, text: input.text });
  await routeFeedback(coordinator, code, { unit: UNIT });
  const { id, name } = official.actor as Staff;
  await assignFeedback(head, code, { id, name });
  await app.dispatcher.settled();
  await openItems(code, batches);
  const rows = await Feedback.find({}, { code: 1 }).sort({ _id: -1 }).limit(400).lean();
  return rows.map((row) => row.code);
}

/** The job as the scheduler runs it: from its start until the last item is marked; live updates follow. */
async function tick(at: Date): Promise<{ seconds: number }> {
  clock.moveTo(at);
  const begun = performance.now();
  await app.scheduler.run(overdueJob);
  return { seconds: (performance.now() - begun) / 1000 };
}

/** Waits for what follows. @returns how many the last tick has marked: its moment stands in each */
async function settle(): Promise<{ marked: number }> {
  await app.dispatcher.settled();
  return { marked: await Feedback.countDocuments({ closedAt: null, overdueAt: clock.now() }) };
}

/** A day off on short notice; the run is begun when every process counts by it, and taken to its end. */
async function recalculate(date: string): Promise<{ seconds: number; done: number; moved: number }> {
  const administrator = await staff('administrator');
  const storm = { date, kind: 'ad_hoc_off' as const, name: { vi: 'Nghỉ tránh bão' } };
  await addDay(administrator, 'city', storm as never);
  await applyCalendar(administrator, 'city-2', { edition: 0, reason: 'Bão số 5' });
  await app.dispatcher.settled();
  clock.moveBy(60_000);
  const begun = performance.now();
  for (;;) {
    await app.scheduler.run(recalculationJob);
    const run = (await Run.findById('city-2').lean())!;
    if (run.state !== 'done') continue;
    return { seconds: (performance.now() - begun) / 1000, done: run.done, moved: run.moved };
  }
}

async function obey(order: Order): Promise<object> {
  if ('fill' in order)
    return fill(order.fill.map(({ receivedAt, count }) => ({ receivedAt: new Date(receivedAt), count })));
  if ('tick' in order) return tick(new Date(order.tick));
  if ('recalculate' in order) return recalculate(order.recalculate);
  return settle();
}

process.on('message', (order: Order) => void obey(order).then((answer) => process.send!(answer)));
// Whoever measures may be stopped half-way.
process.once('disconnect', () => process.exit(0));
process.send!({ address });
