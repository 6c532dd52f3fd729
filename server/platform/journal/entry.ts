import { Schema } from 'mongoose';
import type { Actor } from '../context.ts';

/** Who did something, as the journal keeps it. */
export interface EntryActor {
  kind: Actor['kind'];
  /** Account id or job name; absent for visitors. */
  id?: string;
  name?: string;
  /** The second person, where the act took two. */
  approvedBy?: { id: string; name: string };
}

/** Who did something, for histories: where it took two people, both. */
export const namesOf = ({ name, approvedBy }: EntryActor): string | undefined =>
  approvedBy ? [name, approvedBy.name].join(' + ') : name;

/** One thing that happened to one document. Its name is past tense: 'feedback.answered'. */
export interface Entry {
  _id: string;
  name: string;
  at: Date;
  actor: EntryActor;
  requestId: string;
  /** The document: model name, id, and the code that people know it by. */
  subject: { model: string; id: string; code?: string };
  /** What may be shown to whoever may see the document. */
  details: Record<string, unknown>;
  /** What only staff may see, and what can be erased: names, texts before and after. */
  personal: Record<string, unknown>;
}

export const entrySchema = new Schema<Entry>(
  {
    _id: String,
    name: String,
    at: Date,
    actor: { type: Schema.Types.Mixed },
    requestId: String,
    subject: { type: Schema.Types.Mixed },
    details: { type: Schema.Types.Mixed },
    personal: { type: Schema.Types.Mixed },
  },
  { versionKey: false, minimize: false },
);
