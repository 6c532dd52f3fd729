import http from 'node:http';
import https from 'node:https';
import { calleeOf, type Inside, NotCallable } from './allowed.ts';

export interface Call {
  url: string;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
}

export interface Called {
  status: number;
  /** The beginning of the answer. */
  body: string;
}

/** One that hangs, or answers a byte at a time, holds up nobody for longer. */
const WHOLE_MS = 10_000;
const MOST_BYTES = 64_000;

/**
 * Calls a server elsewhere. Every call out of the site to an address that somebody has typed in goes through here: hosts
 * inside are not called, whatever a name server answers; a redirect is an answer and is not followed.
 * @throws NotCallable; the fault of the line
 */
export async function callOut(
  call: Call,
  { inside = [], wholeMs = WHOLE_MS, onLine = () => {} }: Options = {},
): Promise<Called> {
  const signal = AbortSignal.timeout(wholeMs);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new NotCallable('timeout')), { once: true });
  });
  // Name servers may hang too, and cannot be cut off.
  return Promise.race([asked(call, { inside, signal, onLine }), late]);
}

export interface Options {
  inside?: Inside;
  wholeMs?: number;
  /** The line stands: what fails before has reached nobody, what fails later may have arrived. */
  onLine?: () => void;
}

async function asked(
  { url: given, method = 'POST', headers = {}, body = '' }: Call,
  { inside, signal, onLine }: { inside: Inside; signal: AbortSignal; onLine: () => void },
): Promise<Called> {
  const { url, address, family } = await calleeOf(given, inside);
  const secure = url.protocol === 'https:';
  const { request } = secure ? https : http;
  return new Promise((resolve, reject) => {
    const call = request(url, {
      method,
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
      signal,
      agent: false,
      // The name goes into the certificate's check and the Host header; the line goes to what was judged.
      lookup: (_host, options, found) => {
        if (options.all) (found as unknown as (e: null, all: object[]) => void)(null, [{ address, family }]);
        else found(null, address, family);
      },
    });
    call.on('socket', (line) => line.once(secure ? 'secureConnect' : 'connect', onLine));
    call.on('error', reject);
    call.on('response', (answer) => {
      const pieces: Buffer[] = [];
      let bytes = 0;
      const done = () => {
        resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(pieces).toString('utf8') });
        answer.destroy();
      };
      answer.on('data', (piece: Buffer) => {
        bytes += piece.length;
        if (bytes <= MOST_BYTES) pieces.push(piece);
        else done();
      });
      answer.on('end', done);
      answer.on('error', reject);
    });
    call.end(body);
  });
}
