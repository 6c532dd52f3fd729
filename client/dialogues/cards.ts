import type { QuestionView } from '../../server/dialogues/streams/protocol.ts';
import { dateOf } from './dates.ts';
import { copyOf, fillFrom, unitName } from './words.ts';

export const part = (root: ParentNode, name: string): HTMLElement | null =>
  root.querySelector<HTMLElement>(`[data-part="${name}"]`);

export function put(root: ParentNode, name: string, text: string): void {
  const element = part(root, name);
  // Written only when it differs: a selection in it, or a screen reader on it, is left alone.
  if (element && element.textContent !== text) element.textContent = text;
}

/** What people have written is read aloud in their own language. */
export function putWords(root: ParentNode, name: string, words?: { text: string; language?: string }): void {
  put(root, name, words?.text ?? '');
  if (words?.language) part(root, name)?.setAttribute('lang', words.language);
}

export function show(root: ParentNode, name: string, shown: boolean): void {
  const element = part(root, name);
  if (element) element.hidden = !shown;
}

/** A new card, as the server would have rendered it. */
export function newCard(view: QuestionView, votes: number): HTMLElement {
  const card = copyOf('question-card');
  card.id = `q-${view.id}`;
  card.dataset['question'] = view.id;
  card.dataset['asked'] = view.askedAt;
  const question = card.querySelector<HTMLInputElement>('input[name=question]');
  if (question) question.value = view.id;
  const asked = part(card, 'asked');
  asked?.setAttribute('datetime', view.askedAt);
  put(card, 'asked', dateOf(view.askedAt, 'short'));
  fillCard(card, view);
  fillVotes(card, votes);
  return card;
}

/** Puts what is new into a card where it stands. */
export function fillCard(card: HTMLElement, view: QuestionView): void {
  const { answer } = view;
  const before = card.dataset['status'];
  card.dataset['status'] = view.status;
  card.dataset['group'] = view.group ?? '';
  putWords(card, 'text', view);
  put(card, 'by', view.by);
  fillPart(card, 'group', view.group ?? '');
  fillPart(card, 'unit', unitName(view.unit));
  show(card, 'merged', view.merged > 0);
  put(card, 'merged-count', String(view.merged));
  show(card, 'edited', view.edited);
  show(card, 'answer', answer !== null);
  put(card, 'answer-unit', unitName(answer?.unit ?? null));
  put(card, 'answer-text', answer?.text ?? '');
  show(card, 'item', view.item !== null);
  if (view.item) part(card, 'item-link')?.setAttribute('href', `/feedback/${view.item}`);
  put(card, 'item-code', view.item ?? '');
  const label =
    view.status === 'answered' ? `status-answered-${answer?.way ?? 'room'}` : `status-${view.status}`;
  if (before !== view.status) fillFrom(part(card, 'status'), label);
  const button = card.querySelector<HTMLButtonElement>('.vote-button');
  const ended = document.querySelector('[data-removed], [data-session-over]') !== null;
  if (button) button.disabled = ended || view.status !== 'approved';
}

export function endVoting(card: HTMLElement): void {
  const button = card.querySelector<HTMLButtonElement>('.vote-button');
  if (button) button.disabled = true;
}

function fillPart(card: HTMLElement, name: string, text: string): void {
  put(card, name, text);
  show(card, name, text !== '');
}

/** The sum as the server has told it last. */
export function fillVotes(card: HTMLElement, votes: number): void {
  card.dataset['told'] = String(votes);
  showVotes(card, votes);
}

/** One's own vote is counted before the server tells of it. */
export function hope(card: HTMLElement, more: number): void {
  card.dataset['told'] = String(told(card));
  showVotes(card, told(card) + more);
}

export function told(card: HTMLElement): number {
  return Number(card.dataset['told'] ?? card.dataset['votes']);
}

function showVotes(card: HTMLElement, votes: number): void {
  card.dataset['votes'] = String(votes);
  put(card, 'votes', String(votes));
}

/** What orders the queue, read from a card. */
export function rankOf(card: HTMLElement) {
  const { question, votes, group, asked } = card.dataset;
  return {
    id: question!,
    votes: Number(votes),
    group: group || null,
    askedAt: Date.parse(asked ?? ''),
    card,
  };
}
