import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { calendar } from '../calendar/index.ts';
import { ConfigFault, readConfig } from '../config.ts';
import { offerHelp } from '../platform/command-help.ts';
import { systemContext } from '../platform/context.ts';
import { connectBeside, disconnectStore } from '../platform/data/connection.ts';
import { readersMayLeave } from '../platform/readers-may-leave.ts';
import { commandSite } from '../platform/site.ts';
import { compareReadings } from '../reading-audit/index.ts';
import { type Fault, type Head, verifyRecord } from '../sealed-record/index.ts';
import { settings } from '../settings/index.ts';
import { units } from '../units/index.ts';
import { openStoreInUse } from './open-store.ts';

offerHelp(`npm run verify-journal [-- --heads FILE]
Proves that no entry of the journal and no public text was changed or removed. FILE: daily heads that somebody else has kept.`);

const SAID: { [Kind in Fault['kind']]: (fault: Extract<Fault, { kind: Kind }>) => string } = {
  'block-changed': () => 'its content does not agree with its hash',
  'block-missing': () => 'is missing',
  'chain-broken': () => 'does not follow from the block before it',
  'entry-gone': ({ entry }) => `entry ${entry} is gone from the journal`,
  'entry-changed': ({ entry, code }) => `entry ${entry}${code ? ` of ${code}` : ''} was changed`,
  'text-changed': ({ code }) => `the public text of ${code} was changed past the journal`,
  'text-gone': ({ code }) => `${code} is gone`,
  'head-differs': ({ day }) => `is not the one that was kept as the head of ${day}`,
  'entries-added': ({ count }) => `${count} entries of the journal stand in no block up to this one`,
};

const say = <Kind extends Fault['kind']>(fault: Extract<Fault, { kind: Kind }>): string =>
  `  block ${fault.block}: ${SAID[fault.kind as Kind](fault)}`;

async function run(): Promise<number> {
  const { values } = parseArgs({ options: { heads: { type: 'string' } } });
  const heads = values.heads ? await readHeads(values.heads) : [];
  const store = await openStoreInUse(readConfig(process.env));
  try {
    await connectBeside(store.uri);
    const context = systemContext(commandSite(), 'verify-journal');
    for (const feature of [units, calendar, settings]) await feature.start?.(context, {});
    const begun = performance.now();
    const { blocks, entries, documents, erased, waiting, faults } = await verifyRecord(heads, progress);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(
      `${blocks} blocks, ${entries} entries and ${documents} documents compared in ${seconds} s; ` +
        `${erased} entries with their personal part erased, ${waiting} not yet sealed.`,
    );
    if (heads.length > 0) console.log(`${heads.length} heads that were kept elsewhere compared.`);
    const { days, changed } = await compareReadings(context.now);
    console.log(`Readings of ${days} days compared.`);
    const places = faults.length + changed.length;
    console.log(places === 0 ? 'Nothing was changed.' : `${places} places are not as sealed:`);
    for (const fault of faults) console.log(say(fault as never));
    for (const day of changed) console.log(`  readings of ${day}: were changed, removed or added to`);
    return places === 0 ? 0 : 1;
  } finally {
    await disconnectStore();
    await store.close();
  }
}

/** As GET /api/v1/sealed-record/heads gave them. */
async function readHeads(path: string): Promise<Head[]> {
  const { heads } = JSON.parse(await readFile(path, 'utf8')) as { heads?: Head[] };
  const whole =
    heads?.length && heads.every(({ day, block, hash }) => day && Number.isInteger(block) && hash);
  if (!whole) throw new Error(`${path} holds no heads: save the answer of /api/v1/sealed-record/heads.`);
  return heads!;
}

function progress(blocks: number): void {
  if (process.stderr.isTTY && blocks % 100 === 0) process.stderr.write(`${blocks} blocks …\r`);
}

readersMayLeave();
try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof ConfigFault ? 78 : 2;
}
