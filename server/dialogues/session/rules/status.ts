import { type Move, statusAfter } from './moves.ts';

/**
 * States of a dialogue session and the moves between them, as a table: nothing else decides what may follow what.
 * Questions have theirs in `questions/rules.ts`. Phases follow Law 72/2025/QH15, Art. 43 (announced before, results published after) and the
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
  | 'dialogue.wall-set'
  | 'dialogue.question-taken'
  | 'dialogue.question-put-back'
  | 'dialogue.concluded'
  | 'dialogue.conclusion-removed'
  | 'dialogue.ended'
  | 'dialogue.published'
  | 'dialogue.overdue';

const BEFORE = ['draft', 'announced'] as const;

const OPEN_TO_QUESTIONS = ['announced', 'live'] as const;

export const DIALOGUE_MOVES: readonly Move<DialogueEntry, DialogueStatus>[] = [
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
  { entry: 'dialogue.wall-set', from: ['announced', 'live', 'ended'], to: 'stays' },
  { entry: 'dialogue.question-taken', from: ['live'], to: 'stays' },
  { entry: 'dialogue.question-put-back', from: ['live', 'ended'], to: 'stays' },
  { entry: 'dialogue.concluded', from: ['live', 'ended'], to: 'stays' },
  { entry: 'dialogue.conclusion-removed', from: ['live', 'ended'], to: 'stays' },
  { entry: 'dialogue.ended', from: ['live'], to: 'ended' },
  { entry: 'dialogue.published', from: ['ended'], to: 'published' },
  { entry: 'dialogue.overdue', from: ['ended'], to: 'stays' },
];

/** The state of a session after a move; undefined when the table has no such row. */
export function dialogueAfter(status: DialogueStatus, entry: DialogueEntry): DialogueStatus | undefined {
  return statusAfter(DIALOGUE_MOVES, status, entry);
}

/** Sessions that everybody may see. */
export const PUBLIC_DIALOGUES: readonly DialogueStatus[] = [
  'announced',
  'live',
  'ended',
  'published',
  'cancelled',
];

/** While questions of a session can still be dealt with: from the announcement until the minutes are published. */
export const AT_WORK: readonly DialogueStatus[] = ['announced', 'live', 'ended'];

/** Questions that can be asked and voted for. */
export const VOTING: readonly DialogueStatus[] = OPEN_TO_QUESTIONS;
