import { parseArgs } from 'node:util';
import { StoreLocked } from './lock.ts';
import { runServer } from './server.ts';

const { values } = parseArgs({
  options: { directory: { type: 'string' }, port: { type: 'string' }, socket: { type: 'string' } },
});

function stop(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

if (!values.directory) stop('usage: npm run store -- --directory DIR [--port N | --socket PATH]');
if (values.port && !/^\d{1,5}$/.test(values.port)) stop(`--port ${values.port} is not a port`);

try {
  const server = await runServer(
    {
      directory: values.directory,
      port: values.port === undefined ? undefined : Number(values.port),
      socket: values.socket,
    },
    (slow) => void process.stderr.write(`${JSON.stringify(slow)}\n`),
  );
  process.stdout.write(`${JSON.stringify({ uri: server.uri })}\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void server.close());
} catch (error) {
  const { message } = error as Error;
  stop(error instanceof StoreLocked ? message : `the store cannot start: ${message}`);
}
