// Reads a TypeScript program of this project as one file. A loader that is asked for each of several hundred files takes
// many times as long as the bundler, and what is made anew at each start cannot go stale.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

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

/** Each file goes on finding what lies beside it. */
const places = {
  name: 'places',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const known = { url: pathToFileURL(path).href, filename: path, dirname: dirname(path) };
      const text = await readFile(path, 'utf8');
      const contents = text.replace(/\bimport\.meta\.(url|filename|dirname)\b/g, (_, name) =>
        JSON.stringify(known[name]),
      );
      return { contents, loader: 'ts' };
    });
  },
};

/** Imports the program at a file URL. */
export async function load(url) {
  const directory = await mkdtemp(join(tmpdir(), 'city-'));
  try {
    const outfile = join(directory, 'program.mjs');
    await build({
      entryPoints: [fileURLToPath(url)],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      sourcemap: 'linked',
      sourcesContent: false,
      plugins: [packages, places],
      logLevel: 'error',
    });
    process.setSourceMapsEnabled(true);
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
