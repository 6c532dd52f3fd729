import type {
  InnerQuestionView,
  ParticipantView,
  SessionView,
} from '../../../server/dialogues/streams/protocol.ts';
import { dateOf } from '../dates.ts';
import { copyOf, unitName, words } from '../words.ts';
import { fillShown } from './cards.ts';
import { part, put, show } from './filling.ts';

type Row = { id: string };

/** Makes a list follow: rows come, go and stay, each with its forms. */
function follow<R extends Row>(list: HTMLElement | null, rows: R[], { template, mark, fill }: How<R>): void {
  if (!list) return;
  const wanted = new Set(rows.map(({ id }) => id));
  const known = new Map(([...list.children] as HTMLElement[]).map((row) => [row.dataset[mark]!, row]));
  for (const [id, row] of known) if (!wanted.has(id)) row.remove();
  for (const each of rows) {
    let row = known.get(each.id);
    if (!row) {
      row = copyOf(template);
      row.dataset[mark] = each.id;
      for (const form of row.querySelectorAll('form'))
        form.action = form.action.replace(/\/{2,}(?=\w+$)/, `/${each.id}/`);
      list.append(row);
    }
    fill(row, each);
  }
}

interface How<R> {
  template: string;
  /** Name of the data attribute that holds the id. */
  mark: string;
  fill(row: HTMLElement, each: R): void;
}

/** What steers the room: agenda, queue, notices, conclusions. */
export function showSteering(root: HTMLElement, session: SessionView): void {
  showAgenda(root, session);
  const points = root.querySelectorAll('[data-agenda] > [data-at]').length;
  const at = (name: string) => part(root, name) as HTMLInputElement | null;
  if (at('agenda-back')) at('agenda-back')!.value = String(Math.max(0, session.agendaAt - 1));
  if (at('agenda-next')) at('agenda-next')!.value = String(Math.min(points, session.agendaAt + 1));
  show(root, 'close-queue', session.queueOpen);
  show(root, 'open-queue', !session.queueOpen);
  follow(part(root, 'notices'), session.notices, {
    template: 'console-notice',
    mark: 'notice',
    fill: (row, { text }) => put(row, 'text', text),
  });
  follow(part(root, 'conclusions'), session.conclusions, {
    template: 'console-conclusion',
    mark: 'conclusion',
    fill(row, { text, unit, dueAt }) {
      put(row, 'text', text);
      put(row, 'unit', unitName(unit));
      put(row, 'due', dueAt ? dateOf(dueAt, 'date') : '');
    },
  });
}

export function showPeople(root: HTMLElement, people: ParticipantView[]): void {
  follow(part(root, 'people'), people, {
    template: 'console-person',
    mark: 'personId',
    fill(row, { by, name, muted, removed, removedFor }) {
      put(row, 'by', by);
      put(row, 'name', name);
      show(row, 'is-muted', muted && !removed);
      show(row, 'is-removed', removed);
      show(row, 'unmute', muted && !removed);
      fillShown(row, 'ground', removed && removedFor ? words(`ground.${removedFor}`) : '');
      show(row, 'reinstate', removed);
    },
  });
  show(root, 'no-people', people.length === 0);
}

/** The question of the moment, with the text that the chair reads out. */
export function showConsoleNow(root: HTMLElement, view: InnerQuestionView | undefined): void {
  show(root, 'now-card', view !== undefined);
  show(root, 'now-nothing', view === undefined);
  if (!view) return;
  put(root, 'now-text', view.text);
  put(root, 'now-by', [view.by, view.name || words('no-name')].join(' – '));
  put(root, 'now-unit', unitName(view.unit));
  show(root, 'now-prepared', view.prepared !== null);
  fillShown(root, 'now-prepared-text', view.prepared?.text ?? '');
  const link = part(root, 'now-open') as HTMLAnchorElement;
  link.search = `?question=${view.id}`;
}

function showAgenda(root: ParentNode, { agendaAt, status }: SessionView): void {
  for (const point of root.querySelectorAll<HTMLElement>('[data-agenda] > [data-at]'))
    if (status === 'live' && Number(point.dataset['at']) === agendaAt)
      point.setAttribute('aria-current', 'step');
    else point.removeAttribute('aria-current');
}
