import { Schema } from 'mongoose';
import { type Journalled, journalledModel } from '../platform/journal/index.ts';
import type { Closed, Notice } from './rules.ts';

/** One document: whether the site is closed for writing, and what is told on top of it. */
export interface SiteStateFields extends Journalled {
  _id: string;
  closed: Closed | null;
  notice: Notice | null;
}

const words = { vi: String, en: String, ru: String };

export const SiteState = journalledModel<SiteStateFields>(
  'SiteState',
  'site-states',
  new Schema<SiteStateFields>({
    _id: String,
    closed: { type: new Schema({ reason: words, since: Date }, { _id: false }), default: null },
    notice: { type: new Schema({ text: words, from: Date, until: Date }, { _id: false }), default: null },
  }),
);
