import type {
  Mine,
  QuestionView,
  SessionView,
  StreamEvent,
} from '../../../server/dialogues/streams/protocol.ts';
import { Announcer } from '../announce.ts';
import { endVoting, put, show, told } from '../cards.ts';
import { dateOf } from '../dates.ts';
import { showAgenda, showConclusions, showFacts, showNotices, showNow } from '../session/session-parts.ts';
import { isOpen, showAsking, showStage } from '../session/stage.ts';
import { holdStill } from '../still.ts';
import { Line } from '../streams/line.ts';
import { LineState } from '../streams/line-state.ts';
import { Fold, touched } from '../streams/state.ts';
import { words } from '../words.ts';
import { AskForm } from './ask.ts';
import { showFigures } from './figures.ts';
import { OwnQuestions, ownWords } from './mine.ts';
import { Queue } from './queue.ts';
import { Votes } from './vote.ts';

/** The session page while questions can be asked: follows the room and takes over its forms. */
export async function room(root: HTMLElement): Promise<void> {
  const code = root.dataset['code']!;
  const fold = new Fold(Number(root.dataset['n']));
  const announcer = new Announcer(root.querySelector<HTMLElement>('[data-announce]')!);
  const state = new LineState(root);
  const votes = new Votes(root, { announcer });
  const queue = new Queue(root, (card) => votes.dress(card));
  const page = new RoomPage(root, { fold, queue, announcer });
  const own = new OwnQuestions(root, { announcer });
  const ask = AskForm.on(root, code);
  const line = await Line.open({
    code,
    streams: [{ stream: 'public', fold, onEvents: (events) => page.show(events) }],
    onMine(mine: Mine) {
      own.show(mine);
      showMeasures(root, mine);
      votes.show(mine, queue.allCards);
    },
    onFigures: (figures) => showFigures(root, figures),
    onState(now) {
      state.show(now);
      if (now === 'up') void ask?.sendKept();
    },
  });
  votes.use(line, code);
  ask?.use(line);
}

interface Parts {
  fold: Fold;
  queue: Queue;
  announcer: Announcer;
}

class RoomPage {
  readonly #root: HTMLElement;
  readonly #parts: Parts;

  constructor(root: HTMLElement, parts: Parts) {
    this.#root = root;
    this.#parts = parts;
  }

  /** Puts events on the page; undefined: much was missed, the whole state is new. */
  show(events: StreamEvent[] | undefined): void {
    const { queue, fold, announcer } = this.#parts;
    const before = queue.freshCount;
    holdStill(queue.cards, () => {
      if (!events) queue.setAll(fold.state);
      for (const key of events ? touched(events) : ['session']) this.#showKey(key);
    });
    this.#root.dataset['n'] = String(fold.n);
    if (events?.some(({ name }) => name === 'dialogue.edited')) this.#offerAnew('facts');
    if (queue.freshCount > before) announcer.say('fresh', words('said.fresh', { n: queue.freshCount }));
  }

  #showKey(key: string): void {
    const { queue, fold } = this.#parts;
    const [kind, id] = key.split(':') as [string, string];
    const votes = () => Number(fold.state[`votes:${id}`] ?? toldOf(queue.cardOf(id)));
    if (kind === 'question') {
      queue.setQuestion(id, fold.state[key] as QuestionView | undefined, votes());
      if (id === this.#root.dataset['now']) this.#showNow(id);
    }
    if (kind === 'votes') queue.setVotes(id, Number(fold.state[key] ?? 0));
    if (kind === 'session') this.#showSession(fold.state[key] as SessionView | undefined);
  }

  #showSession(session: SessionView | undefined): void {
    if (!session) return;
    const { queue, announcer } = this.#parts;
    if (session.status !== this.#root.dataset['status']) {
      this.#offerAnew('stage');
      announcer.say('status', showStage(this.#root, session));
      if (!isOpen(session.status)) for (const card of queue.allCards) endVoting(card);
    }
    if (showFacts(this.#root, session))
      announcer.say('moved', words('said.moved', { at: dateOf(session.startsAt, 'moment') }));
    if ((session.now ?? '') !== (this.#root.dataset['now'] ?? '')) this.#showNow(session.now ?? '');
    for (const text of showNotices(this.#root, session.notices))
      announcer.say('notice', words('said.notice', { text }));
    showAgenda(this.#root, session);
    showConclusions(this.#root, session.conclusions);
    queue.setOrder(session.order);
    const open = isOpen(session.status);
    const form = this.#root.querySelector<HTMLFormElement>('[data-ask]');
    if (form) showAsking(form, open && session.queueOpen);
    show(this.#root, 'queue-closed', open && !session.queueOpen);
    show(this.#root, 'slow', session.slowSeconds > 0);
    put(this.#root, 'slow-seconds', String(session.slowSeconds));
  }

  /** What the script does not follow is on the page as the server makes it now. */
  #offerAnew(why: 'stage' | 'facts'): void {
    const note = this.#root.querySelector<HTMLElement>('[data-changed]')!;
    // A new stage says more than edited facts.
    if (!note.hidden && why === 'facts') return;
    show(note, 'changed-stage', why === 'stage');
    show(note, 'changed-facts', why === 'facts');
    note.hidden = false;
  }

  #showNow(id: string): void {
    const { queue, fold, announcer } = this.#parts;
    const told = fold.state[`question:${id}`] as QuestionView | undefined;
    const changed = this.#root.dataset['now'] !== id;
    const before = queue.cardOf(this.#root.dataset['now'] ?? '');
    if (before) show(before, 'is-now', false);
    const card = queue.cardOf(id);
    if (card) show(card, 'is-now', true);
    this.#root.dataset['now'] = id;
    // What was on the page when it came is known by its card only.
    const question = told ?? fromCard(queue.cardOf(id));
    showNow(this.#root, id ? question : undefined);
    if (id && question && changed) announcer.say('now', words('said.now', { text: question.text }));
  }
}

/** A moderator has taken the right to ask, or all of it, or given it back. */
function showMeasures(root: HTMLElement, { participant }: Mine): void {
  const { muted = false, removed = false, removedFor = null } = participant ?? {};
  if (removed) root.dataset['removed'] = 'yes';
  else delete root.dataset['removed'];
  put(root, 'removed-ground', removedFor ? ownWords(`ground.${removedFor}`) : '');
  show(root, 'removed-for', removedFor !== null);
  show(root, 'removed', removed);
  show(root, 'muted', muted && !removed);
  show(root, 'asking', !muted && !removed);
}

const toldOf = (card: HTMLElement | undefined): number => (card ? told(card) : 0);

function fromCard(card: HTMLElement | undefined): QuestionView | undefined {
  if (!card) return undefined;
  const text = (name: string) => card.querySelector(`[data-part="${name}"]`)?.textContent ?? '';
  return {
    id: card.dataset['question']!,
    text: text('text'),
    language: card.querySelector<HTMLElement>('[data-part="text"]')?.lang,
    by: text('by'),
    unit: text('unit') || null,
  } as QuestionView;
}
