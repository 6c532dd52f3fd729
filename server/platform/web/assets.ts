import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { RequestHandler } from 'express';

interface Asset {
  type: string;
  body: Buffer;
  packed: { br?: Buffer; gzip?: Buffer };
}

export interface Assets {
  /** 'main.css' → '/assets/main-8f3a21bc.css' */
  address(name: string): string;
  handler: RequestHandler;
}

const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
  svg: 'image/svg+xml',
};

const CLIENT = join(import.meta.dirname, '../../../client');

let bundled: Promise<Assets> | undefined;

/** Bundles `client/` into memory, once: the start takes a moment more, and there is no build step to forget. */
export function bundleAssets(): Promise<Assets> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<Assets> {
  const result = await build({
    entryPoints: { main: join(CLIENT, 'main.ts'), style: join(CLIENT, 'styles/main.css') },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    loader: { '.woff2': 'file', '.woff': 'empty', '.svg': 'file' },
    assetNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    entryNames: '[name]',
    outdir: '/assets',
    publicPath: '/assets',
    write: false,
    logLevel: 'error',
  });
  const assets = new Map<string, Asset>();
  const names = new Map<string, string>();
  for (const file of result.outputFiles) {
    const name = file.path.slice(file.path.lastIndexOf('/') + 1);
    const body = Buffer.from(file.contents);
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 8);
    const hashed = /^(main|style)\./.test(name) ? name.replace('.', `-${hash}.`) : name;
    names.set(name, `/assets/${hashed}`);
    assets.set(`/${hashed}`, pack(name, body));
  }
  return {
    address: (name) => {
      const address = names.get(name);
      if (!address) throw new Error(`no asset ${name}`);
      return address;
    },
    handler: serve(assets),
  };
}

function pack(name: string, body: Buffer): Asset {
  const ending = name.slice(name.lastIndexOf('.') + 1);
  const text = ending !== 'woff2';
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };
  return {
    type: TYPES[ending] ?? 'application/octet-stream',
    body,
    packed: text ? { br: brotliCompressSync(body, quality), gzip: gzipSync(body) } : {},
  };
}

function serve(assets: Map<string, Asset>): RequestHandler {
  return (request, response, next) => {
    const asset = assets.get(request.path);
    if (!asset || (request.method !== 'GET' && request.method !== 'HEAD')) return next();
    const encoding = (['br', 'gzip'] as const).find(
      (name) => asset.packed[name] && request.headers['accept-encoding']?.includes(name),
    );
    response.setHeader('Content-Type', asset.type);
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    response.setHeader('Vary', 'Accept-Encoding');
    if (encoding) response.setHeader('Content-Encoding', encoding);
    response.end(encoding ? asset.packed[encoding] : asset.body);
  };
}
