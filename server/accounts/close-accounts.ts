import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ConfigFault, readConfig } from '../config.ts';
import { openStoreInUse } from '../operations/open-store.ts';
import { offerHelp } from '../platform/command-help.ts';
import { systemContext } from '../platform/context.ts';
import { connectBeside, disconnectStore } from '../platform/data/connection.ts';
import { Refusal } from '../platform/errors.ts';
import { translator } from '../platform/i18n/texts.ts';
import { commandSite } from '../platform/site.ts';
import { closeLeavers } from './actions/leavers.ts';

const USAGE = 'npm run close-accounts -- LIST.csv [--dry-run]';
offerHelp(USAGE);
const MISUSED = 64;
const MISCONFIGURED = 78;
const t = translator('en');

function readArguments() {
  try {
    const options = { 'dry-run': { type: 'boolean', default: false } } as const;
    const { values, positionals } = parseArgs({ allowPositionals: true, options });
    return positionals.length === 1 ? { path: positionals[0]!, dryRun: values['dry-run'] } : undefined;
  } catch {
    return undefined;
  }
}

/** Beside the running site too. @returns the exit code */
async function run(): Promise<number> {
  const given = readArguments();
  if (!given) {
    console.error(USAGE);
    return MISUSED;
  }
  const list = await readFile(given.path, 'utf8');
  const store = await openStoreInUse(readConfig(process.env));
  try {
    await connectBeside(store.uri);
    const context = systemContext(commandSite(), 'close-accounts');
    const { rows, without } = await closeLeavers(context, list, given.dryRun);
    for (const { email, outcome } of rows)
      console.log(`${email}\t${t(`accounts.leavers.outcomes.${outcome}`)}`);
    if (without > 0) console.error(t('accounts.leavers.without', { count: without }));
    return rows.some(({ outcome }) => outcome === 'last-administrator') ? 1 : 0;
  } finally {
    await disconnectStore();
    await store.close();
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  const refused =
    error instanceof Refusal
      ? (Object.values((error as { fields?: object }).fields ?? {})[0] ?? error)
      : undefined;
  console.error(
    refused ? t(refused.text, refused.values) : error instanceof Error ? error.message : String(error),
  );
  process.exitCode = error instanceof ConfigFault ? MISCONFIGURED : 1;
}
