import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Receiver {
  url: string;
  received: Received[];
  /** How it answers from now on: 'hang' never does, 'flood' does without end, 'noise' is no HTTP. */
  answer: number | 'hang' | 'redirect' | 'drip' | 'flood' | 'noise';
  /** Bytes that 'flood' has got rid of. */
  flooded: number;
  close(): Promise<void>;
}

const FLOOD = Buffer.alloc(64 * 1024, 'x');

/** A server elsewhere, which may lie or hang. */
export async function startReceiver(): Promise<Receiver> {
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    receiver.received.push({ headers: request.headers, body: Buffer.concat(pieces).toString() });
    const { answer } = receiver;
    if (answer === 'hang') return;
    if (answer === 'drip') {
      response.writeHead(200);
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
      return;
    }
    if (answer === 'noise') return void request.socket.end('220 mail.example ESMTP\r\n');
    if (answer === 'flood') {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write(FLOOD)) receiver.flooded += FLOOD.length;
      };
      response.on('drain', more).on('error', () => {});
      return more();
    }
    if (answer === 'redirect') response.writeHead(302, { Location: `${receiver.url}elsewhere` });
    else response.writeHead(answer);
    response.end('ok');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/`,
    received: [],
    answer: 204,
    flooded: 0,
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
  return receiver;
}
