import type { QuestionView, SessionView } from '../../../server/dialogues/streams/protocol.ts';
import { inOrder, type QueueOrder } from '../../../server/dialogues/streams/protocol.ts';
import { part, put, putWords, rankOf, show } from '../cards.ts';
import { dateOf } from '../dates.ts';
import { showNotices, showNow } from '../session/session-parts.ts';
import { isOpen } from '../session/stage.ts';
import { Line } from '../streams/line.ts';
import { LineState } from '../streams/line-state.ts';
import { Fold, touched } from '../streams/state.ts';
import { copyOf, words } from '../words.ts';
import { fitWall } from './fit.ts';

/** The projector: nobody presses anything here, so it always stands as it should. */
export async function screen(root: HTMLElement): Promise<void> {
  const wall = new Wall(root);
  const state = new LineState(root);
  await Line.open({
    code: root.dataset['code']!,
    streams: [
      {
        stream: 'public',
        fold: wall.fold,
        onEvents: (events) => wall.show(events ? touched(events) : undefined),
      },
    ],
    onState: (now) => state.show(now),
  });
}

class Wall {
  readonly fold: Fold;
  readonly #root: HTMLElement;
  readonly #list: HTMLElement;

  constructor(root: HTMLElement) {
    this.#root = root;
    this.fold = new Fold(Number(root.dataset['n']));
    this.#list = part(root, 'queue')!;
    this.#arrange();
    window.addEventListener('resize', () => this.#arrange());
    void document.fonts.ready.then(() => this.#arrange());
  }

  /** @param keys undefined: everything is new */
  show(keys: string[] | undefined): void {
    if (!keys) this.#list.replaceChildren();
    for (const key of keys ?? Object.keys(this.fold.state)) {
      const [kind, id] = key.split(':') as [string, string];
      if (kind === 'question') this.#showQuestion(id, this.fold.state[key] as QuestionView | undefined);
      if (kind === 'votes') this.#showVotes(id, Number(this.fold.state[key] ?? 0));
    }
    if (!keys || keys.includes('session'))
      this.#showSession(this.fold.state['session'] as SessionView | undefined);
    this.#arrange();
    this.#root.dataset['n'] = String(this.fold.n);
  }

  #row(id: string): HTMLElement | null {
    return this.#list.querySelector<HTMLElement>(`[data-question="${CSS.escape(id)}"]`);
  }

  #showQuestion(id: string, view: QuestionView | undefined): void {
    const known = this.#row(id);
    if (id === this.#root.dataset['now'] && view) showNow(this.#root, view);
    // The question of the moment stands above; its row waits out of sight in case it is put back.
    if (view?.status !== 'approved') return void known?.remove();
    const row = known ?? copyOf('wall-row');
    Object.assign(row.dataset, { question: id, asked: view.askedAt, group: view.group ?? '', by: view.by });
    row.dataset['votes'] ||= String(this.fold.state[`votes:${id}`] ?? 0);
    put(row, 'votes', row.dataset['votes']);
    putWords(row, 'text', view);
    if (!known) this.#list.append(row);
  }

  #showVotes(id: string, votes: number): void {
    const row = this.#row(id);
    if (!row) return;
    row.dataset['votes'] = String(votes);
    put(row, 'votes', String(votes));
  }

  #showSession(session: SessionView | undefined): void {
    if (!session) return;
    const { status, order, now, agendaAt } = session;
    Object.assign(this.#root.dataset, { order, status, now: now ?? '' });
    const told = this.fold.state[`question:${now}`] as QuestionView | undefined;
    showNow(this.#root, now ? (told ?? this.#fromRow(now)) : undefined);
    this.#showStage(session);
    showNotices(this.#root, session.notices);
    const title = this.#root.querySelector(`[data-agenda-title="${agendaAt}"]`)?.textContent ?? '';
    put(this.#root, 'agenda', status === 'live' ? title : '');
  }

  /** Before, during and after: other words, and after it nobody is asked for questions. */
  #showStage({ status, title, startsAt }: SessionView): void {
    const open = isOpen(status);
    const before = status === 'announced' && words('before', { at: dateOf(startsAt, 'moment') });
    put(
      this.#root,
      'now-nothing',
      before || words(open ? 'nothing' : status === 'cancelled' ? 'cancelled' : 'over'),
    );
    put(this.#root, 'title', title);
    show(this.#root, 'now-title', status === 'live');
    show(this.#root, 'join', open);
    show(this.#root, 'read', !open);
  }

  /** What was on the page when it came is known by its row only. */
  #fromRow(id: string): QuestionView | undefined {
    const row = this.#row(id);
    if (!row) return undefined;
    const { by = '', unit = '' } = row.dataset;
    const text = part(row, 'text');
    return { text: text?.textContent ?? '', language: text?.lang, by, unit: unit || null } as QuestionView;
  }

  #arrange(): void {
    const { order, now, status } = this.#root.dataset;
    const ranked = inOrder(([...this.#list.children] as HTMLElement[]).map(rankOf), order as QueueOrder);
    this.#list.append(...ranked.map(({ card }) => card));
    for (const { id, card } of ranked) if (id === now) card.hidden = true;
    const waiting = ranked.filter(({ id }) => id !== now).map(({ card }) => card);
    show(this.#root, 'next', waiting.length > 0 && isOpen(status ?? ''));
    fitWall(this.#root, waiting);
  }
}
