import { isOpen, takesPart } from '../../../server/dialogues/room/live-model.ts';
import type {
  Mine,
  ModerationFigures,
  SessionView,
  StreamEvent,
} from '../../../server/dialogues/streams/protocol.ts';
import type { Language } from '../../../server/platform/context.ts';
import { formatDate } from '../../../server/platform/i18n/dates.ts';
import ask from '../../../views/dialogues/room/_ask.hbs';
import askBar from '../../../views/dialogues/room/_ask-bar.hbs';
import conclusions from '../../../views/dialogues/room/_conclusions.hbs';
import joining from '../../../views/dialogues/room/_joining.hbs';
import mine from '../../../views/dialogues/room/_mine.hbs';
import notices from '../../../views/dialogues/room/_notices.hbs';
import now from '../../../views/dialogues/room/_now.hbs';
import point from '../../../views/dialogues/room/_point.hbs';
import stage from '../../../views/dialogues/room/_stage.hbs';
import agenda from '../../../views/dialogues/session/_agenda.hbs';
import facts from '../../../views/dialogues/session/_facts.hbs';
import log from '../../../views/dialogues/session/_log.hbs';
import { drawing } from '../../drawing.ts';
import { Announcer } from '../announce.ts';
import { part } from '../parts.ts';
import { holdStill } from '../still.ts';
import { Line } from '../streams/line.ts';
import { LineState } from '../streams/line-state.ts';
import { touched } from '../streams/state.ts';
import { AskForm } from './ask.ts';
import { Queue } from './queue.ts';
import { type Asking, type Drawn, RoomView, type Start } from './room-view.ts';
import { Votes } from './vote.ts';

const PARTS = {
  stage,
  point,
  'ask-bar': askBar,
  notices,
  now,
  ask,
  mine,
  conclusions,
  facts,
  agenda,
  joining,
  log,
};
type PartName = keyof typeof PARTS;
/** Say something of one's own. */
const OWN: PartName[] = ['ask', 'ask-bar', 'mine'];

/** The session page while questions can be asked: follows the room and takes over its forms. */
export async function room(root: HTMLElement, start: Start): Promise<void> {
  const drawn = JSON.parse(root.querySelector('script[data-live]')!.textContent!) as Drawn;
  const view = new RoomView(drawn, await drawing(drawn.ground.timeZone, drawn.now), start);
  const page = new RoomPage(root, view);
  const state = new LineState(root, view.drawing.say);
  const ask = AskForm.on(root, view, (asking) => page.showAsking(asking));
  const line = await Line.open({
    code: view.code,
    streams: [{ stream: 'public', fold: view.fold, onEvents: (events) => page.show(events) }],
    onMine: (mine) => page.showMine(mine),
    onFigures: (figures) => page.showFigures(figures),
    onState(now) {
      state.show(now);
      if (now === 'up') void ask?.sendKept();
    },
  });
  page.votes.use(line);
  ask?.use(line);
}

class RoomPage {
  readonly votes: Votes;
  readonly #root: HTMLElement;
  readonly #view: RoomView;
  readonly #queue: Queue;
  readonly #announcer: Announcer;
  /** As the page shows it. */
  #session: SessionView;

  constructor(root: HTMLElement, view: RoomView) {
    this.#root = root;
    this.#view = view;
    this.#session = view.session;
    this.#announcer = new Announcer(root.querySelector<HTMLElement>('[data-announce]')!);
    this.#queue = new Queue(root, view);
    this.votes = new Votes(root, { view, queue: this.#queue, announcer: this.#announcer });
  }

  /** Puts events on the page; undefined: much was missed, the whole state is new. */
  show(events: StreamEvent[] | undefined): void {
    const before = this.#queue.freshCount;
    const keys = events ? touched(events) : undefined;
    holdStill(this.#queue.shown, () => {
      if (!keys) this.#queue.redrawAll();
      for (const key of keys ?? []) this.#showKey(key);
      if (!keys || keys.includes('session')) this.#showSession();
      else if (keys.includes(`question:${this.#view.session.now}`)) this.#redraw(['now']);
    });
    if (events?.some(({ name }) => name === 'dialogue.edited')) this.#offerAnew('facts');
    const { freshCount: n } = this.#queue;
    if (n > before) this.#say('fresh', 'said-fresh', { n });
  }

  showMine(mine: Mine): void {
    const before = this.#view.mine;
    this.#view.mine = mine;
    this.#redraw(OWN);
    for (const { id, status, rejection } of mine.questions) {
      const known = before?.questions.find((each) => each.id === id);
      if (!known || (known.status === status && known.rejection?.upheld === rejection?.upheld)) continue;
      const key = rejection?.upheld ? 'dialogues.question.upheld' : `dialogues.question.own.${status}`;
      this.#say(`mine ${id}`, 'said-mine', { text: this.#view.drawing.say(key) });
    }
    const marked = new Set([...(before?.votes ?? []), ...mine.votes]);
    if (before && takesPart(before) === takesPart(mine)) for (const id of marked) this.#queue.redraw(id);
    else this.#queue.redrawAll();
  }

  showFigures(figures: ModerationFigures): void {
    this.#view.figures = figures;
    this.#redraw(['log']);
  }

  showAsking(asking: Asking): void {
    this.#view.asking = asking;
    this.#redraw(['ask']);
  }

  #redraw(names: PartName[]): void {
    const model = this.#view.model;
    for (const name of names)
      this.#view.swap(part(this.#root, name), this.#view.drawing.draw(PARTS[name], model));
    this.#keepTypedInSight();
  }

  /** Questions are no longer taken: what somebody has typed can still be read and copied. */
  #keepTypedInSight(): void {
    const text = this.#root.querySelector<HTMLTextAreaElement>('form[data-ask] textarea');
    if (text?.value.trim()) text.form!.hidden = false;
  }

  #showKey(key: string): void {
    const [kind, id] = key.split(':') as [string, string];
    if (kind === 'votes') this.votes.told(id);
    if (kind === 'question' || kind === 'votes') this.#queue.redraw(id);
  }

  #showSession(): void {
    const [before, after] = [this.#session, this.#view.session];
    this.#session = after;
    part(this.#root, 'title')!.textContent = after.title;
    this.#redraw(Object.keys(PARTS) as PartName[]);
    if (isOpen(before.status) !== isOpen(after.status)) this.#queue.redrawAll();
    else for (const id of [before.now, after.now]) if (id) this.#queue.redraw(id);
    this.#announce(before, after);
  }

  #announce(before: SessionView, after: SessionView): void {
    if (before.status !== after.status) {
      this.#offerAnew('stage');
      this.#announcer.say('status', part(this.#root, 'stage')!.textContent!.replace(/\s+/g, ' ').trim());
    }
    const placed = ({ startsAt, endsAt, place }: SessionView) => [startsAt, endsAt, place].join('\n');
    if (placed(before) !== placed(after))
      this.#say('moved', 'said-moved', { at: this.#moment(after.startsAt) });
    if (after.now && before.now !== after.now) {
      const { text } = this.#view.card(after.now);
      if (text) this.#say('now', 'said-now', { text });
    }
    const pinned = before.notices.map(({ id }) => id);
    for (const { id, text } of after.notices)
      if (!pinned.includes(id)) this.#say('notice', 'said-notice', { text });
  }

  #say(kind: string, key: string, values: Record<string, unknown>): void {
    this.#announcer.say(kind, this.#view.drawing.say(`dialogues.live.${key}`, values));
  }

  #moment(at: string): string {
    return formatDate(
      new Date(at),
      'moment',
      document.documentElement.lang as Language,
      this.#view.ground.timeZone,
    );
  }

  /** What the script does not follow is on the page as the server makes it now. */
  #offerAnew(why: 'stage' | 'facts'): void {
    const note = this.#root.querySelector<HTMLElement>('[data-changed]')!;
    // A new stage says more than edited facts.
    if (!note.hidden && why === 'facts') return;
    for (const each of ['stage', 'facts']) part(note, `changed-${each}`)!.hidden = each !== why;
    note.hidden = false;
  }
}
