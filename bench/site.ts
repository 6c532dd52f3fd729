// The whole application as it runs in production, with items to look at.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../server/config.ts';
import { acceptFeedback, routeFeedback, submitFeedback } from '../server/feedback/index.ts';
import { showItem } from '../server/feedback/item-page/routes.ts';
import type { Context } from '../server/platform/context.ts';
import { frameOf } from '../server/platform/web/frame.ts';
import type { Visit } from '../server/platform/web/route.ts';
import { runServer } from '../server/run.ts';
import { submissionOf } from './submission.ts';

const directory = process.env['DATA_DIR']!;
const running = await runServer({
  config: readConfig({
    ...process.env,
    PORT: '0',
    LOG_LEVEL: 'warn',
    SESSION_SECRET: 'only for measuring, thirty-two letters',
    READS_PER_MINUTE: '100000000',
    WRITES_PER_MINUTE: '100000000',
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
const coordinator = as({
  kind: 'staff',
  id: 'bench',
  name: 'Bench',
  email: 'bench@city.example',
  roles: ['coordinator'],
  units: [],
});

/** Items as the public sees most of them: accepted and with their unit. */
async function fill(count: number): Promise<string[]> {
  const one = async (number: number) => {
    const input = submissionOf(number);
    const { code } = await submitFeedback(as({ kind: 'visitor', holds: [] }), input, {
      channel: 'web',
    });
    await acceptFeedback(coordinator, code, { subject: input.subject, text: input.text });
    await routeFeedback(coordinator, code, { unit: 'ward-ba-dinh' });
    return code;
  };
  const codes: string[] = [];
  for (let begun = 0; begun < count; begun += 20)
    codes.push(...(await Promise.all(Array.from({ length: 20 }, (_, at) => one(begun + at)))));
  await running.app.dispatcher.settled();
  return codes;
}

const codes = await fill(Number(process.env['ITEMS'] ?? 0));
const [first] = codes;
if (first) {
  const visitor = as({ kind: 'visitor', holds: [] });
  const reply = await showItem({ context: visitor } as Visit, first);
  if (reply.kind !== 'page') throw new Error('an item is shown by a page');
  const frame = { ...frameOf(visitor), now: visitor.now, path: `/feedback/${first}` };
  writeFileSync(join(directory, 'model.json'), JSON.stringify({ ...frame, ...reply.model }));
}
process.on('message', async () => {
  await running.app.dispatcher.settled();
  process.send!({});
});
process.send!({ address: running.address, codes });
