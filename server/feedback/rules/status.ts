/**
 * States of an item and the moves between them, as a table. Nothing else decides what may follow what.
 * Decree 20/2008/ND-CP (amended 48/2013, 92/2017) gives receipt, classification, transfer and publication;
 * "nobody may close an item as not ours" follows CPGRAMS 2024: a transfer needs a target.
 */
export const STATUSES = [
  'submitted',
  'waiting',
  'accepted',
  'routed',
  'assigned',
  'in-review',
  'answered',
  'refused',
  'withdrawn',
] as const;
export type Status = (typeof STATUSES)[number];

/** What the public reads: five words at most. */
export const PUBLIC_LABELS = [
  'received',
  'being-handled',
  'waiting-for-sender',
  'answered',
  'not-accepted',
] as const;
export type PublicLabel = (typeof PUBLIC_LABELS)[number];

const LABEL: Record<Status, PublicLabel> = {
  submitted: 'received',
  waiting: 'waiting-for-sender',
  accepted: 'received',
  routed: 'being-handled',
  assigned: 'being-handled',
  'in-review': 'being-handled',
  answered: 'answered',
  refused: 'not-accepted',
  withdrawn: 'not-accepted',
};

export function publicLabel(status: Status): PublicLabel {
  return LABEL[status];
}

export function statusesOf(label: PublicLabel): Status[] {
  return STATUSES.filter((status) => LABEL[status] === label);
}

/** Names of the journal entries of an item. One name follows the fact: entry, live update, text key, letter. */
export type FeedbackEntry =
  | 'feedback.submitted'
  | 'feedback.info-requested'
  | 'feedback.info-given'
  | 'feedback.accepted'
  | 'feedback.refused'
  | 'feedback.routed'
  | 'feedback.transferred'
  | 'feedback.assigned'
  | 'feedback.answer-saved'
  | 'feedback.answer-submitted'
  | 'feedback.answer-returned'
  | 'feedback.answered'
  | 'feedback.public-text-edited'
  | 'feedback.withdrawn'
  | 'feedback.overdue'
  | 'feedback.deadline-recalculated';

/** Entries that everybody may see, with their date. The others are inner steps. */
const PUBLIC_ENTRIES: readonly FeedbackEntry[] = [
  'feedback.submitted',
  'feedback.info-requested',
  'feedback.info-given',
  'feedback.accepted',
  'feedback.refused',
  'feedback.routed',
  'feedback.transferred',
  'feedback.answered',
  'feedback.withdrawn',
  'feedback.overdue',
  'feedback.deadline-recalculated',
];

export function isPublicEntry(name: string): boolean {
  return (PUBLIC_ENTRIES as readonly string[]).includes(name);
}

export interface Move {
  entry: FeedbackEntry;
  from: readonly Status[];
  /** `stays`: something happens and the state remains. */
  to: Status | 'stays';
}

const WITH_UNIT = ['routed', 'assigned', 'in-review'] as const;

export const MOVES: readonly Move[] = [
  { entry: 'feedback.info-requested', from: ['submitted'], to: 'waiting' },
  { entry: 'feedback.info-given', from: ['waiting'], to: 'submitted' },
  { entry: 'feedback.accepted', from: ['submitted'], to: 'accepted' },
  { entry: 'feedback.refused', from: ['submitted', 'waiting'], to: 'refused' },
  { entry: 'feedback.routed', from: ['accepted'], to: 'routed' },
  { entry: 'feedback.transferred', from: WITH_UNIT, to: 'routed' },
  { entry: 'feedback.assigned', from: ['routed', 'assigned'], to: 'assigned' },
  { entry: 'feedback.answer-saved', from: ['assigned'], to: 'stays' },
  { entry: 'feedback.answer-submitted', from: ['assigned'], to: 'in-review' },
  { entry: 'feedback.answer-returned', from: ['in-review'], to: 'assigned' },
  { entry: 'feedback.answered', from: ['in-review'], to: 'answered' },
  { entry: 'feedback.public-text-edited', from: ['accepted', ...WITH_UNIT, 'answered'], to: 'stays' },
  { entry: 'feedback.withdrawn', from: ['submitted', 'waiting', 'accepted', ...WITH_UNIT], to: 'withdrawn' },
  { entry: 'feedback.overdue', from: ['submitted', 'accepted', ...WITH_UNIT], to: 'stays' },
  {
    entry: 'feedback.deadline-recalculated',
    from: ['submitted', 'waiting', 'accepted', ...WITH_UNIT],
    to: 'stays',
  },
];

/** The state after a move; undefined when the table has no such row. */
export function stateAfter(status: Status, entry: FeedbackEntry): Status | undefined {
  const row = MOVES.find((move) => move.entry === entry && move.from.includes(status));
  if (!row) return undefined;
  return row.to === 'stays' ? status : row.to;
}

/** States in which nothing more is owed to the sender. */
export const CLOSED: readonly Status[] = ['answered', 'refused', 'withdrawn'];
export const OPEN: readonly Status[] = STATUSES.filter((status) => !CLOSED.includes(status));
/** States in which an item is open to public view with its text: a coordinator has accepted it. */
export const ACCEPTED: readonly Status[] = ['accepted', ...WITH_UNIT, 'answered'];
export const IN_UNIT: readonly Status[] = WITH_UNIT;
