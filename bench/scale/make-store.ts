// Makes a store of so many items in DATA_DIR, and ends.
import { join } from 'node:path';
import { startStore } from '../../server/embedded-mongo/index.ts';
import { features } from '../../server/features.ts';
import { rebuildSearch } from '../../server/feedback/index.ts';
import { machineClock } from '../../server/platform/clock/clock.ts';
import { systemContext } from '../../server/platform/context.ts';
import { connectStore, disconnectStore } from '../../server/platform/data/connection.ts';
import { siteOf } from '../../server/platform/site.ts';
import { fillStore } from './fill.ts';

const count = Number(process.env['ITEMS']);
const store = await startStore({ directory: join(process.env['DATA_DIR']!, 'store') });
const secret = 'only for measuring, thirty-two letters';
const site = siteOf({ clock: machineClock, secret, publicUrl: 'http://localhost', features });
await connectStore(store.uri);
for (const feature of features) await feature.start?.(systemContext(site, `start.${feature.name}`), {});
const begun = performance.now();
let told = 0;
await fillStore(site, count, (done) => {
  if (done - told < 20_000 && done < count) return;
  told = done;
  const seconds = (performance.now() - begun) / 1_000;
  process.stderr.write(`  ${done} items, ${(done / seconds).toFixed(0)}/s\n`);
});
process.stderr.write('  search index\n');
await rebuildSearch();
await disconnectStore();
await store.close();
process.send!({});
process.disconnect();
