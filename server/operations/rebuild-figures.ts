import { ConfigFault, readConfig } from '../config.ts';
import { features } from '../features.ts';
import { offerHelp } from '../platform/command-help.ts';
import { systemContext } from '../platform/context.ts';
import { connectBeside, disconnectStore } from '../platform/data/connection.ts';
import { rebuildFigures } from '../platform/figures/index.ts';
import { readersMayLeave } from '../platform/readers-may-leave.ts';
import { commandSite } from '../platform/site.ts';
import { openStoreInUse } from './open-store.ts';

offerHelp(`npm run rebuild-figures
Counts all figures anew and mends what differs, beside the running site too.`);

const MOST_TOLD = 20;

readersMayLeave();
try {
  const store = await openStoreInUse(readConfig(process.env));
  try {
    await connectBeside(store.uri);
    const context = systemContext(commandSite(), 'rebuild-figures');
    // What is counted needs them in memory: days and months of the city, its catalogue, its rules.
    for (const feature of features) await feature.start?.(context, {});
    const sources = features.flatMap(({ counted }) => counted ?? []);
    const { documents, recounted, mended } = (await rebuildFigures(sources, context.now))!;
    console.log(`${documents} documents, ${recounted} of them counted anew; ${mended.length} rows mended.`);
    for (const row of mended.slice(0, MOST_TOLD)) console.log(`  ${row}`);
  } finally {
    await disconnectStore();
    await store.close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof ConfigFault ? 78 : 1;
}
