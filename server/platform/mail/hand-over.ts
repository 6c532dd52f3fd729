import { Readable } from 'node:stream';
import nodemailer, { type SendMailOptions, type Transporter } from 'nodemailer';

export interface HandedOver {
  fault?: unknown;
  /** The server has said yes or no. */
  answered: boolean;
  /** It takes no letter for this reader, now or later (550 to 553 to the address). */
  refused?: boolean;
  /** The server may have the whole letter. */
  handedOver: boolean;
}

/** Mailbox unknown, no longer here, name not allowed (RFC 5321, 4.2.3). */
const NO_SUCH_READER = [550, 551, 553];
/** The same numbers for what is wrong on this side: a relay that is closed to us, a list of blocked senders (RFC 3463, X.7). */
const OF_US = /\b5\.7\.\d|relay|spam|block|policy/i;

interface SmtpFault {
  responseCode?: number;
  /** Its words: '550 5.1.1 no such user'. */
  response?: string;
  command?: string;
}

type Noticing = (body: Readable) => AsyncIterable<unknown>;

/** Lines to a mail server, kept open between letters. */
export function mailLines(smtpUrl: string, most: number): Transporter {
  const waits = {
    dnsTimeout: 10_000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 60_000,
  };
  const transport: Transporter = nodemailer.createTransport({
    ...{ url: smtpUrl, pool: true, maxConnections: most, maxMessages: 100 },
    ...waits,
  } as never);
  transport.use('stream', ({ data, message }, done) => {
    const noticing = (data as { noticing?: Noticing }).noticing;
    // A line reads what it is to send only when the server has said that it wants the letter.
    if (noticing)
      message.processFunc((body) => Readable.from(noticing(body as Readable), { objectMode: false }));
    done();
  });
  return transport;
}

/** Hands one letter to the mail server, and tells what is known of it afterwards. */
export async function handOver(transport: Transporter, letter: SendMailOptions): Promise<HandedOver> {
  let handedOver = false;
  const noticing: Noticing = async function* (body) {
    for await (const piece of body) yield piece;
    handedOver = true;
  };
  try {
    await transport.sendMail({ ...letter, noticing } as never);
    return { answered: true, handedOver: true };
  } catch (fault) {
    const { responseCode, response, command } = fault as SmtpFault;
    const noReader = responseCode !== undefined && NO_SUCH_READER.includes(responseCode);
    const refused = command === 'RCPT TO' && noReader && !OF_US.test(response ?? '');
    return { fault, answered: responseCode !== undefined, handedOver, refused };
  }
}
