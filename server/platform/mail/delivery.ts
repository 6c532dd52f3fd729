import { createHash, randomUUID } from 'node:crypto';
import type { Transporter } from 'nodemailer';
import addressparser from 'nodemailer/lib/addressparser';
import { type Clock, pause } from '../clock/clock.ts';
import type { Job } from '../clock/scheduler.ts';
import { together } from '../data/together.ts';
import { faultDetails, log } from '../log.ts';
import { secondsSince, type Trace } from '../trace.ts';
import { type HandedOver, handOver, mailLines } from './hand-over.ts';
import { Outbox, type OutboxLetter } from './outbox.ts';
import { type MailIn, replyAddress } from './threads.ts';

/** Letters on their way at once: one that the mail server lets wait holds up no other. A crash leaves no more in doubt. */
export const MOST_AT_ONCE = 10;
/** Letters that are looked up together. */
const BATCH = 100;
/** For a whole letter: a server that answers a byte at a time runs into no other limit. */
const LETTER_MS = 120_000;
/** While some letters take long, the others are looked for so often. */
const LOOK_AGAIN_MS = 5_000;
/** What is on its way has so long when the process is to end. */
const STOP_MS = 1_500;

/** A letter that the server has refused so often is given up. */
const MOST_TRIES = 12;
/** One that no server would take is given up when it is so old. */
const OLDEST_MS = 5 * 86_400_000;
/** After so many letters in a row without an answer the server counts as away, and is asked with one letter at a time. */
const AWAY_AFTER = 3;
const PAUSE_MS = 3_000;
const LONGEST_PAUSE_MS = 30_000;

const MINUTE_MS = 60_000;
/** Minutes until the next try of a letter that was refused: 2, 4, 8 … at most 6 hours; without an answer at most 15. */
const backOffMs = (tries: number, answered: boolean) => Math.min(2 ** tries, answered ? 360 : 15) * MINUTE_MS;

interface Wishes {
  smtpUrl: string | undefined;
  /** 'no-reply@city.example' or 'City <no-reply@city.example>' */
  from: string;
  clock: Clock;
  mailIn?: MailIn | undefined;
  trace?: Trace | undefined;
}

/**
 * Delivers the outbox. A letter is marked `sending` before it is handed to the mail server and `sent` after: when nobody
 * knows whether it went out, it is `uncertain` and is never sent again by itself, so no letter goes twice.
 */
export class Delivery {
  readonly #transport: Transporter | undefined;
  readonly #from: string;
  readonly #domain: string;
  readonly #clock: Clock;
  readonly #mailIn: MailIn | undefined;
  readonly #trace: Trace | undefined;
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();
  readonly #claim = together(MOST_AT_ONCE, claimLetters);
  readonly #note = together(MOST_AT_ONCE, noteLetters);
  /** Letters in a row that got no answer. */
  #unanswered = 0;
  #pausedUntil = 0;
  #wake: () => void = () => {};

  constructor({ smtpUrl, from, clock, mailIn, trace }: Wishes) {
    this.#trace = trace;
    this.#mailIn = mailIn;
    this.#from = from;
    this.#domain = domainOf(from);
    this.#clock = clock;
    this.#transport = smtpUrl ? mailLines(smtpUrl, MOST_AT_ONCE) : undefined;
  }

  job(): Job {
    if (!this.#transport) return { name: 'mail.deliver', everySeconds: 3600, run: async () => {} };
    return { name: 'mail.deliver', everySeconds: 5, runsWithoutTrustedClock: true, run: () => this.#run() };
  }

  /** Something new has come into the outbox: a run that waits for slow letters takes it up. */
  noteNew(): void {
    this.#wake();
  }

  /** Letters that a process was sending when it died. Only for whoever knows that no other process is sending. */
  async settle(): Promise<void> {
    const { modifiedCount } = await Outbox.updateMany(
      { status: 'sending', by: { $exists: false }, _id: { $nin: [...this.#underWay.keys()] } },
      { $set: { status: 'uncertain' } },
    );
    if (modifiedCount)
      log.warn({ letters: modifiedCount }, 'letters may or may not have been sent; see the outbox page');
  }

  /** Begins nothing more. What is on its way has a moment; what has not been handed over then waits for the next start. */
  async stop(): Promise<void> {
    this.#pausedUntil = Number.POSITIVE_INFINITY;
    this.#wake();
    await Promise.race([this.#allDone(), pause(STOP_MS)]);
    this.#stopping.abort();
    await this.#allDone();
    (this.#transport as { close(how: { force: boolean }): void } | undefined)?.close({ force: true });
  }

  async #allDone(): Promise<void> {
    await Promise.all(this.#underWay.values());
  }

  /** Until nothing is due and nothing on its way. */
  async #run(): Promise<void> {
    await this.settle();
    for (;;) {
      const due = this.#isPaused() ? [] : await this.#due();
      for (const letter of due) {
        while (this.#underWay.size >= this.#places()) await Promise.race(this.#underWay.values());
        if (this.#isPaused()) break;
        this.#begin(letter);
      }
      if (due.length > 0 && !this.#isPaused()) continue;
      if (this.#underWay.size === 0) return;
      await this.#somethingNew();
    }
  }

  #due(): Promise<OutboxLetter[]> {
    const _id = { $nin: [...this.#underWay.keys()] };
    const due = { status: 'waiting' as const, nextAt: { $lte: this.#clock.now() }, _id };
    return Outbox.find({ ...due, by: { $exists: false } })
      .sort({ nextAt: 1, _id: 1 })
      .limit(BATCH)
      .lean<OutboxLetter[]>();
  }

  #isPaused(): boolean {
    return performance.now() < this.#pausedUntil;
  }

  #places(): number {
    return this.#unanswered >= AWAY_AFTER ? 1 : MOST_AT_ONCE;
  }

  async #somethingNew(): Promise<void> {
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    await Promise.race([woken, ...this.#underWay.values(), pause(LOOK_AGAIN_MS)]);
  }

  #begin(letter: OutboxLetter): void {
    const done = this.#deliver(letter)
      // The store does not answer: what stands there decides at the next run.
      .catch((error) => log.error({ letter: letter._id, ...faultDetails(error) }, 'letter not noted'))
      .finally(() => this.#underWay.delete(letter._id));
    this.#underWay.set(letter._id, done);
  }

  async #deliver(letter: OutboxLetter): Promise<void> {
    if (!(await this.#claim(letter._id))) return;
    const begun = performance.now();
    const signal = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(LETTER_MS)]);
    const { fault, answered, handedOver, refused } = await handOver(this.#transport!, {
      from: this.#from,
      to: letter.to,
      subject: letter.subject,
      html: letter.html,
      text: letter.text,
      messageId: this.#messageId(letter),
      ...(this.#mailIn && letter.thread ? { replyTo: replyAddress(this.#mailIn, letter.thread) } : {}),
      headers: {
        'Auto-Submitted': 'auto-generated',
        'Content-Language': letter.language,
        ...(letter.stopAt && {
          'List-Unsubscribe': `<${letter.stopAt}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }),
        ...(letter.requestId && { 'X-Request-Id': letter.requestId }),
      },
      signal,
    });
    const { requestId } = letter;
    const kindOfFault = fault instanceof Error ? fault.name : fault ? typeof fault : undefined;
    this.#trace?.tell(
      { kind: 'letter', name: 'handed over', requestId, fault: kindOfFault },
      secondsSince(begun),
    );
    this.#noteAnswer(answered);
    const set = fault ? this.#afterFault(letter, { answered, handedOver, refused }) : this.#sent();
    await this.#note({ _id: letter._id, set });
    if (fault)
      log.warn(
        { letter: letter._id, requestId: letter.requestId, answered, handedOver, ...faultDetails(fault) },
        'letter not delivered',
      );
  }

  #sent(): Partial<OutboxLetter> {
    return { status: 'sent', sentAt: this.#clock.now() };
  }

  /** What becomes of a letter that was not taken. */
  #afterFault(
    letter: OutboxLetter,
    { answered, handedOver, refused }: Omit<HandedOver, 'fault'>,
  ): Partial<OutboxLetter> {
    if (handedOver && !answered) return { status: 'uncertain' };
    if (refused) return { status: 'failed', ...(letter.refused ? {} : { refused: 'new' }) };
    // Cut off by the end of the process: that was no try.
    if (this.#stopping.signal.aborted && !answered) return { status: 'waiting', tries: letter.tries };
    const now = this.#clock.now().getTime();
    const tries = letter.tries + 1;
    const givenUp = answered ? tries >= MOST_TRIES : now - letter.createdAt.getTime() > OLDEST_MS;
    const nextAt = new Date(now + backOffMs(tries, answered));
    return { status: givenUp ? 'failed' : 'waiting', nextAt };
  }

  /** The same for each try: a server that has it already knows it. */
  #messageId({ _id, thread }: OutboxLetter): string {
    const hash = createHash('sha256').update(_id).digest('hex').slice(0, 32);
    return `<${thread ? `${hash}.${thread}` : hash}@${this.#domain}>`;
  }

  #noteAnswer(answered: boolean): void {
    this.#unanswered = answered ? 0 : this.#unanswered + 1;
    if (this.#unanswered < AWAY_AFTER) return;
    const pauseMs = Math.min(this.#unanswered * PAUSE_MS, LONGEST_PAUSE_MS);
    this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + pauseMs);
  }
}

/** Marks letters as being sent. @returns for each whether it was still waiting */
async function claimLetters(ids: string[]): Promise<boolean[]> {
  const claim = randomUUID();
  const { modifiedCount } = await Outbox.updateMany(
    { _id: { $in: ids }, status: 'waiting' },
    { $set: { status: 'sending', claim }, $inc: { tries: 1 } },
  );
  if (modifiedCount === ids.length) return ids.map(() => true);
  // Another process has some of them.
  const own = await Outbox.find({ _id: { $in: ids }, claim }, { _id: 1 }).lean();
  const mine = new Set(own.map(({ _id }) => _id));
  return ids.map((id) => mine.has(id));
}

async function noteLetters(all: { _id: string; set: Partial<OutboxLetter> }[]): Promise<undefined[]> {
  await Outbox.bulkWrite(
    all.map(({ _id, set }) => ({ updateOne: { filter: { _id }, update: { $set: set } } })),
    { ordered: false },
  );
  return [];
}

/** Of 'City <no-reply@city.example>': city.example. */
function domainOf(from: string): string {
  const [sender] = addressparser(from, { flatten: true });
  return sender?.address.split('@')[1] ?? 'localhost';
}
