import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { closingFile } from '../maintenance/closing-file.ts';
import { offerHelp } from '../platform/command-help.ts';

const USAGE = `npm run maintenance -- on "reason" [--en "reason"] [--ru "reason"] | off | status
Closes the site of this DATA_DIR for writing by a file, whether it runs or not; administrators pass.`;
offerHelp(USAGE);

/** 0: done; 64: not understood. */
async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { en: { type: 'string' }, ru: { type: 'string' } },
  });
  const [what, vi] = positionals;
  const { dataDirectory } = readConfig(process.env);
  const file = closingFile(dataDirectory);
  if (what === 'on' && vi) {
    await mkdir(dataDirectory, { recursive: true });
    // Whole or not at all: a process may be reading it.
    await writeFile(`${file}.partial`, `${JSON.stringify({ vi, ...values })}\n`);
    await rename(`${file}.partial`, file);
    console.log(`Closed for writing within five seconds: ${file}`);
  } else if (what === 'off') {
    await rm(file, { force: true });
    console.log('Open within five seconds, unless the page of administrators keeps it closed.');
  } else if (what === 'status') {
    const reason = await readFile(file, 'utf8').catch(() => undefined);
    console.log(reason ? `closed: ${reason.trim()}` : 'open, as far as this file goes');
  } else {
    console.error(USAGE);
    return 64;
  }
  return 0;
}

try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 64;
}
