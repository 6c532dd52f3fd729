import { Schema } from 'mongoose';
import type { Language } from '../../platform/context.ts';
import { type Journalled, journalledModel } from '../../platform/journal/index.ts';

/** Somebody has lost a key. One is kept for each address typed, known or not, so that the time it takes tells nothing. */
export interface LostKeyFields extends Journalled {
  to: string;
  language: Language;
  askedAt: Date;
}

const schema = new Schema<LostKeyFields>({ to: String, language: String, askedAt: Date });
schema.index({ askedAt: 1 });

export const LostKey = journalledModel<LostKeyFields>('LostKey', 'lost-keys', schema);
