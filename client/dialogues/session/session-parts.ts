import type { Conclusion, QuestionView, SessionView } from '../../../server/dialogues/streams/protocol.ts';
import { part, put, putWords, show } from '../cards.ts';
import { dateOf } from '../dates.ts';
import { copyOf, unitName, words } from '../words.ts';
import { momentOf } from './stage.ts';

/** The question of the moment. */
export function showNow(root: ParentNode, question: QuestionView | undefined): void {
  show(root, 'now-card', question !== undefined);
  show(root, 'now-nothing', question === undefined);
  putWords(root, 'now-text', question);
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

/** Made anew only when they read otherwise than before. */
export function showConclusions(root: ParentNode, conclusions: readonly Conclusion[]): void {
  const section = root.querySelector<HTMLElement>('[data-conclusions]');
  if (!section) return;
  const list = part(section, 'conclusions')!;
  section.hidden = conclusions.length === 0;
  const rows = conclusions.map(conclusionRow);
  const saying = (each: Element[]) => each.map((row) => partsOf(row)).join('\n');
  if (saying([...list.children]) !== saying(rows)) list.replaceChildren(...rows);
}

function conclusionRow({ text, unit, unitName: named, dueAt }: Conclusion): HTMLElement {
  const row = copyOf('conclusion-row');
  put(row, 'text', text);
  put(row, 'unit', named?.[document.documentElement.lang as 'vi'] ?? unitName(unit));
  put(row, 'due', dueAt ? words('due', { at: dateOf(dueAt, 'date') }) : '');
  return row;
}

const partsOf = (row: Element): string =>
  ['text', 'unit', 'due'].map((name) => part(row, name)?.textContent ?? '').join('\t');

/** When and where: people have the page open when it is moved. @returns true when it was */
export function showFacts(root: ParentNode, session: SessionView): boolean {
  const { title, place, startsAt, endsAt } = session;
  put(root, 'title', title);
  const starts = part(root, 'starts');
  // Told before sessions said so much.
  if (!starts || !endsAt) return false;
  const known = ['starts', 'ends', 'place'].map((name) => part(root, name)?.textContent).join('\n');
  const facts = [dateOf(startsAt, 'moment'), dateOf(endsAt, 'moment'), place || words('online')] as const;
  if (facts.join('\n') === known) return false;
  for (const [at, name] of (['starts', 'ends', 'place'] as const).entries()) put(root, name, facts[at]!);
  starts.setAttribute('datetime', startsAt);
  part(root, 'ends')?.setAttribute('datetime', endsAt);
  put(root, 'stage-words', momentOf(session));
  for (const name of ['relative', 'relative-too']) show(root, name, false);
  const { announcedFor } = session;
  put(
    root,
    'opened-early',
    announcedFor ? words('opened-early', { at: dateOf(announcedFor, 'moment') }) : '',
  );
  show(root, 'opened-early', Boolean(announcedFor));
  put(root, 'joining-place', words('joining-place', { place }));
  show(root, 'joining-place', place !== '');
  return true;
}
