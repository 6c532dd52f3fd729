import type { Clock } from '../clock/clock.ts';
import type { Job } from '../clock/scheduler.ts';
import { faultDetails, log } from '../log.ts';
import { Outbox, type OutboxLetter, putInOutbox } from '../mail/outbox.ts';
import { callOut } from '../outbound/call-out.ts';
import { backOffMs, filledAddress, filledBody, isRefused, MOST_TRIES, plainLetters } from './rules.ts';

/** The gateway as the operator has described it. */
export interface SmsGateway {
  /** May hold {to}, {text} and {id}. */
  url: string;
  method: 'GET' | 'POST';
  body: string;
  contentType: string;
  authorization?: string | undefined;
  /** Without accents. */
  plain: boolean;
  /** Calling code of the city. */
  country: string;
}

export interface Sms {
  /** Derived from the entry: the same again changes nothing. */
  id: string;
  /** As `smsNumber` gives it. */
  to: string;
  text: string;
  language: OutboxLetter['language'];
  /** Name of what it tells, for the outbox. */
  letter: string;
  about: string;
  now: Date;
}

/** It waits in the outbox as letters do. */
export function putSmsInOutbox({ id, to, text, language, letter, about, now }: Sms): Promise<void> {
  const html = `<p>${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</p>`;
  const words = { subject: `SMS ${about}`, html, text };
  return putInOutbox({ _id: id, by: 'sms', to, language, letter, about, ...words, createdAt: now });
}

/** Messages that one number gets in a day: whoever types in the number of somebody else gives them no flood. */
export const MOST_MESSAGES = 10;
const DAY_MS = 86_400_000;

/** @param id of the message that is to go: a reaction may run a second time */
export async function hasRoomFor({ id, to, now }: Pick<Sms, 'id' | 'to' | 'now'>): Promise<boolean> {
  const since = new Date(now.getTime() - DAY_MS);
  const others = { by: 'sms' as const, to, createdAt: { $gt: since }, _id: { $ne: id } };
  return (await Outbox.countDocuments(others)) < MOST_MESSAGES;
}

const AT_ONCE = 50;
/** The address is the operator's, not one that somebody has typed in: gateways stand inside, too. */
const EVERYWHERE = ['0.0.0.0/0', '::/0'];

/**
 * Hands what waits to the gateway. What it answers with 2xx is sent; what it refuses for good has failed; when nobody
 * knows whether it has it, that is `uncertain` and is not sent again by itself.
 */
export function smsJob(gateway: SmsGateway | undefined, clock: Clock): Job {
  if (!gateway)
    return { name: 'sms.deliver', everySeconds: 60, runsWithoutTrustedClock: true, run: giveUpAll };
  return {
    name: 'sms.deliver',
    everySeconds: 5,
    runsWithoutTrustedClock: true,
    async run() {
      // One process at a time has the lease of the job: what stands as being sent was cut off.
      await Outbox.updateMany(
        { by: 'sms', status: 'sending' },
        { $set: { status: 'uncertain', refused: 'new' } },
      );
      const due = { by: 'sms' as const, status: 'waiting' as const, nextAt: { $lte: clock.now() } };
      const rows = await Outbox.find(due).sort({ nextAt: 1, _id: 1 }).limit(AT_ONCE).lean<OutboxLetter[]>();
      // Where it does not answer one, the others wait for the next run: each would hold this one up as long.
      for (const row of rows) if (!(await deliver(gateway, row, clock))) return;
    },
  };
}

/** The gateway was taken away: nobody will send what waits. */
async function giveUpAll(): Promise<void> {
  await Outbox.updateMany(
    { by: 'sms', status: { $in: ['waiting', 'sending'] } },
    { $set: { status: 'failed', refused: 'new' } },
  );
}

/** @returns whether the gateway has answered, whatever it said */
async function deliver(gateway: SmsGateway, row: OutboxLetter, clock: Clock): Promise<boolean> {
  const tries = row.tries + 1;
  await Outbox.updateOne({ _id: row._id }, { $set: { status: 'sending', tries } });
  const status = await asked(gateway, row);
  await Outbox.updateOne({ _id: row._id }, { $set: after(status, tries, clock.now()) });
  const answered = status !== 'unreached' && status !== 'unknown';
  if (!answered || status >= 300) log.warn({ letter: row._id, status }, 'message not delivered');
  return answered;
}

type Answered = number | 'unreached' | 'unknown';

function after(status: Answered, tries: number, now: Date): Partial<OutboxLetter> {
  if (status === 'unknown') return { status: 'uncertain', refused: 'new' };
  if (status !== 'unreached' && status >= 200 && status < 300) return { status: 'sent', sentAt: now };
  if ((status !== 'unreached' && isRefused(status)) || tries >= MOST_TRIES)
    return { status: 'failed', refused: 'new' };
  return { status: 'waiting', nextAt: new Date(now.getTime() + backOffMs(tries)) };
}

async function asked(gateway: SmsGateway, { _id: id, to, text: words }: OutboxLetter): Promise<Answered> {
  const text = gateway.plain ? plainLetters(words) : words;
  const values = { to, text, id };
  const { method, contentType, authorization } = gateway;
  const posts = method === 'POST';
  let reached = false;
  try {
    const { status } = await callOut(
      {
        url: filledAddress(gateway.url, values),
        method,
        headers: {
          ...(posts ? { 'Content-Type': contentType } : {}),
          ...(authorization ? { Authorization: authorization } : {}),
        },
        body: posts ? filledBody(gateway.body, contentType, values) : '',
      },
      {
        inside: EVERYWHERE,
        onLine: () => {
          reached = true;
        },
      },
    );
    return status;
  } catch (error) {
    log.warn({ letter: id, ...faultDetails(error) }, 'line to the message gateway broken');
    return reached ? 'unknown' : 'unreached';
  }
}
