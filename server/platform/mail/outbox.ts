import mongoose, { Schema } from 'mongoose';
import type { Language } from '../context.ts';
import { insertMissing } from '../data/insert-missing.ts';

/** waiting → sending → sent; `uncertain`: the server died while sending, a person decides; `failed`: given up. */
export type LetterStatus = 'waiting' | 'sending' | 'sent' | 'uncertain' | 'failed';

export interface OutboxLetter {
  _id: string;
  to: string;
  language: Language;
  /** The stem of its template: 'feedback/answered'. */
  letter: string;
  subject: string;
  html: string;
  text: string;
  /** Code of what it is about. */
  about?: string;
  /** By which a reply finds its item. */
  thread?: string;
  /** The mailbox, when it is a first letter to an address that nobody has confirmed. */
  firstTo?: string;
  /** Where a mail program ends such letters with one press. */
  stopAt?: string;
  /** The mail server takes no letter for this address, ever: 'told' once whatever it is about knows. */
  refused?: 'new' | 'told';
  /** Goes to a telephone; absent: by e-mail. */
  by?: 'sms';
  status: LetterStatus;
  tries: number;
  /** Of whoever is sending it. */
  claim?: string;
  /** What somebody did, from which it follows. */
  requestId?: string;
  createdAt: Date;
  nextAt: Date;
  sentAt?: Date;
}

const schema = new Schema<OutboxLetter>(
  {
    _id: String,
    to: String,
    language: String,
    letter: String,
    subject: String,
    html: String,
    text: String,
    about: String,
    thread: String,
    firstTo: String,
    stopAt: String,
    refused: String,
    by: String,
    status: { type: String, default: 'waiting' },
    tries: { type: Number, default: 0 },
    claim: String,
    requestId: String,
    createdAt: Date,
    nextAt: Date,
    sentAt: Date,
  },
  { collection: 'outbox', versionKey: false },
);
schema.index({ status: 1, nextAt: 1 });
schema.index({ createdAt: -1, _id: -1 });
schema.index({ firstTo: 1, createdAt: 1 }, { partialFilterExpression: { firstTo: { $exists: true } } });

schema.index({ to: 1, createdAt: 1 }, { partialFilterExpression: { by: 'sms' } });

schema.index({ refused: 1 }, { partialFilterExpression: { refused: 'new' } });

export const Outbox = mongoose.model<OutboxLetter>('OutboxLetter', schema);

export type NewLetter = Omit<OutboxLetter, 'status' | 'tries' | 'claim' | 'nextAt' | 'refused'>;

/** Puts letters into the outbox, in one write. The same id again changes nothing: reactions may run twice. */
export async function putInOutbox(...letters: NewLetter[]): Promise<void> {
  const rows = letters.map(
    (letter): OutboxLetter => ({ ...letter, status: 'waiting', tries: 0, nextAt: letter.createdAt }),
  );
  await insertMissing(Outbox.collection, rows);
}
