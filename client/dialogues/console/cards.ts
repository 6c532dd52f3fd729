import type { InnerQuestionView } from '../../../server/dialogues/streams/protocol.ts';
import { dateOf } from '../dates.ts';
import { copyOf, unitName, words } from '../words.ts';
import { fillVotes, part, put, putWords, show } from './filling.ts';

export type ListName = 'screen' | 'queue' | 'done';

export function isContested({ status, rejection }: InnerQuestionView): boolean {
  return status === 'rejected' && rejection?.contested != null && !rejection.upheld;
}

/** In which list of the console a question stands. */
export function listOf(view: InnerQuestionView): ListName {
  if (view.status === 'pending' || isContested(view)) return 'screen';
  return view.status === 'approved' ? 'queue' : 'done';
}

/** A new row, as the server would have rendered it. */
export function newCard(view: InnerQuestionView): HTMLElement {
  const card = copyOf('console-card');
  card.id = `c-${view.id}`;
  card.dataset['question'] = view.id;
  card.dataset['asked'] = view.askedAt;
  part(card, 'asked')?.setAttribute('datetime', view.askedAt);
  put(card, 'asked', dateOf(view.askedAt, 'short'));
  const link = part(card, 'text') as HTMLAnchorElement;
  link.href = link.href.replace('question=', `question=${view.id}`);
  fillVotes(card, 0);
  pointForms(card, view.id);
  return card;
}

/** Forms of a template get their question. */
export function pointForms(root: ParentNode, question: string): void {
  for (const form of root.querySelectorAll<HTMLFormElement>('form[data-console-form]'))
    form.action = form.action.replace(/\/questions\/[^/]*\//, `/questions/${question}/`);
  for (const input of root.querySelectorAll<HTMLInputElement>('input[name=question]')) input.value = question;
}

interface Room {
  now: string | null;
  live: boolean;
}

export function fillConsoleCard(card: HTMLElement, view: InnerQuestionView, { now, live }: Room): void {
  card.dataset['status'] = view.status;
  card.dataset['group'] = view.group ?? '';
  putWords(card, 'text', view);
  put(card, 'by', view.by);
  fillShown(card, 'name', view.name);
  fillShown(card, 'group', view.group ?? '');
  fillShown(card, 'unit', unitName(view.unit));
  show(card, 'phone', view.channel === 'phone');
  show(card, 'is-now', view.id === now);
  const personal = (view.personal?.length ?? 0) > 0;
  show(card, 'personal', personal && listOf(view) === 'screen');
  show(card, 'contested', isContested(view));
  show(card, 'prepared', view.prepared !== null);
  show(card, 'state', listOf(view) === 'done');
  put(card, 'state', words(`state.${view.status}`));
  show(card, 'quick-approve', view.status === 'pending' && !personal);
  show(card, 'quick-take', view.status === 'approved' && live && view.id !== now);
}

export function fillShown(root: ParentNode, name: string, text: string): void {
  put(root, name, text);
  show(root, name, text !== '');
}
