// Reads a TypeScript program of this project as a few files. A loader that is asked for each of several hundred takes many
// times as long as the bundler, and what is made anew at each start cannot go stale.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';

/** Packages stay where they are: each is one object in the process, however it is reached. */
const packages = {
  name: 'packages',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (kind === 'entry-point') return undefined;
      return { path: isBuiltin(path) ? path : import.meta.resolve(path), external: true };
    });
  },
};

const SERVER = import.meta.dirname;

/** The files that ask where they lie: the bundler reads all others by itself, which is faster. */
function askingWhere(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name))
    .filter((path) => readFileSync(path).includes('import.meta.'));
}

/** Each file goes on finding what lies beside it. */
const places = (program) => ({
  name: 'places',
  setup({ onLoad }) {
    const beside = dirname(program);
    const folders = beside.startsWith(SERVER) ? [SERVER] : [SERVER, beside];
    const escaped = folders.flatMap(askingWhere).map((path) => path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    onLoad({ filter: new RegExp(`^(?:${escaped.join('|')})$`) }, async ({ path }) => {
      const known = { url: pathToFileURL(path).href, filename: path, dirname: dirname(path) };
      const text = await readFile(path, 'utf8');
      const contents = text.replace(/\bimport\.meta\.(url|filename|dirname)\b/g, (_, name) =>
        JSON.stringify(known[name]),
      );
      return { contents, loader: 'ts' };
    });
  },
});

/** Packages that take long to read, read while the bundler works in a process of its own. */
const ahead = (names) => ({
  name: 'ahead',
  setup({ onStart }) {
    // What is amiss with a package is said where the program wants it.
    const read = () => Promise.allSettled(names.map((name) => import(name)));
    onStart(() => void setTimeout(read));
  },
});

/** Key under which threads find what was made for them. */
const THREADS = 'threads';

/**
 * Imports the program at a file URL.
 * @param threads file URLs of programs that it will run in threads of its own: made at the same time, so that none of them
 * has to be made while others wait for it
 * @param packages what it will want that takes long to read
 */
export async function load(url, { threads = [], packages: names = [] } = {}) {
  const made = getEnvironmentData(THREADS)?.get(url.href);
  if (made && existsSync(made)) return run(made);
  const directory = await mkdtemp(join(tmpdir(), 'city-'));
  try {
    const [program, ...others] = await make([url, ...threads], { outdir: directory, names });
    if (threads.length > 0)
      setEnvironmentData(THREADS, new Map(threads.map((thread, at) => [thread.href, others[at]])));
    return await run(program);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function run(file) {
  process.setSourceMapsEnabled(true);
  return import(pathToFileURL(file).href);
}

/** What is imported later on stays a file of its own: a thread can begin before all of the program is read. */
async function make(urls, { outdir, names }) {
  // Only here: a thread that finds itself made needs no bundler.
  const { build } = await import('esbuild');
  await build({
    entryPoints: urls.map((url, at) => ({ in: fileURLToPath(url), out: `program-${at}` })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'linked',
    sourcesContent: false,
    plugins: [ahead(names), packages, places(fileURLToPath(urls[0]))],
    logLevel: 'error',
  });
  return urls.map((_, at) => join(outdir, `program-${at}.mjs`));
}
