import { connect, type Socket } from 'node:net';

/** `unreachable`: nobody knows; the file waits. */
export type Verdict = 'clean' | 'found' | 'unreachable';
export type ScanFile = (bytes: Buffer) => Promise<Verdict>;

const CONNECT_MS = 2_000;
const ANSWER_MS = 30_000;
const CHUNK_BYTES = 64 * 1024;

/**
 * Asks ClamAV's daemon (clamd, command INSTREAM).
 * @param url tcp://HOST:PORT or unix:/PATH, as the configuration has checked it
 */
export function clamAv(url: string): ScanFile {
  const { protocol, hostname, port, pathname } = new URL(url);
  const open = () =>
    protocol === 'unix:' ? connect(pathname) : connect(Number(port), hostname.replace(/^\[|\]$/g, ''));
  return async (bytes) => {
    try {
      return verdictOf(await ask(open(), bytes));
    } catch {
      return 'unreachable';
    }
  };
}

/** 'stream: OK', 'stream: NAME FOUND', or an error of the daemon: a file that it could not look at is not clean. */
function verdictOf(answer: string): Verdict {
  if (/: OK\0?$/.test(answer)) return 'clean';
  return /FOUND\0?$/.test(answer) ? 'found' : 'unreachable';
}

function ask(socket: Socket, bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    socket.setTimeout(CONNECT_MS, () => socket.destroy(new Error('silent')));
    socket.on('connect', () => {
      socket.setTimeout(ANSWER_MS);
      socket.write('zINSTREAM\0');
      for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
        const chunk = bytes.subarray(at, at + CHUNK_BYTES);
        socket.write(lengthOf(chunk.length));
        socket.write(chunk);
      }
      socket.end(lengthOf(0));
    });
    socket.on('data', (part) => {
      answer += part.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}

function lengthOf(length: number): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(length);
  return head;
}
