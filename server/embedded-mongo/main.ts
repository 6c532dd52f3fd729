import { parseArgs } from 'node:util';
import { StoreLocked } from './lock.ts';
import { compactStore, runServer } from './server.ts';

const USAGE = 'npm run store -- [compact] --directory DIR [--port N | --socket PATH]';
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    directory: { type: 'string' },
    port: { type: 'string' },
    socket: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}

function stop(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

const [command, ...others] = positionals;
if (!values.directory || others.length > 0 || (command !== undefined && command !== 'compact'))
  stop(`usage: ${USAGE}`);
if (values.port && !/^\d{1,5}$/.test(values.port)) stop(`--port ${values.port} is not a port`);

try {
  if (command === 'compact') await runCompact(values.directory);
  else await runStore(values.directory);
} catch (error) {
  const { message } = error as Error;
  stop(error instanceof StoreLocked ? message : `the store cannot start: ${message}`);
}

async function runCompact(directory: string): Promise<void> {
  const { before, after } = await compactStore(directory);
  process.stdout.write(`${JSON.stringify({ before, after })}\n`);
}

/** A line of JSON each. */
function tell(noticed: object): void {
  process.stderr.write(`${JSON.stringify(noticed)}\n`);
}

async function runStore(directory: string): Promise<void> {
  const server = await runServer(
    {
      directory,
      port: values.port === undefined ? undefined : Number(values.port),
      socket: values.socket,
    },
    { onSlow: tell, onFault: tell },
  );
  process.stdout.write(`${JSON.stringify({ uri: server.uri })}\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void server.close());
}
