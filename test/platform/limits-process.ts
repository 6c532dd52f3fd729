import { createInterface } from 'node:readline';
import { joinCluster } from '../../server/platform/live/cluster.ts';
import { Counters } from '../../server/platform/web/counters.ts';
import { type Counted, limitsOf } from '../../server/platform/web/limits.ts';

// One of several processes: takes what each line of its input says, and tells what came of it.
const cluster = await joinCluster(process.argv[2]!);
const counts = {
  ...{
    readsPerMinute: 4,
    listsPerMinute: 4,
    writesPerMinute: 4,
    staffWritesPerMinute: 4,
    roomWritesPerMinute: 4,
  },
  triesPerQuarterHour: 4,
};
const limits = limitsOf(counts, new Counters(cluster.counting));
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'close') {
    await cluster.close();
    console.log('closed');
    break;
  }
  const [verb, kind, whose] = line.split(' ') as [string, Counted, string];
  if (verb === 'forget') await limits.forget(kind, whose);
  const told = await limits.take(kind, whose).then(
    () => 'taken',
    (refused: Error) => refused.constructor.name,
  );
  console.log(told);
}
// Nothing else holds it up: what was opened to Redis is closed.
process.stdin.destroy();
