import { MongoClient } from 'mongodb';
import { ConfigFault, readConfig } from '../config.ts';
import { offerHelp } from '../platform/command-help.ts';
import { migrations } from '../platform/data/migrations/all.ts';
import { isEmpty, pendingOf, productVersion, StoreRefused } from '../platform/data/migrations/state.ts';
import { whyUnreached } from '../platform/data/store-advice.ts';
import { readersMayLeave } from '../platform/readers-may-leave.ts';
import { openStoreInUse } from './open-store.ts';

offerHelp(`npm run check-upgrade
What the start of this version would change in the store; changes nothing.`);

/** Says what the start of this version would change in the store, and changes nothing. */
async function checkUpgrade(uri: string): Promise<void> {
  const client = await MongoClient.connect(uri, { serverSelectionTimeoutMS: 5000 }).catch(
    (error: unknown) => {
      throw whyUnreached(error, uri);
    },
  );
  try {
    const db = client.db();
    const pending = await pendingOf(db, migrations);
    if (await isEmpty(db)) console.log('The store is empty: nothing to change.');
    else if (pending.length === 0) console.log(`Nothing to change for version ${productVersion()}.`);
    else {
      console.log(`The first start of version ${productVersion()} will make:`);
      for (const each of pending)
        console.log(`  ${each.number}. ${each.name}: ${await each.count(db)} documents`);
      console.log(
        'Make a backup first (npm run backup -- --to FILE); stop all processes of the older version.',
      );
    }
  } finally {
    await client.close();
  }
}

readersMayLeave();
try {
  const store = await openStoreInUse(readConfig(process.env));
  try {
    await checkUpgrade(store.uri);
  } finally {
    await store.close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof ConfigFault ? 78 : error instanceof StoreRefused ? 2 : 1;
}
