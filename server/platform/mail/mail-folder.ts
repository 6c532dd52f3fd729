import type { ImapFlow } from 'imapflow';
import { faultDetails, log } from '../log.ts';

/** A letter that lies in the folder. */
export interface LyingMail {
  /** Its place in the folder: of no other letter, ever. */
  place: string;
  bytes: number;
  /** Of one that is too large to be read: who it says it is from, and its subject. */
  head: { messageId: string; from: string; subject: string };
  /** All of it. */
  source(): Promise<Buffer>;
}

/** Hands over letter after letter; each is put away once it has been taken. */
export type EachMail = (take: (mail: LyingMail) => Promise<void>) => Promise<void>;

interface Where {
  /** imaps://user:password@host:993 */
  url: string;
  folder: string;
  /** Where letters go that have been taken. */
  done: string;
}

/** In one go; the next one comes soon. */
const MOST_AT_ONCE = 200;
const MOST_FAULTS = 3;
const WAITS = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 };

async function lineTo(url: string): Promise<ImapFlow> {
  // Read where a site has a mailbox: no start waits for it.
  const { ImapFlow } = await import('imapflow');
  const { hostname, port, protocol, username, password } = new URL(url);
  const secure = protocol === 'imaps:';
  const client = new ImapFlow({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 993 : 143),
    secure,
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    logger: false,
    disableAutoIdle: true,
    ...WAITS,
  });
  // Whoever waits for the line hears of it too; without a listener the process would end.
  client.on('error', (error) => log.warn({ ...faultDetails(error) }, 'line to the mailbox broken'));
  return client;
}

/** A folder of a mailbox, by IMAP. */
export function mailFolder({ url, folder, done }: Where): EachMail {
  const refused = new Set<string>();
  return async (take) => {
    const client = await lineTo(url);
    await client.connect();
    try {
      // A folder that exists already is what is wanted.
      await client.mailboxCreate(done);
      const lock = await client.getMailboxLock(folder);
      try {
        await eachOf(client, { done, refused }, take);
      } finally {
        lock.release();
      }
    } finally {
      await client.logout().catch(() => client.close());
    }
  };
}

/** @param refused places of letters that could not be taken before: they come last, so that they hold up nobody */
async function eachOf(
  client: ImapFlow,
  { done, refused }: { done: string; refused: Set<string> },
  take: (mail: LyingMail) => Promise<void>,
): Promise<void> {
  const validity = String(client.mailbox ? client.mailbox.uidValidity : 0);
  const found = (await client.search({ all: true }, { uid: true })) || [];
  const places = found.map((uid) => ({ uid, place: `${validity}:${uid}` }));
  const isLate = ({ place }: { place: string }) => Number(refused.has(place));
  const faults: unknown[] = [];
  for (const { uid, place } of places.sort((a, b) => isLate(a) - isLate(b)).slice(0, MOST_AT_ONCE)) {
    try {
      await handOver(client, { uid, place, done }, take);
      refused.delete(place);
    } catch (fault) {
      // It stays where it is. One that is never taken does not hold up the others; when nothing is, the store is away.
      faults.push(fault);
      refused.add(place);
      if (faults.length >= MOST_FAULTS) break;
    }
  }
  if (faults.length > 0) throw faults[0];
}

async function handOver(
  client: ImapFlow,
  { uid, place, done }: { uid: number; place: string; done: string },
  take: (mail: LyingMail) => Promise<void>,
): Promise<void> {
  const found = await client.fetchOne(`${uid}`, { size: true, envelope: true }, { uid: true });
  if (!found) return;
  const { envelope, size = 0 } = found;
  await take({
    place,
    bytes: size,
    head: {
      messageId: (envelope?.messageId ?? '').replace(/^<|>$/g, ''),
      from: envelope?.from?.[0]?.address?.toLowerCase() ?? '',
      subject: envelope?.subject ?? '',
    },
    async source() {
      const whole = await client.fetchOne(`${uid}`, { source: true }, { uid: true });
      return whole ? (whole.source ?? Buffer.alloc(0)) : Buffer.alloc(0);
    },
  });
  await client.messageMove(`${uid}`, done, { uid: true });
}
