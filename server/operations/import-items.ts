import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigFault, readConfig } from '../config.ts';
import { features } from '../features.ts';
import { importItems, type RowReport, rowsOfFile } from '../feedback/index.ts';
import { offerHelp } from '../platform/command-help.ts';
import { CONTENT_LANGUAGES, type Language, systemContext } from '../platform/context.ts';
import { csvText } from '../platform/csv.ts';
import { connectBeside, disconnectStore } from '../platform/data/connection.ts';
import { Refusal } from '../platform/errors.ts';
import { type Translate, translator } from '../platform/i18n/texts.ts';
import { readersMayLeave } from '../platform/readers-may-leave.ts';
import { commandSite } from '../platform/site.ts';
import { openStoreInUse } from './open-store.ts';

offerHelp(`npm run import-items -- FILE.csv [--dry-run] [--encoding NAME] [--report FILE] [--language vi|en|ru]
Items of another system; the columns stand in docs/operations.md.`);

/** Exit codes: 0 all rows are in, 1 something was refused or left, 2 nothing could be tried. */
const REFUSED = 1;
const NOT_TRIED = 2;
const MISCONFIGURED = 78;
const TELL_EVERY_MS = 2_000;
const MOST_TOLD = 20;

let t: Translate = translator('en');

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      encoding: { type: 'string' },
      report: { type: 'string' },
      language: { type: 'string', default: 'en' },
    },
  });
  if ((CONTENT_LANGUAGES as readonly string[]).includes(values.language))
    t = translator(values.language as Language);
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new Refusal('invalid', 'feedback.import.usage');
  const config = readConfig(process.env);
  const store = await openStoreInUse(config);
  try {
    await connectBeside(store.uri);
    const report = values.report === undefined ? undefined : await openReport(values.report, path);
    return await importFile(path, { ...values, report, dryRun: values['dry-run'] });
  } finally {
    await disconnectStore();
    await store.close();
  }
}

/** Before anything is imported. @param source the file that is imported: it is not written over. @throws Refusal */
async function openReport(path: string, source: string): Promise<WriteStream> {
  if (resolve(path) === resolve(source)) throw new Refusal('invalid', 'feedback.import.report-is-source');
  const file = createWriteStream(path);
  try {
    await once(file, 'open');
    return file;
  } catch (error) {
    const fault = (error as Error).message;
    throw new Refusal('invalid', 'feedback.import.no-report', { path, fault });
  }
}

async function importFile(
  path: string,
  { encoding, report, dryRun }: { encoding?: string; report?: WriteStream | undefined; dryRun: boolean },
): Promise<number> {
  const context = systemContext(commandSite(), 'import');
  for (const feature of features) await feature.start?.(context, {});
  let stopped = false;
  process.once('SIGINT', () => {
    stopped = true;
    console.error(t('feedback.import.stopping'));
  });
  const progress = new Progress(report);
  const counts = await importItems(context, rowsOfFile(path, encoding), {
    dryRun,
    told: (rows) => progress.tell(rows),
    stopped: () => stopped,
  });
  await progress.end();
  console.log(t(dryRun ? 'feedback.import.would' : 'feedback.import.done', counts));
  if (stopped) console.log(t('feedback.import.stopped'));
  return counts.refused > 0 || stopped || progress.broken ? REFUSED : 0;
}

/** Tells how far it is, what is refused and why, and writes a row for each row of the file. */
class Progress {
  readonly #file: WriteStream | undefined;
  readonly #begun = performance.now();
  #told = this.#begun;
  #rows = 0;
  #refused = 0;
  /** The report ends before the import does: its disk is full. */
  broken = false;

  constructor(report: WriteStream | undefined) {
    this.#file = report;
    this.#file?.once('error', ({ message }) => {
      this.broken = true;
      console.error(t('feedback.import.report-broken', { fault: message }));
    });
    this.#file?.write(csvText([['line', 'code', 'result', 'new code', 'reason']]));
  }

  tell(rows: RowReport[]): void {
    this.#rows += rows.length;
    for (const row of rows) if (row.result === 'refused') this.#tellRefused(row);
    const lines = rows.map((row) => [row.line, row.code ?? '', row.result, row.newCode ?? '', reasonOf(row)]);
    if (lines.length > 0) this.#file?.write(csvText(lines).replace(/^\uFEFF/, ''));
    const now = performance.now();
    if (now - this.#told < TELL_EVERY_MS) return;
    this.#told = now;
    const perSecond = Math.round((1_000 * this.#rows) / (now - this.#begun));
    console.error(t('feedback.import.progress', { rows: this.#rows, perSecond }));
  }

  #tellRefused(row: RowReport): void {
    this.#refused++;
    const { line, code = '?' } = row;
    if (this.#refused <= MOST_TOLD)
      console.error(t('feedback.import.refused', { line, code, reason: reasonOf(row) }));
    if (this.#refused === MOST_TOLD) console.error(t('feedback.import.refused-more'));
  }

  end(): Promise<void> {
    return new Promise((resolve) => (this.#file ? this.#file.end(resolve) : resolve()));
  }
}

function reasonOf({ faults = {} }: RowReport): string {
  return Object.entries(faults)
    .map(([field, { text, values }]) => `${field}: ${t(text, values)}`)
    .join('; ');
}

function messageOf(error: unknown): string {
  if (error instanceof Refusal) return t(error.text, error.values);
  return error instanceof Error ? error.message : String(error);
}

readersMayLeave();
try {
  process.exitCode = await run();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = error instanceof ConfigFault ? MISCONFIGURED : NOT_TRIED;
}
