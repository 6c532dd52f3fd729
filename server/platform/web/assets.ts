import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { RequestHandler } from 'express';
import { once } from '../once.ts';
import { projectFile } from '../project-files.ts';

interface Asset {
  type: string;
  integrity: string;
  body: Buffer;
  /** Made when somebody asks: a start does not wait for it. */
  packed: { br?(): Buffer; gzip?(): Buffer };
}

export interface PictureSize {
  width: number;
  height: number;
}

export interface Assets {
  /** 'main.js' → '/assets/main-8F3A21BC.js' */
  address(name: string): string;
  /** 'sha384-…': the browser takes nothing else under that address. */
  integrity(name: string): string;
  /** Of a picture, in pixels: a page keeps its place free until it has come. */
  size(name: string): PictureSize | undefined;
  handler: RequestHandler;
}

/** What is no page, and is answered before the rest of the headers: nobody takes it for something else, or into a site elsewhere. */
export const BARE_SAFETY = {
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
};

const PACKED_ALREADY = ['.woff2', '.webp'];

/** What `npm run build` made of `client/`: the sites of a process share it. */
const built = once(() => {
  const folder = projectFile('dist/client');
  const names = readManifest(folder);
  const assets = new Map<string, Asset>();
  for (const file of readdirSync(folder))
    if (TYPES[extname(file)]) assets.set(`/${file}`, pack(extname(file), readFileSync(join(folder, file))));
  return { names, assets };
});

/** @throws Error when there is no build */
export function readAssets(): Assets {
  const { names, assets } = built();
  return {
    address: (name) => {
      const file = names[name];
      if (!file) throw new Error(`no asset ${name}`);
      return `/assets/${file}`;
    },
    integrity: (name) => assets.get(`/${names[name]}`)?.integrity ?? '',
    size: (name) => sizeOf(assets.get(`/${names[name]}`)?.body),
    handler: serve(assets),
  };
}

function readManifest(folder: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  } catch (cause) {
    throw new Error('The client is not built: run npm run build.', { cause });
  }
}

function pack(ending: string, body: Buffer): Asset {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };
  return {
    type: TYPES[ending]!,
    integrity: `sha384-${createHash('sha384').update(body).digest('base64')}`,
    body,
    packed: PACKED_ALREADY.includes(ending)
      ? {}
      : { br: once(() => brotliCompressSync(body, quality)), gzip: once(() => gzipSync(body)) },
  };
}

/** Of a WebP file as Chromium writes it: with a colour profile (VP8X: 24 bits each, less one) or without (VP8: 14 bits each). */
function sizeOf(body: Buffer | undefined): PictureSize | undefined {
  const kind = body?.toString('latin1', 8, 16);
  if (body && kind === 'WEBPVP8X')
    return { width: body.readUIntLE(24, 3) + 1, height: body.readUIntLE(27, 3) + 1 };
  if (body && kind === 'WEBPVP8 ')
    return { width: body.readUInt16LE(26) & 0x3fff, height: body.readUInt16LE(28) & 0x3fff };
  return undefined;
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
    for (const [name, value] of Object.entries(BARE_SAFETY)) response.setHeader(name, value);
    if (encoding) response.setHeader('Content-Encoding', encoding);
    response.end((encoding && asset.packed[encoding]?.()) ?? asset.body);
  };
}
