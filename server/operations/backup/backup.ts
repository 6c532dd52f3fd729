import { readdirSync } from 'node:fs';
import { setPriority } from 'node:os';
import { readConfig } from '../../config.ts';
import { offerHelp } from '../../platform/command-help.ts';
import { Misuse, megabytes, readOptions, readPassphrase, runCommand, told } from './command.ts';
import { takeBackup } from './take.ts';

const USAGE = 'npm run backup -- --to FILE [--passphrase-file FILE]';
offerHelp(USAGE);
/** People come first. */
const NICE = 10;

await runCommand(async () => {
  const options = readOptions({ to: { type: 'string' }, 'passphrase-file': { type: 'string' } }, USAGE);
  if (typeof options['to'] !== 'string' || options['to'] === '') throw new Misuse(USAGE);
  const config = readConfig(process.env);
  const passphrase = await readPassphrase(options['passphrase-file'], config);
  standBack();
  const begun = performance.now();
  const written = await takeBackup(config, { to: options['to'], passphrase, signal: endOfProcess() });
  const { contents, bytes } = written;
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const kind = passphrase === undefined ? 'not encrypted' : 'encrypted';
  console.log(
    `${options['to']}: ${told(contents.collections)}; the file has ${megabytes(bytes)}, ${kind}; ${seconds} s`,
  );
  process.send?.(written);
});
// An open channel to the server that made this process would keep it alive.
if (process.connected) process.disconnect();

/** Linux counts each thread by itself, and those that compress and write have begun with the program. */
function standBack(): void {
  setPriority(NICE);
  if (process.platform !== 'linux') return;
  for (const thread of readdirSync('/proc/self/task')) {
    try {
      setPriority(Number(thread), NICE);
    } catch {
      // It has ended meanwhile.
    }
  }
}

/** Ctrl-C, or the end of the server that made this process. */
function endOfProcess(): AbortSignal {
  const over = new AbortController();
  const end = () => over.abort(new Error('The backup was cut off; nothing of it is left.'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
  if (process.connected) process.once('disconnect', end);
  return over.signal;
}
