import type { AnswerWay } from '../../questions/rules.ts';

/**
 * States of a dialogue session and of the questions in it, and the moves between them, as tables. Nothing else decides
 * what may follow what. Phases follow Law 72/2025/QH15, Art. 43 (announced before, results published after) and the
 * practice of Hanoi's dialogue conferences.
 */
export const DIALOGUE_STATUSES = ['draft', 'announced', 'live', 'ended', 'published', 'cancelled'] as const;
export type DialogueStatus = (typeof DIALOGUE_STATUSES)[number];

/** Names of the journal entries of a session. One name follows the fact: entry, stream event, text key, letter. */
export type DialogueEntry =
  | 'dialogue.created'
  | 'dialogue.edited'
  | 'dialogue.announced'
  | 'dialogue.cancelled'
  | 'dialogue.hosts-changed'
  | 'dialogue.opened'
  | 'dialogue.opening-taken-back'
  | 'dialogue.agenda-moved'
  | 'dialogue.notice-pinned'
  | 'dialogue.notice-removed'
  | 'dialogue.queue-closed'
  | 'dialogue.queue-opened'
  | 'dialogue.slowed'
  | 'dialogue.ordered'
  | 'dialogue.question-taken'
  | 'dialogue.question-put-back'
  | 'dialogue.concluded'
  | 'dialogue.conclusion-removed'
  | 'dialogue.ended'
  | 'dialogue.published'
  | 'dialogue.overdue';

interface Row<Entry, Status> {
  entry: Entry;
  from: readonly Status[];
  to: Status | 'stays';
}

const BEFORE = ['draft', 'announced'] as const;
const OPEN_TO_QUESTIONS = ['announced', 'live'] as const;

export const DIALOGUE_MOVES: readonly Row<DialogueEntry, DialogueStatus>[] = [
  { entry: 'dialogue.edited', from: BEFORE, to: 'stays' },
  { entry: 'dialogue.announced', from: ['draft'], to: 'announced' },
  { entry: 'dialogue.cancelled', from: BEFORE, to: 'cancelled' },
  { entry: 'dialogue.opened', from: ['announced'], to: 'live' },
  // While nothing was taken: the end turns every question into an item, and is no way out of a slip.
  { entry: 'dialogue.opening-taken-back', from: ['live'], to: 'announced' },
  // Before the opening whoever edits the session names them.
  { entry: 'dialogue.hosts-changed', from: ['live', 'ended'], to: 'stays' },
  { entry: 'dialogue.agenda-moved', from: ['live'], to: 'stays' },
  { entry: 'dialogue.notice-pinned', from: OPEN_TO_QUESTIONS, to: 'stays' },
  { entry: 'dialogue.notice-removed', from: OPEN_TO_QUESTIONS, to: 'stays' },
  { entry: 'dialogue.queue-closed', from: OPEN_TO_QUESTIONS, to: 'stays' },
  { entry: 'dialogue.queue-opened', from: OPEN_TO_QUESTIONS, to: 'stays' },
  { entry: 'dialogue.slowed', from: OPEN_TO_QUESTIONS, to: 'stays' },
  { entry: 'dialogue.ordered', from: OPEN_TO_QUESTIONS, to: 'stays' },
  { entry: 'dialogue.question-taken', from: ['live'], to: 'stays' },
  { entry: 'dialogue.question-put-back', from: ['live', 'ended'], to: 'stays' },
  { entry: 'dialogue.concluded', from: ['live', 'ended'], to: 'stays' },
  { entry: 'dialogue.conclusion-removed', from: ['live', 'ended'], to: 'stays' },
  { entry: 'dialogue.ended', from: ['live'], to: 'ended' },
  { entry: 'dialogue.published', from: ['ended'], to: 'published' },
  { entry: 'dialogue.overdue', from: ['ended'], to: 'stays' },
];

/**
 * `pending`: seen by moderators only. `approved`: in the queue. `answered`: in the room or in writing. `checking`: "we
 * will check" was said. `open`: the session ended before it was reached. The last two become items of feedback.
 */
export const QUESTION_STATUSES = [
  'pending',
  'approved',
  'rejected',
  'merged',
  'withdrawn',
  'answered',
  'checking',
  'open',
] as const;
export type QuestionStatus = (typeof QUESTION_STATUSES)[number];

/** States of a question that a moderator has decided on, and can take back while the session takes questions. */
export const DECIDED = ['approved', 'answered', 'checking'] as const;
export type Decided = (typeof DECIDED)[number];

export type QuestionEntry =
  | 'question.asked'
  | 'question.approved'
  | 'question.rejected'
  | 'question.contested'
  | 'question.rejection-upheld'
  | 'question.merged'
  | 'question.followed'
  | 'question.separated'
  | 'question.edited'
  | 'question.assigned'
  | 'question.prepared'
  | 'question.withdrawn'
  | 'question.answered'
  | 'question.promised'
  | 'question.approval-taken-back'
  | 'question.answer-taken-back'
  | 'question.promise-taken-back'
  | 'question.left-open'
  | 'question.became-item'
  | 'question.item-answered';

const WAITING = ['pending', 'approved'] as const;

export const QUESTION_MOVES: readonly Row<QuestionEntry, QuestionStatus>[] = [
  { entry: 'question.approved', from: ['pending', 'rejected'], to: 'approved' },
  { entry: 'question.rejected', from: WAITING, to: 'rejected' },
  // Once: the question goes back before the moderators, who decide anew.
  { entry: 'question.contested', from: ['rejected'], to: 'stays' },
  { entry: 'question.rejection-upheld', from: ['rejected'], to: 'stays' },
  { entry: 'question.merged', from: WAITING, to: 'merged' },
  // Its target was merged into another one.
  { entry: 'question.followed', from: ['merged'], to: 'stays' },
  // By a moderator, or because its target went away.
  { entry: 'question.separated', from: ['merged'], to: 'pending' },
  { entry: 'question.edited', from: [...WAITING, 'checking', 'open'], to: 'stays' },
  { entry: 'question.assigned', from: WAITING, to: 'stays' },
  { entry: 'question.prepared', from: WAITING, to: 'stays' },
  { entry: 'question.withdrawn', from: WAITING, to: 'withdrawn' },
  { entry: 'question.answered', from: ['approved', 'checking'], to: 'answered' },
  { entry: 'question.promised', from: ['approved'], to: 'checking' },
  // By a slip: one key or one click has decided it.
  { entry: 'question.approval-taken-back', from: ['approved'], to: 'pending' },
  { entry: 'question.answer-taken-back', from: ['answered'], to: 'approved' },
  { entry: 'question.promise-taken-back', from: ['checking'], to: 'approved' },
  { entry: 'question.left-open', from: WAITING, to: 'open' },
  // Answered in writing in the very moment of the end: the item is there, and is linked.
  { entry: 'question.became-item', from: ['checking', 'open', 'answered'], to: 'stays' },
  { entry: 'question.item-answered', from: ['checking', 'open', 'answered'], to: 'stays' },
];

/** The state of a session after a move; undefined when the table has no such row. */
export function dialogueAfter(status: DialogueStatus, entry: DialogueEntry): DialogueStatus | undefined {
  return after(DIALOGUE_MOVES, status, entry);
}

/** The state of a question after a move; undefined when the table has no such row. */
export function questionAfter(status: QuestionStatus, entry: QuestionEntry): QuestionStatus | undefined {
  return after(QUESTION_MOVES, status, entry);
}

function after<Entry, Status>(
  rows: readonly Row<Entry, Status>[],
  status: Status,
  entry: Entry,
): Status | undefined {
  const row = rows.find((each) => each.entry === entry && each.from.includes(status));
  return row?.to === 'stays' ? status : row?.to;
}

/** Sessions that everybody may see. */
export const PUBLIC_DIALOGUES: readonly DialogueStatus[] = [
  'announced',
  'live',
  'ended',
  'published',
  'cancelled',
];
/** Questions that everybody may read. */
export const PUBLIC_QUESTIONS: readonly QuestionStatus[] = ['approved', 'answered', 'checking', 'open'];
/** While questions of a session can still be dealt with: from the announcement until the minutes are published. */
export const AT_WORK: readonly DialogueStatus[] = ['announced', 'live', 'ended'];
/** When an answer can be given, by its way. After the end the item is what is answered. */
export const ANSWERING: Readonly<Record<AnswerWay, readonly DialogueStatus[]>> = {
  room: ['live'],
  written: ['announced', 'live'],
};
/** When "we will check" can be said. */
export const PROMISING: readonly DialogueStatus[] = ['live', 'ended'];
/** Questions that can be asked and voted for. */
export const VOTING: readonly DialogueStatus[] = OPEN_TO_QUESTIONS;
