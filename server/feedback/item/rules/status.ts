/**
 * States of an item and the moves between them, as a table. Nothing else decides what may follow what.
 * Decree 20/2008/ND-CP (amended 48/2013, 92/2017) gives receipt, classification, transfer and publication;
 * "nobody may close an item as not ours" follows CPGRAMS 2024: a transfer needs a target.
 */
export const STATUSES = [
  'submitted',
  // Waiting for the sender, asked by a coordinator before acceptance; 'paused': asked by the unit that has it.
  'waiting',
  'accepted',
  'routed',
  'assigned',
  'paused',
  // The unit says that it is not competent; a coordinator decides.
  'disputed',
  'in-review',
  // Answered together with another item, which says the same.
  'merged',
  'answered',
  'refused',
  'withdrawn',
  // The sender has not replied in time.
  'lapsed',
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
  paused: 'waiting-for-sender',
  disputed: 'being-handled',
  'in-review': 'being-handled',
  merged: 'being-handled',
  answered: 'answered',
  refused: 'not-accepted',
  withdrawn: 'not-accepted',
  lapsed: 'not-accepted',
};

export function publicLabel(status: Status): PublicLabel {
  return LABEL[status];
}

export function statusesOf(label: PublicLabel): Status[] {
  return STATUSES.filter((status) => LABEL[status] === label);
}

/** Names of the journal entries of an item. One name follows the fact: entry, live update, text key, letter. */
export type FeedbackEntry =
  | 'feedback.imported'
  | 'feedback.submitted'
  | 'feedback.info-requested'
  | 'feedback.info-given'
  | 'feedback.reply-reminded'
  | 'feedback.reply-recounted'
  | 'feedback.closed-unanswered'
  | 'feedback.accepted'
  | 'feedback.refused'
  | 'feedback.refusal-contested'
  | 'feedback.refusal-upheld'
  | 'feedback.refusal-taken-back'
  | 'feedback.routed'
  | 'feedback.transferred'
  | 'feedback.succeeded'
  | 'feedback.classified'
  | 'feedback.disputed'
  | 'feedback.dispute-rejected'
  | 'feedback.receipt-corrected'
  | 'feedback.extension-requested'
  | 'feedback.extension-declined'
  | 'feedback.extended'
  | 'feedback.apologised'
  | 'feedback.assigned'
  | 'feedback.answer-saved'
  | 'feedback.answer-submitted'
  | 'feedback.answer-returned'
  | 'feedback.answered'
  | 'feedback.answer-corrected'
  | 'feedback.merged'
  | 'feedback.unmerged'
  | 'feedback.answered-together'
  | 'feedback.split-planned'
  | 'feedback.split-undone'
  | 'feedback.split'
  | 'feedback.linked'
  | 'feedback.unlinked'
  | 'feedback.tagged'
  | 'feedback.interim-answered'
  | 'feedback.contribution-asked'
  | 'feedback.contribution-given'
  | 'feedback.contribution-withdrawn'
  | 'feedback.contribution-reminded'
  | 'feedback.note-added'
  | 'feedback.note-removed'
  | 'feedback.tasks-changed'
  | 'feedback.attachment-published'
  | 'feedback.attachment-hidden'
  | 'feedback.attachment-removed'
  | 'feedback.evidence-added'
  | 'feedback.evidence-removed'
  | 'feedback.rating-reminded'
  | 'feedback.rated'
  | 'feedback.reopened'
  | 'feedback.papers-named'
  | 'feedback.paper-answered'
  | 'feedback.paper-shown'
  | 'feedback.paper-hidden'
  | 'feedback.answer-aged'
  | 'feedback.answer-looked-at'
  | 'feedback.answer-ageing-lifted'
  | 'feedback.appealed'
  | 'feedback.appeal-overdue'
  | 'feedback.appeal-decided'
  | 'feedback.appeal-sent-back'
  | 'feedback.public-text-edited'
  | 'feedback.contact-changed'
  | 'feedback.contact-confirmed'
  | 'feedback.contact-undelivered'
  | 'feedback.shielded'
  | 'feedback.shield-lifted'
  | 'feedback.withdrawn'
  | 'feedback.erasure-asked'
  | 'feedback.erasure-taken-back'
  | 'feedback.erasure-decided'
  | 'feedback.personal-erased'
  | 'feedback.overdue'
  | 'feedback.overdue-taken-back'
  | 'feedback.deadline-recalculated'
  | 'feedback.deadline-certainty-changed';

/** Entries that everybody may see, with their date. The others are inner steps. */
const PUBLIC_ENTRIES: readonly FeedbackEntry[] = [
  'feedback.imported',
  'feedback.submitted',
  'feedback.info-requested',
  'feedback.info-given',
  'feedback.closed-unanswered',
  'feedback.accepted',
  'feedback.refused',
  'feedback.refusal-contested',
  'feedback.refusal-upheld',
  'feedback.refusal-taken-back',
  'feedback.routed',
  'feedback.transferred',
  'feedback.succeeded',
  'feedback.classified',
  'feedback.disputed',
  'feedback.dispute-rejected',
  'feedback.receipt-corrected',
  'feedback.extended',
  'feedback.apologised',
  'feedback.answered',
  'feedback.answer-corrected',
  'feedback.merged',
  'feedback.unmerged',
  'feedback.answered-together',
  'feedback.split',
  'feedback.interim-answered',
  'feedback.reopened',
  'feedback.papers-named',
  'feedback.paper-answered',
  'feedback.answer-aged',
  'feedback.answer-looked-at',
  'feedback.answer-ageing-lifted',
  'feedback.appealed',
  'feedback.appeal-overdue',
  'feedback.appeal-decided',
  'feedback.appeal-sent-back',
  'feedback.withdrawn',
  'feedback.overdue',
  'feedback.overdue-taken-back',
  'feedback.deadline-recalculated',
];

export function isPublicEntry(name: string): boolean {
  return (PUBLIC_ENTRIES as readonly string[]).includes(name);
}

export interface Move {
  entry: FeedbackEntry;
  from: readonly Status[];
  /**
   * `stays`: something happens and the state remains. `resumes`: back to where the unit was: 'assigned' when someone
   * there has the item, else 'routed'; before it had a unit, 'accepted'.
   */
  to: Status | 'stays' | 'resumes';
}

const WITH_UNIT = ['routed', 'assigned', 'in-review'] as const;
/** The sender's clock stands still. */
export const PAUSED: readonly Status[] = ['waiting', 'paused'];
const RUNNING = ['submitted', 'accepted', ...WITH_UNIT, 'disputed'] as const;
/** Another unit writes its part also while the sender or an arbiter is waited for. */
const CONTRIBUTED = ['routed', 'assigned', 'paused', 'disputed'] as const;
/** Nobody waits for the sender, a decision or an approval: what it asks can still be divided. */
export const SPLITTABLE: readonly Status[] = ['submitted', 'accepted', 'routed', 'assigned'];
const UNFINISHED = [...RUNNING, 'waiting', 'paused'] as const;

export const MOVES: readonly Move[] = [
  { entry: 'feedback.info-requested', from: ['submitted'], to: 'waiting' },
  { entry: 'feedback.info-requested', from: ['routed', 'assigned'], to: 'paused' },
  { entry: 'feedback.info-given', from: ['waiting'], to: 'submitted' },
  { entry: 'feedback.info-given', from: ['paused'], to: 'resumes' },
  { entry: 'feedback.reply-reminded', from: ['waiting', 'paused'], to: 'stays' },
  { entry: 'feedback.reply-recounted', from: ['waiting', 'paused'], to: 'stays' },
  { entry: 'feedback.closed-unanswered', from: ['waiting', 'paused'], to: 'lapsed' },
  { entry: 'feedback.accepted', from: ['submitted'], to: 'accepted' },
  { entry: 'feedback.refused', from: ['submitted', 'waiting'], to: 'refused' },
  { entry: 'feedback.refusal-contested', from: ['refused'], to: 'stays' },
  { entry: 'feedback.refusal-upheld', from: ['refused'], to: 'stays' },
  // Back to where it was refused: it is screened as any other.
  { entry: 'feedback.refusal-taken-back', from: ['refused'], to: 'submitted' },
  { entry: 'feedback.routed', from: ['accepted'], to: 'routed' },
  { entry: 'feedback.transferred', from: [...WITH_UNIT, 'disputed'], to: 'routed' },
  // Its unit has ended, and another goes on with it.
  { entry: 'feedback.succeeded', from: [...UNFINISHED, 'answered'], to: 'stays' },
  { entry: 'feedback.classified', from: ['accepted', ...WITH_UNIT, 'disputed'], to: 'stays' },
  { entry: 'feedback.disputed', from: ['routed', 'assigned'], to: 'disputed' },
  { entry: 'feedback.dispute-rejected', from: ['disputed'], to: 'resumes' },
  { entry: 'feedback.receipt-corrected', from: STATUSES, to: 'stays' },
  { entry: 'feedback.extension-requested', from: WITH_UNIT, to: 'stays' },
  { entry: 'feedback.extension-declined', from: WITH_UNIT, to: 'stays' },
  { entry: 'feedback.extended', from: WITH_UNIT, to: 'stays' },
  { entry: 'feedback.apologised', from: [...WITH_UNIT, 'paused', 'disputed'], to: 'stays' },
  { entry: 'feedback.assigned', from: ['routed', 'assigned'], to: 'assigned' },
  // An item that nobody has taken is taken by whoever begins to answer it.
  { entry: 'feedback.answer-saved', from: ['routed', 'assigned'], to: 'assigned' },
  { entry: 'feedback.answer-submitted', from: ['routed', 'assigned'], to: 'in-review' },
  { entry: 'feedback.answer-returned', from: ['in-review'], to: 'assigned' },
  { entry: 'feedback.answered', from: ['in-review'], to: 'answered' },
  { entry: 'feedback.answer-corrected', from: ['answered'], to: 'stays' },
  { entry: 'feedback.merged', from: ['accepted', 'routed', 'assigned'], to: 'merged' },
  // The item that it was merged into was itself merged into a third.
  { entry: 'feedback.merged', from: ['merged'], to: 'stays' },
  { entry: 'feedback.unmerged', from: ['merged'], to: 'resumes' },
  { entry: 'feedback.answered-together', from: ['merged'], to: 'answered' },
  { entry: 'feedback.split-planned', from: SPLITTABLE, to: 'stays' },
  { entry: 'feedback.split-undone', from: STATUSES, to: 'stays' },
  // A crash may have come between a part and this, and an answer before it was taken up again.
  { entry: 'feedback.split', from: STATUSES, to: 'stays' },
  { entry: 'feedback.linked', from: STATUSES, to: 'stays' },
  { entry: 'feedback.unlinked', from: STATUSES, to: 'stays' },
  { entry: 'feedback.tagged', from: STATUSES, to: 'stays' },
  { entry: 'feedback.interim-answered', from: WITH_UNIT, to: 'stays' },
  { entry: 'feedback.contribution-asked', from: ['routed', 'assigned'], to: 'stays' },
  { entry: 'feedback.contribution-given', from: CONTRIBUTED, to: 'stays' },
  { entry: 'feedback.contribution-withdrawn', from: CONTRIBUTED, to: 'stays' },
  { entry: 'feedback.contribution-reminded', from: CONTRIBUTED, to: 'stays' },
  { entry: 'feedback.evidence-added', from: ['routed', 'assigned'], to: 'stays' },
  { entry: 'feedback.evidence-removed', from: ['routed', 'assigned'], to: 'stays' },
  { entry: 'feedback.rating-reminded', from: ['answered'], to: 'stays' },
  { entry: 'feedback.rated', from: ['answered'], to: 'stays' },
  { entry: 'feedback.reopened', from: ['answered'], to: 'routed' },
  { entry: 'feedback.papers-named', from: [...UNFINISHED, 'answered'], to: 'stays' },
  {
    entry: 'feedback.paper-answered',
    from: [...WITH_UNIT, 'paused', 'disputed', 'answered'],
    to: 'stays',
  },
  {
    entry: 'feedback.paper-shown',
    from: ['accepted', ...WITH_UNIT, 'paused', 'disputed', 'merged', 'answered'],
    to: 'stays',
  },
  { entry: 'feedback.paper-hidden', from: STATUSES, to: 'stays' },
  { entry: 'feedback.answer-aged', from: ['answered'], to: 'stays' },
  { entry: 'feedback.answer-looked-at', from: ['answered'], to: 'stays' },
  { entry: 'feedback.answer-ageing-lifted', from: STATUSES, to: 'stays' },
  { entry: 'feedback.appealed', from: ['answered'], to: 'stays' },
  { entry: 'feedback.appeal-overdue', from: ['answered'], to: 'stays' },
  { entry: 'feedback.appeal-decided', from: ['answered'], to: 'stays' },
  { entry: 'feedback.appeal-sent-back', from: ['answered'], to: 'routed' },
  {
    entry: 'feedback.public-text-edited',
    from: ['accepted', ...WITH_UNIT, 'paused', 'disputed', 'merged', 'answered'],
    to: 'stays',
  },
  {
    entry: 'feedback.attachment-published',
    from: ['accepted', ...WITH_UNIT, 'paused', 'disputed', 'merged', 'answered'],
    to: 'stays',
  },
  { entry: 'feedback.contact-changed', from: STATUSES, to: 'stays' },
  { entry: 'feedback.contact-confirmed', from: STATUSES, to: 'stays' },
  { entry: 'feedback.contact-undelivered', from: STATUSES, to: 'stays' },
  { entry: 'feedback.note-added', from: STATUSES, to: 'stays' },
  { entry: 'feedback.note-removed', from: STATUSES, to: 'stays' },
  { entry: 'feedback.tasks-changed', from: STATUSES, to: 'stays' },
  { entry: 'feedback.erasure-asked', from: STATUSES, to: 'stays' },
  { entry: 'feedback.erasure-taken-back', from: STATUSES, to: 'stays' },
  { entry: 'feedback.erasure-decided', from: STATUSES, to: 'stays' },
  { entry: 'feedback.personal-erased', from: ['answered', 'refused', 'withdrawn', 'lapsed'], to: 'stays' },
  { entry: 'feedback.attachment-hidden', from: STATUSES, to: 'stays' },
  { entry: 'feedback.attachment-removed', from: STATUSES, to: 'stays' },
  { entry: 'feedback.shielded', from: UNFINISHED, to: 'stays' },
  { entry: 'feedback.shield-lifted', from: UNFINISHED, to: 'stays' },
  { entry: 'feedback.withdrawn', from: [...UNFINISHED, 'merged'], to: 'withdrawn' },
  { entry: 'feedback.overdue', from: RUNNING, to: 'stays' },
  { entry: 'feedback.overdue-taken-back', from: UNFINISHED, to: 'stays' },
  { entry: 'feedback.deadline-recalculated', from: UNFINISHED, to: 'stays' },
  { entry: 'feedback.deadline-certainty-changed', from: UNFINISHED, to: 'stays' },
];

/**
 * The state after a move; undefined when the table has no such row.
 * @param taken someone in the unit has the item: there a pause or a dispute ends
 * @param withUnit a unit has it
 */
export function stateAfter(
  status: Status,
  entry: FeedbackEntry,
  taken = false,
  withUnit = true,
): Status | undefined {
  const row = MOVES.find((move) => move.entry === entry && move.from.includes(status));
  if (row?.to === 'resumes') return !withUnit ? 'accepted' : taken ? 'assigned' : 'routed';
  return row?.to === 'stays' ? status : row?.to;
}

/** States in which nothing more is owed: the answer to what was merged is owed by the item that it was merged into. */
export const CLOSED: readonly Status[] = ['merged', 'answered', 'refused', 'withdrawn', 'lapsed'];
export const OPEN: readonly Status[] = STATUSES.filter((status) => !CLOSED.includes(status));
/** States in which an item is open to public view with its text: a coordinator has accepted it. */
export const ACCEPTED: readonly Status[] = [
  ...(['accepted', ...WITH_UNIT, 'paused', 'disputed', 'merged', 'answered'] as const),
];
export const STATUSES_IN_UNIT: readonly Status[] = WITH_UNIT;
/** States in which the clock runs: only there a date can pass. */
export const CLOCK_RUNS: readonly Status[] = RUNNING;

/** Figures of the home page that are lists too, beside the public labels. */
export const FIGURES = ['open', 'in-time', 'overdue'] as const;
export type Figure = (typeof FIGURES)[number];

export function isFigure(name: string): name is Figure {
  return (FIGURES as readonly string[]).includes(name);
}
