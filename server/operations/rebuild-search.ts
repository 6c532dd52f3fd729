import { ConfigFault, readConfig } from '../config.ts';
import { rebuildSearch } from '../feedback/index.ts';
import { offerHelp } from '../platform/command-help.ts';
import { connectBeside, disconnectStore } from '../platform/data/connection.ts';
import { readersMayLeave } from '../platform/readers-may-leave.ts';
import { openStoreInUse } from './open-store.ts';

offerHelp(`npm run rebuild-search
Makes the search index anew, beside the running site too.`);

readersMayLeave();
try {
  const store = await openStoreInUse(readConfig(process.env));
  try {
    await connectBeside(store.uri);
    console.log(`The search index is made anew: ${await rebuildSearch()} items.`);
  } finally {
    await disconnectStore();
    await store.close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof ConfigFault ? 78 : 1;
}
