import { createHash } from 'node:crypto';
import nodemailer, { type Transporter } from 'nodemailer';
import type { Job } from '../clock/scheduler.ts';
import { faultDetails, log } from '../log.ts';
import { Outbox, type OutboxLetter } from './outbox.ts';

const MOST_TRIES = 12;
const BATCH = 50;

/** Minutes until the next try: 1, 2, 4 … at most 6 hours. */
function backOffMs(tries: number): number {
  return Math.min(2 ** tries, 360) * 60_000;
}

/**
 * The job that delivers the outbox. A letter is marked `sending` before it is handed to the mail server and `sent`
 * after: whatever a crash leaves in between is `uncertain` and is never sent again by itself, so no letter goes twice.
 */
export function deliveryJob(
  smtpUrl: string | undefined,
  from: string,
): { job: Job; close(): void; settle(): Promise<void> } {
  if (!smtpUrl)
    return {
      job: { name: 'mail.deliver', everySeconds: 3600, run: async () => {} },
      close: () => {},
      settle: settleUncertain,
    };
  const transport = nodemailer.createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 2,
    maxMessages: 100,
  } as never);
  const run: Job['run'] = async (context) => {
    for (;;) {
      const due = await Outbox.find({ status: 'waiting', nextAt: { $lte: context.now } })
        .sort({ nextAt: 1 })
        .limit(BATCH)
        .lean();
      for (const letter of due) await deliver(transport, from, letter, context.now);
      if (due.length < BATCH) return;
    }
  };
  return {
    job: { name: 'mail.deliver', everySeconds: 5, whateverTheClock: true, run },
    close: () => transport.close(),
    settle: settleUncertain,
  };
}

/** At start: letters that the last process was sending when it died. */
async function settleUncertain(): Promise<void> {
  const { modifiedCount } = await Outbox.updateMany({ status: 'sending' }, { $set: { status: 'uncertain' } });
  if (modifiedCount)
    log.warn({ letters: modifiedCount }, 'letters may or may not have been sent; see the outbox page');
}

async function deliver(transport: Transporter, from: string, letter: OutboxLetter, now: Date): Promise<void> {
  const claimed = await Outbox.updateOne(
    { _id: letter._id, status: 'waiting' },
    { $set: { status: 'sending' }, $inc: { tries: 1 } },
  );
  if (claimed.modifiedCount === 0) return;
  try {
    await transport.sendMail({
      from,
      to: letter.to,
      subject: letter.subject,
      html: letter.html,
      text: letter.text,
      messageId: `<${createHash('sha256').update(letter._id).digest('hex').slice(0, 32)}@${from.split('@')[1]}>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': letter.language },
    });
    await Outbox.updateOne({ _id: letter._id }, { $set: { status: 'sent', sentAt: now } });
  } catch (error) {
    const tries = letter.tries + 1;
    const status = tries >= MOST_TRIES ? 'failed' : 'waiting';
    log.warn({ letter: letter._id, tries, ...faultDetails(error) }, 'letter not delivered');
    await Outbox.updateOne(
      { _id: letter._id },
      { $set: { status, nextAt: new Date(now.getTime() + backOffMs(tries)) } },
    );
  }
}
