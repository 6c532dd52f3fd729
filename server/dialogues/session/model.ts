import { type HydratedDocument, Schema, type Types } from 'mongoose';
import type { ContentLanguage } from '../../platform/context.ts';
import { type Journalled, journalledModel } from '../../platform/journal/index.ts';
import { QUEUE_ORDERS, type QueueOrder, WALLS, type Wall } from './rules/queue.ts';
import { DIALOGUE_STATUSES, type DialogueStatus } from './rules/status.ts';

/** An account and the name it had when it got the part. */
export interface Person {
  id: string;
  name: string;
}

export interface AgendaPoint {
  title: string;
  minutes: number;
}

export interface Notice {
  id: string;
  text: string;
  at: Date;
}

/** What the chair concludes: a task of a unit with a date. It becomes a commitment when the minutes are published. */
export interface Conclusion {
  id: string;
  text: string;
  unit: string;
  dueAt: Date;
  at: Date;
}

export interface DialogueFields extends Journalled {
  _id: Types.ObjectId;
  code: string;
  title: string;
  description: string;
  language: ContentLanguage;
  /** Where, for those who come in person; empty: online only. */
  place: string;
  regulations: string[];
  chair: Person;
  moderators: Person[];
  /** Slugs of the units on the panel. */
  units: string[];
  agenda: AgendaPoint[];
  startsAt: Date;
  endsAt: Date;
  status: DialogueStatus;
  createdAt: Date;
  createdBy: string;
  announcedAt: Date | null;
  openedAt: Date | null;
  endedAt: Date | null;
  publishedAt: Date | null;
  cancelledAt: Date | null;
  cancelledFor: string | null;
  /** The minutes were not published in time, and people were told. */
  overdueAt: Date | null;
  agendaAt: number;
  /** Since when that point is dealt with; absent in sessions from before. */
  agendaSince: Date | null;
  wall: Wall;
  queueOpen: boolean;
  order: QueueOrder;
  slowSeconds: number;
  /** Id of the question that is being answered. */
  now: string | null;
  notices: Notice[];
  conclusions: Conclusion[];
  idempotencyKey?: string;
}

export type DialogueDocument = HydratedDocument<DialogueFields>;

const person = { id: String, name: String };

const schema = new Schema<DialogueFields>({
  code: String,
  title: String,
  description: { type: String, default: '' },
  language: String,
  place: { type: String, default: '' },
  regulations: { type: [String], default: [] },
  chair: { type: person, _id: false },
  moderators: { type: [{ ...person, _id: false }], default: [] },
  units: { type: [String], default: [] },
  agenda: { type: [{ title: String, minutes: Number, _id: false }], default: [] },
  startsAt: Date,
  endsAt: Date,
  status: { type: String, enum: DIALOGUE_STATUSES },
  createdAt: Date,
  createdBy: String,
  announcedAt: { type: Date, default: null },
  openedAt: { type: Date, default: null },
  endedAt: { type: Date, default: null },
  publishedAt: { type: Date, default: null },
  cancelledAt: { type: Date, default: null },
  cancelledFor: { type: String, default: null },
  overdueAt: { type: Date, default: null },
  agendaAt: { type: Number, default: 0 },
  agendaSince: { type: Date, default: null },
  wall: { type: String, enum: WALLS, default: 'both' },
  queueOpen: { type: Boolean, default: true },
  order: { type: String, enum: QUEUE_ORDERS, default: 'votes' },
  slowSeconds: { type: Number, default: 0 },
  now: { type: String, default: null },
  notices: { type: [{ id: String, text: String, at: Date, _id: false }], default: [] },
  conclusions: {
    type: [{ id: String, text: String, unit: String, dueAt: Date, at: Date, _id: false }],
    default: [],
  },
  idempotencyKey: String,
});
schema.index({ code: 1 }, { unique: true });
schema.index({ idempotencyKey: 1 }, { unique: true, sparse: true });
schema.index({ status: 1, startsAt: -1 });
schema.index({ startsAt: -1, _id: -1 });
schema.index({ regulations: 1, startsAt: -1 });

export const Dialogue = journalledModel<DialogueFields>('Dialogue', 'dialogues', schema);
