import mongoose from 'mongoose';
import { gathered } from '../../platform/data/gather.ts';
import { storeMemory } from '../../platform/data/store-memory.ts';
import type { Indexed, Part } from '../../search/indexed.ts';
import { SearchIndex } from '../../search/search-index.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { canSeePublicText } from '../item/policy.ts';
import { publicLabel } from '../item/rules/status.ts';

const NAME = 'feedback-search';

/** The index of the items in the store that is connected. */
export const itemIndex = storeMemory(() => new SearchIndex(mongoose.connection.db!, NAME));

/** What is read of an item for the index. */
export const READ = {
  ...{
    version: 1,
    publishText: 1,
    status: 1,
    publicText: 1,
    receivedAt: 1,
    unit: 1,
    regulation: 1,
    kind: 1,
    language: 1,
    shield: 1,
  },
  'answer.text': 1,
} as const;

export type Searched = Pick<
  FeedbackFields,
  | '_id'
  | 'version'
  | 'publishText'
  | 'status'
  | 'publicText'
  | 'receivedAt'
  | 'unit'
  | 'regulation'
  | 'kind'
  | 'language'
  | 'shield'
> & { answer?: { text: string } | null };

/** An answer says more words than a question, of which fewer are meant. */
const SHARE_OF_ANSWER = 0.4;

/** Only of what everybody may read: the public text of accepted items, and the answer once it is given. */
export function indexedItem(item: Searched): Indexed {
  const { _id, version, receivedAt, status, kind, language } = item;
  const facets = {
    label: publicLabel(status),
    unit: item.unit ?? '',
    regulation: item.regulation ?? '',
    kind,
    language,
  };
  return { id: _id.toHexString(), version, at: receivedAt, facets, parts: partsOf(item) };
}

function partsOf(item: Searched): Record<string, Part> {
  if (!item.publishText || !canSeePublicText(item)) return {};
  const { subject, text } = item.publicText;
  const question = { heading: subject, text };
  if (item.status !== 'answered' || !item.answer) return { question };
  return { question, answer: { text: item.answer.text, share: SHARE_OF_ANSWER } };
}

/** Items of entries that are carried together are read and indexed together, as they are then. */
export const indexItem = gathered<true>(async (ids) => {
  const items = await Feedback.find({ _id: { $in: ids } }, READ).lean<Searched[]>();
  await itemIndex().put(items.map(indexedItem));
  return new Map();
});
