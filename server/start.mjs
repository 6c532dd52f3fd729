// node server/start.mjs PROGRAM [ARGUMENTS]
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { load } from './load.mjs';

const program = resolve(process.argv[2]);
process.argv.splice(1, 2, program);
await load(pathToFileURL(program), {
  threads: [new URL('./embedded-mongo/worker.ts', import.meta.url)],
  packages: ['joi', 'mongoose', 'express', 'socket.io'],
});
