import { type HydratedDocument, Schema } from 'mongoose';
import type { ContentLanguage } from '../../platform/context.ts';
import { type Journalled, journalledModel } from '../../platform/journal/index.ts';
import type { RemovalGround } from './rules/removal.ts';

/** Somebody who asks and votes in one session. Viewing needs none of this. */
export interface ParticipantFields extends Journalled {
  _id: string;
  dialogue: string;
  /** What others read. */
  by: string;
  /** The name given, for moderators; empty: identity not given. */
  name: string;
  organisation: string;
  /** For letters about one's own questions; empty: none are sent. */
  email: string;
  language: ContentLanguage;
  registeredAt: Date;
  /** May not ask; votes still count. */
  muted: boolean;
  /** May neither ask nor vote. */
  removed: boolean;
  removedFor: RemovalGround | null;
  /** Since when name, organisation and address are gone, by the city's rule; absent in rows from before. */
  personalErasedAt?: Date | null;
}

export type ParticipantDocument = HydratedDocument<ParticipantFields>;

const schema = new Schema<ParticipantFields>({
  _id: String,
  dialogue: String,
  by: String,
  name: { type: String, default: '' },
  organisation: { type: String, default: '' },
  email: { type: String, default: '' },
  language: String,
  registeredAt: Date,
  muted: { type: Boolean, default: false },
  removed: { type: Boolean, default: false },
  removedFor: { type: String, default: null },
  personalErasedAt: { type: Date, default: null },
});
schema.index({ dialogue: 1, registeredAt: 1 });
// Those whose session is long over have lost it.
schema.index({ dialogue: 1, _id: 1 }, { partialFilterExpression: { personalErasedAt: null } });

/** Journal entries: 'participant.registered', 'participant.changed', 'participant.muted', 'participant.unmuted', 'participant.removed', 'participant.reinstated', 'participant.personal-erased'. */
export const Participant = journalledModel<ParticipantFields>('Participant', 'dialogue-participants', schema);
