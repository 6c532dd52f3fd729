import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigFault, readConfig } from '../config.ts';
import { StoreLocked, startStore } from '../embedded-mongo/index.ts';
import { offerHelp } from '../platform/command-help.ts';
import { CONTENT_LANGUAGES, type Language, systemContext } from '../platform/context.ts';
import { connectStore, disconnectStore } from '../platform/data/connection.ts';
import { Refusal } from '../platform/errors.ts';
import { type Translate, translator } from '../platform/i18n/texts.ts';
import { commandSite } from '../platform/site.ts';
import { importCatalogueFile } from './import-file.ts';
import { reportLines } from './report-lines.ts';

offerHelp(`npm run import-catalogue -- FILE [--dry-run] [--language vi|en|ru]
Offices or procedures, from CSV or JSON.`);

/** Exit codes: 0 all rows are in, 1 something was refused, 2 nothing could be tried. */
const REFUSED = 1;
const NOT_TRIED = 2;

let t: Translate = translator('en');

try {
  process.exitCode = await run();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = NOT_TRIED;
}

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean', default: false }, language: { type: 'string', default: 'en' } },
  });
  if (isLanguage(values.language)) t = translator(values.language);
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new Refusal('invalid', 'units.report.usage');
  const file = { name: basename(path), bytes: await readFile(path) };
  const close = await openStore();
  try {
    const dryRun = values['dry-run'];
    const context = systemContext(commandSite(), 'import-catalogue');
    const report = await importCatalogueFile(context, file, { dryRun });
    console.log(reportLines(report, t, dryRun).join('\n'));
    return report.counts.refused > 0 ? REFUSED : 0;
  } finally {
    await close();
  }
}

/** The store that the server would use. @returns what closes it */
async function openStore(): Promise<() => Promise<void>> {
  const config = readConfig(process.env);
  const own = config.mongoUri
    ? undefined
    : await startStore({ directory: join(config.dataDirectory, 'store') });
  await connectStore(config.mongoUri ?? own!.uri);
  return async () => {
    await disconnectStore();
    await own?.close();
  };
}

function messageOf(error: unknown): string {
  if (error instanceof Refusal) return t(error.text, error.values);
  if (error instanceof StoreLocked) return t('units.report.locked', { fault: error.message });
  if (error instanceof ConfigFault) return error.message;
  if ((error as { code?: unknown }).code === 'ENOENT')
    return t('units.report.no-file', { fault: (error as Error).message });
  return error instanceof Error ? error.message : String(error);
}

function isLanguage(given: string): given is Language {
  return (CONTENT_LANGUAGES as readonly string[]).includes(given);
}
