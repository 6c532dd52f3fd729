// Bundles script and styles of the browser into dist/client; `--watch` goes on doing so. The server reads manifest.json.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { build, context } from 'esbuild';
import { liveViews } from './live-views.mjs';

const FROM = import.meta.dirname;
const TO = join(FROM, '../dist/client');

/** Writes which file each page asks for: { "main.js": "main-8F3A21BC.js", … }; removes the files of earlier builds. */
const manifest = {
  name: 'manifest',
  setup({ onEnd }) {
    onEnd(async ({ metafile, errors }) => {
      if (errors.length > 0) return;
      const made = Object.entries(metafile.outputs);
      const files = made.map(([path]) => basename(path));
      const names = made
        .filter(([, { entryPoint }]) => entryPoint)
        .map(([path]) => [basename(path).replace(/-[A-Z0-9]{8}(?=\.)/, ''), basename(path)]);
      await writeFile(join(TO, 'manifest.json'), JSON.stringify(Object.fromEntries(names)));
      for (const old of await readdir(TO))
        if (old !== 'manifest.json' && !files.includes(old)) await rm(join(TO, old));
    });
  },
};

/** Pictures of the guide, in each language: 'guide-vi-official-inbox.webp'. */
const guide = (await readdir(join(FROM, 'guide'), { recursive: true }))
  .filter((path) => path.endsWith('.webp'))
  .map((path) => [`guide-${path.split(sep).join('-').replace('.webp', '')}`, join(FROM, 'guide', path)]);

const options = {
  entryPoints: {
    ...Object.fromEntries(guide),
    main: join(FROM, 'main.ts'),
    style: join(FROM, 'styles/main.css'),
    work: join(FROM, 'styles/work.css'),
    'api-reference': join(FROM, 'styles/api-reference.css'),
  },
  bundle: true,
  splitting: true,
  minify: true,
  charset: 'utf8',
  metafile: true,
  format: 'esm',
  target: 'es2020',
  loader: { '.woff2': 'file', '.woff': 'empty', '.svg': 'file', '.webp': 'copy' },
  assetNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  entryNames: '[name]-[hash]',
  outdir: TO,
  publicPath: '/assets',
  plugins: [manifest, liveViews],
  logLevel: 'warning',
};

await mkdir(TO, { recursive: true });
if (process.argv.includes('--watch')) await (await context(options)).watch();
else await build(options);
