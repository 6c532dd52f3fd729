import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { ReadLetter } from './read-letter.ts';
import { simpleParser } from './read-letter.ts';

/** A real SMTP server that keeps what it gets. */
export interface Mailbox {
  url: string;
  all: ReadLetter[];
  /** Letters to an address, oldest first. */
  to(address: string): ReadLetter[];
  /** The first letter to an address, now or when it comes. */
  first(address: string): Promise<ReadLetter>;
  clear(): void;
  close(): Promise<void>;
}

export async function openMailbox(port = 0): Promise<Mailbox> {
  const all: ReadLetter[] = [];
  const waiting = new Set<() => void>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((recipient) => recipient.address);
        all.push(simpleParser(Buffer.concat(chunks).toString('utf8'), to));
        done();
        for (const look of waiting) look();
      });
    },
  });
  // Whoever is killed in the middle of a letter cuts the line; nothing of it has come.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    all,
    to: (address) => all.filter((letter) => letter.to.includes(address)),
    first: (address) =>
      new Promise((resolve) => {
        const look = () => {
          const letter = all.find(({ to }) => to.includes(address));
          if (!letter) return;
          waiting.delete(look);
          resolve(letter);
        };
        waiting.add(look);
        look();
      }),
    clear: () => void all.splice(0),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
