// Bare driver: insertOne into the same store with the same durability.
import { MongoClient } from 'mongodb';
import { startStore } from '../../server/embedded-mongo/index.ts';

const store = await startStore({ directory: process.env['DATA_DIR']! });
const client = await MongoClient.connect(process.env['MONGODB_URI'] || store.uri, { maxPoolSize: 20 });
const items = client.db().collection('bare', { writeConcern: { w: 'majority', journal: true } });
let number = 0;
const insert = () =>
  items.insertOne({ code: `B-${number++}`, subject: 'x'.repeat(80), text: 'y'.repeat(600), at: new Date() });

async function serial(count: number): Promise<number> {
  const times: number[] = [];
  for (let each = 0; each < count; each++) {
    const begun = performance.now();
    await insert();
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[count >> 1]!;
}
async function inFlight(count: number, milliseconds: number): Promise<number> {
  const begun = performance.now();
  let done = 0;
  const work = async () => {
    for (; performance.now() - begun < milliseconds; done++) await insert();
  };
  await Promise.all(Array.from({ length: count }, work));
  return (done * 1000) / (performance.now() - begun);
}

process.on('message', async (task: { serial?: number; inFlight?: number; milliseconds?: number }) => {
  process.send!(task.serial ? await serial(task.serial) : await inFlight(task.inFlight!, task.milliseconds!));
});
process.once('SIGTERM', async () => {
  await client.close();
  await store.close();
  process.exit(0);
});
process.send!({});
