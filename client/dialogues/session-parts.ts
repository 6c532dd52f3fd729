import type { QuestionView, SessionView } from '../../server/dialogues/protocol.ts';
import { part, put, show } from './cards.ts';
import { copyOf, unitName } from './words.ts';

/** The question of the moment. */
export function showNow(root: ParentNode, question: QuestionView | undefined): void {
  show(root, 'now-card', question !== undefined);
  show(root, 'now-nothing', question === undefined);
  put(root, 'now-text', question?.text ?? '');
  put(root, 'now-by', question?.by ?? '');
  put(root, 'now-unit', unitName(question?.unit ?? null));
}

/** Pinned notices; the list is made anew only when it differs. @returns texts that were not there before */
export function showNotices(root: ParentNode, notices: SessionView['notices']): string[] {
  const list = part(root, 'notice-list');
  if (!list) return [];
  const before = [...list.children].map((row) => textOf(row));
  const texts = notices.map(({ text }) => text);
  if (before.join('\n') === texts.join('\n')) return [];
  list.replaceChildren(
    ...texts.map((text) => {
      const row = copyOf('notice-row');
      if (row.dataset['part'] === 'notice-text') row.textContent = text;
      else put(row, 'notice-text', text);
      return row;
    }),
  );
  const holder = list.closest<HTMLElement>('[data-notices]');
  if (holder) holder.hidden = texts.length === 0;
  return texts.filter((text) => !before.includes(text));
}

const textOf = (row: Element): string => (part(row, 'notice-text') ?? row).textContent ?? '';

/** Where in the agenda the room is. */
export function showAgenda(root: ParentNode, { agendaAt, status }: SessionView): void {
  for (const point of root.querySelectorAll<HTMLElement>('[data-agenda] > [data-at]'))
    if (status === 'live' && Number(point.dataset['at']) === agendaAt)
      point.setAttribute('aria-current', 'step');
    else point.removeAttribute('aria-current');
}

export function showConclusions(root: ParentNode, conclusions: SessionView['conclusions']): void {
  const section = root.querySelector<HTMLElement>('[data-conclusions]');
  if (!section) return;
  const list = part(section, 'conclusions')!;
  section.hidden = conclusions.length === 0;
  if (list.children.length === conclusions.length) return;
  const dateOf = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'long' });
  list.replaceChildren(
    ...conclusions.map(({ text, unit, dueAt }) => {
      const row = copyOf('conclusion-row');
      put(row, 'text', text);
      put(row, 'unit', unitName(unit));
      put(row, 'due', dueAt ? dateOf.format(new Date(dueAt)) : '');
      return row;
    }),
  );
}
