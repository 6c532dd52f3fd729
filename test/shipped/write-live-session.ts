// Writes a store that holds a live session: `node --import tsx test/shipped/write-live-session.ts FOLDER`. Prints what it holds.
import { createApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { approveQuestion, moveAgenda, takeQuestion } from '../../server/dialogues/index.ts';
import { startStore } from '../../server/embedded-mongo/index.ts';
import { HandClock } from '../../server/platform/clock/clock.ts';
import { connectStore, disconnectStore } from '../../server/platform/data/connection.ts';
import { log } from '../../server/platform/log.ts';
import { scene } from '../dialogues/scene.ts';
import type { World } from '../support/world.ts';

/** The first is being answered, the others wait. */
const ASKED = [
  'Bao giờ cây đổ trên phố Lò Đúc được dọn?',
  'Ai đến tỉa cây ở phố Hàng Bông trước mùa mưa?',
  'Khi nào trồng lại cây mới trên đường Láng?',
];

log.level = 'silent';
const store = await startStore({ directory: process.argv[2]! });
await connectStore(store.uri, { ours: true });
const config = readConfig({ PORT: '0', SESSION_SECRET: process.env['SESSION_SECRET'], LOG_LEVEL: 'silent' });
const clock = new HandClock(new Date());
const app = await createApp({ config, clock });
await app.start();
// As much of a world as the scene asks for.
const on = await scene({ app, clock, config } as unknown as World);
const { moderator } = on;
const code = await on.session('live');
const someone = await on.participant(code);
const asked: { id: string; text: string }[] = [];
for (const text of ASKED) {
  clock.moveBy(1_000);
  const id = await someone.ask(text);
  await approveQuestion(moderator.context(), code, id);
  asked.push({ id, text });
}
await moveAgenda(moderator.context(), code, { at: 1 });
await takeQuestion(moderator.context(), code, asked[0]!.id);
await app.dispatcher.settled();
await app.stop();
await disconnectStore();
await store.close();
process.stdout.write(JSON.stringify({ code, email: moderator.actor.email, asked }));
