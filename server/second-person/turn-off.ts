import { cityDate } from '../calendar/index.ts';
import { dayAfter } from '../city/dates.ts';
import { ConfigFault, readConfig } from '../config.ts';
import { openStoreInUse } from '../operations/open-store.ts';
import { offerHelp } from '../platform/command-help.ts';
import { systemContext } from '../platform/context.ts';
import { connectBeside, disconnectStore } from '../platform/data/connection.ts';
import { commandSite } from '../platform/site.ts';
import { changeSetting, loadSettings, tableOf } from '../settings/index.ts';
import { ruleNow, SECOND_PERSON } from './settings.ts';

const USAGE = `npm run second-person-off -- "reason"
From tomorrow no act takes two people: for a city where only one person is left who could ask or approve.`;
offerHelp(USAGE);
const MISUSED = 64;
const MISCONFIGURED = 78;
const MOST_REASON = 300;

/** Beside the running site too. @returns the exit code */
async function run(): Promise<number> {
  const [basis, ...more] = process.argv.slice(2).map((each) => each.trim());
  if (!basis || basis.length > MOST_REASON || more.length > 0) {
    console.error(USAGE);
    return MISUSED;
  }
  const store = await openStoreInUse(readConfig(process.env));
  try {
    await connectBeside(store.uri);
    const context = systemContext(commandSite(), 'second-person-off');
    await loadSettings();
    const validFrom = dayAfter(cityDate(context.now));
    const values = { acts: [], hours: ruleNow(context.now).hours, basis, validFrom };
    await changeSetting(context, SECOND_PERSON, values, tableOf(SECOND_PERSON).number);
    console.log(`From ${validFrom} no act takes two people. The journal says so: settings.changed.`);
    return 0;
  } finally {
    await disconnectStore();
    await store.close();
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof ConfigFault ? MISCONFIGURED : 1;
}
