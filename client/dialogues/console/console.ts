import { actOf } from '../../../server/dialogues/console/live-model/acts.ts';
import { lookedBy, type Only } from '../../../server/dialogues/console/live-model/cards.ts';
import type { ConsoleGround } from '../../../server/dialogues/console/live-model/ground.ts';
import type { Look, StreamEvent } from '../../../server/dialogues/streams/protocol.ts';
import now from '../../../views/dialogues/console/_console-now.hbs';
import room from '../../../views/dialogues/console/_console-room.hbs';
import state from '../../../views/dialogues/console/_console-state.hbs';
import undo from '../../../views/dialogues/console/_console-undo.hbs';
import { drawing } from '../../drawing.ts';
import { newId } from '../../new-id.ts';
import { swap } from '../../swap.ts';
import { Announcer } from '../announce.ts';
import { part } from '../parts.ts';
import { holdStill } from '../still.ts';
import { Line } from '../streams/line.ts';
import { LineState } from '../streams/line-state.ts';
import { touched } from '../streams/state.ts';
import { startTicking } from '../ticking.ts';
import { offerAlone } from './alone.ts';
import { ConsoleView, type Done } from './console-view.ts';
import { Dragging } from './dragging.ts';
import { type Refused, takeOverForms } from './forms.ts';
import { listenToKeys } from './keys.ts';
import { ConsoleLists } from './lists.ts';
import { Trace } from './trace.ts';
import { Work } from './work.ts';

type Start = (root: ParentNode) => void;

const PARTS = { state, undo, now, room };
type PartName = keyof typeof PARTS;
const PART_NAMES = Object.keys(PARTS) as PartName[];
/** What waits for one of the next frames. */
type Due = PartName | 'work' | 'likes' | 'reveal-work' | 'reveal-row';

/** The moderators' console: follows both streams, and acts through the same forms as without script. */
export async function moderatorConsole(root: HTMLElement, start: Start): Promise<void> {
  const { now, ground, refused } = JSON.parse(root.querySelector('script[data-live]')!.textContent!) as {
    now: string;
    ground: ConsoleGround;
    refused?: Refused;
  };
  const view = new ConsoleView(ground, await drawing(ground.timeZone, now));
  view.refused = refused;
  const page = new Console(root, view, start);
  const line = new LineState(root, view.drawing.say);
  page.listen();
  offerAlone(root);
  const { timeZone, agenda } = ground;
  startTicking(root, { drawing: view.drawing, timeZone, agenda, session: () => view.session });
  const opened = await Line.open({
    code: ground.dialogue.code,
    streams: [
      { stream: 'public', fold: view.open, onEvents: (events) => page.show(events) },
      { stream: 'staff', fold: view.inner, onEvents: (events) => page.show(events) },
    ],
    onLooks: (looks) => page.showLooks(looks),
    onState(now) {
      line.show(now);
      if (now === 'up') page.tellLook();
    },
  });
  page.use(opened);
}

/** After these the next question of the list is looked at. */
const SCREENING = ['approval', 'rejection', 'upholding', 'merging'];
/** So long what was done can be undone with one key; after that in the list of what was done. */
const UNDO_MS = 10_000;
const WORDS_AT_ONCE = 10;
/** So often the others are told which question is open here. */
const LOOK_MS = 15_000;

class Console {
  readonly #root: HTMLElement;
  readonly #view: ConsoleView;
  readonly #lists: ConsoleLists;
  readonly #work: Work;
  readonly #announcer: Announcer;
  readonly #start: Start;
  /** Where one goes on when the selected question has been screened. */
  #next: string | undefined;
  /** As the page shows them. */
  #status: string | undefined;
  #now: string | null | undefined;
  #line: Line | undefined;
  #undoing: number | undefined;
  readonly #trace: Trace;
  /** Lists and parts are drawn from the streams. */
  #drawn = false;
  /** What is to be drawn with the next frames: of what happens together, everything once. */
  readonly #due = new Set<Due>();
  #frame: number | undefined;
  /** Parts as they were drawn last. */
  readonly #shown = new Map<PartName, string>();

  constructor(root: HTMLElement, view: ConsoleView, start: Start) {
    this.#root = root;
    this.#view = view;
    this.#start = start;
    this.#lists = new ConsoleLists(root, view, () => this.#later());
    this.#work = new Work(root, view, start);
    this.#trace = new Trace(root);
    this.#announcer = new Announcer(root.querySelector<HTMLElement>('[data-announce]')!);
  }

  listen(): void {
    const root = this.#root;
    root.addEventListener('click', (event) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>('a[href*="question="]');
      if (!link || event.ctrlKey || event.metaKey || !this.#view.known) return;
      event.preventDefault();
      const id = new URL(link.href).searchParams.get('question') ?? undefined;
      this.#select(id, link.dataset['part'] === 'now-open');
    });
    root.addEventListener(
      'submit',
      ({ target }) => {
        const card = (target as Element).closest<HTMLElement>('.console-card, [data-dragged]');
        this.#next = this.#lists.after(card?.dataset['question'] ?? this.#view.selected);
      },
      true,
    );
    this.#listenToSearch();
    new Dragging(root, this.#view);
    // What is pressed belongs to the question that is shown.
    this.#work.element.addEventListener('pointerdown', () => this.#settle(), { capture: true });
    takeOverForms(root, {
      failed: this.#view.drawing.say('dialogues.live.failed'),
      done: ({ form, refused, sent }) => (refused ? this.#refused(form, refused) : this.#done(form, sent)),
    });
    const press = (selector: string) => root.querySelector<HTMLElement>(selector)?.click();
    listenToKeys(root, this.#work, {
      settle: () => this.#settle(),
      step: (by) => this.#step(by),
      putBack: () => press('form[action$="/now/return"] button'),
      undo: () => press('[data-part=undo] button'),
      steer: () => firstShown(root.querySelectorAll('.console-room :is(button, summary)'))?.focus(),
      pane: (number) => root.querySelectorAll<HTMLElement>('[data-pane]')[number - 1]?.focus(),
      find: () => root.querySelector<HTMLElement>('#find')?.focus(),
      tick: () => press(`#c-${this.#view.selected} .tick input`),
      approveTicked: () => press('#bulk button'),
      merge: () => root.querySelector<HTMLElement>('#merge-into')?.focus(),
    });
  }

  /** Both searches look through what is here already. */
  #listenToSearch(): void {
    const root = this.#root;
    const [find, only] = ['#find', '#only'].map((name) => root.querySelector<HTMLInputElement>(name)!);
    this.#view.wanted = wantedIn(find!, only!);
    const search = (event: Event) => {
      const field = event.target as HTMLInputElement;
      if (!this.#view.known) return;
      if (field === find || field === only) {
        this.#view.wanted = wantedIn(find!, only!);
        this.#lists.refind();
      } else if (field.id === 'merge-into') {
        this.#view.like = field.value.trim() || undefined;
        this.#later('work');
      }
    };
    root.addEventListener('input', search);
    root.addEventListener('submit', (event) => {
      if (!this.#view.known || !(event.target as Element).matches('[data-find], [data-like]')) return;
      event.preventDefault();
    });
    root.addEventListener('click', (event) => {
      if (!this.#view.known || !(event.target as Element).closest('[data-find-all]')) return;
      event.preventDefault();
      find!.value = '';
      only!.value = '';
      find!.dispatchEvent(new Event('input', { bubbles: true }));
    });
  }

  /** @param events undefined: everything is new */
  show(events: StreamEvent[] | undefined): void {
    if (events) this.#announce(events);
    if (!this.#view.known) return;
    this.#work.unprepare();
    const keys = this.#drawn && events ? touched(events) : undefined;
    this.#view.note(keys);
    const { status, now } = this.#view.session;
    // What the session is at decides what a row offers.
    if (!keys || this.#status !== status) this.#lists.reset();
    else this.#lists.redraw([...questionsIn(keys), ...(this.#now === now ? [] : [this.#now, now])]);
    this.#root.querySelector<HTMLElement>('[data-changed]')!.hidden &&=
      this.#status === undefined || this.#status === status;
    [this.#status, this.#now] = [status, now];
    this.#later(...this.#changedBy(keys));
    if (!this.#drawn) this.#readWords();
    this.#drawn = true;
  }

  /** Words of thousands of questions are read while nothing else is to be done; then likes are known. */
  #readWords(): void {
    whenIdle((hasTime) => {
      do if (!this.#view.readWords(WORDS_AT_ONCE)) return this.#later('work');
      while (hasTime());
      this.#readWords();
    });
  }

  #announce(events: StreamEvent[]): void {
    const names = events.map(({ name }) => name);
    for (const name of ['asked', 'contested', 'prepared'])
      if (names.includes(`question.${name}`)) this.#announcer.say(name, this.#say(`said-${name}`));
  }

  #say(key: string, values?: Record<string, unknown>): string {
    return this.#view.drawing.say(`dialogues.console.${key}`, values);
  }

  /** All but the lists, as far as it shows what has changed. @param keys undefined: all may have */
  #changedBy(keys?: readonly string[]): Due[] {
    // The work waits for the words of all questions.
    if (!keys) return ['state', 'undo', 'now', 'room', ...(this.#drawn ? (['work'] as const) : [])];
    const { selected, session, cards } = this.#view;
    const ofSession = keys.some((key) => /^(session|participant:)/.test(key));
    const of = (id: string | null | undefined) => Boolean(id && keys.some((key) => key.endsWith(`:${id}`)));
    const ofQuestions = keys.some((key) => key.startsWith('inner:'));
    const due: Due[] = [];
    if (ofSession) due.push('room');
    if (ofSession || ofQuestions) due.push('state');
    if (ofSession || ofQuestions || of(session.now) || keys.some((key) => key.startsWith('votes:')))
      due.push('now');
    if (ofSession || of(selected) || of(cards.get(selected ?? '')?.into)) due.push('work');
    return due;
  }

  #later(...due: Due[]): void {
    for (const each of due) this.#due.add(each);
    this.#frame ??= requestAnimationFrame(() => this.#draw());
  }

  /** Draws at once what waits for the next frames. */
  #settle(): void {
    while (this.#view.known && this.#isDue) this.#drawNext();
  }

  get #isDue(): boolean {
    return this.#due.size > 0 || this.#lists.isDue;
  }

  /** One thing in each frame: on a slow machine, no key and no click waits for all of them. */
  #draw(): void {
    this.#frame = undefined;
    if (!this.#view.known) return;
    this.#drawNext();
    if (this.#isDue) this.#later();
  }

  /** What the moderator is at comes first, then what is like it, then the lists, then the parts. */
  #drawNext(): void {
    if (this.#due.delete('work')) holdStill(this.#lists.movableByPage, () => this.#showWork());
    else if (this.#due.delete('likes')) holdStill(this.#lists.movableByPage, () => this.#work.showLikes());
    else if (this.#reveal()) return;
    else if (this.#lists.isDue) holdStill(this.#lists.movable, () => this.#lists.draw());
    // What has not changed takes no frame.
    else while (!this.#drawPart(PART_NAMES.find((name) => this.#due.delete(name))));
  }

  #showWork(): void {
    if (this.#work.show()) this.#later('likes');
  }

  /** @returns false: it is as it was */
  #drawPart(name: PartName | undefined): boolean {
    if (!name) return true;
    const { model, drawing } = this.#view;
    part(this.#root, 'title')!.textContent = model.session.title;
    const drawn = drawing.draw(PARTS[name], model);
    if (this.#shown.get(name) === drawn) return false;
    this.#shown.set(name, drawn);
    holdStill(this.#lists.movableByPage, () => {
      for (const added of swap(part(this.#root, name)!, drawn)) this.#start(added);
    });
    return true;
  }

  /** The question that is looked at comes into sight, in its list and at work. @returns false: it is not asked for */
  #reveal(): boolean {
    const { selected } = this.#view;
    const places = {
      'reveal-work': this.#work.element,
      'reveal-row': this.#lists.card(selected),
    };
    const asked = Object.entries(places).filter(([name]) => this.#due.delete(name as Due));
    for (const [, place] of asked) place?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    return asked.length > 0;
  }

  #select(id: string | undefined, toAnswer = false): void {
    const view = this.#view.cards.get(id ?? '');
    if (!id || !view) return;
    const before = this.#view.selected;
    this.#view.selected = id;
    if (id !== before) {
      this.#forgetRefused();
      this.#view.like = undefined;
      const state = this.#say(`states.${view.status}`);
      this.#announcer.answer('selected', this.#say('said-selected', { text: view.text, state }));
    }
    this.#lists.mark(before, id);
    this.#work.prepare();
    this.#later('work', 'reveal-work');
    if (id !== before) this.tellLook();
    if (toAnswer) {
      this.#settle();
      this.#work.open('answer');
    }
    this.#work.element.focus({ preventScroll: true });
  }

  #step(by: 1 | -1): void {
    const { ids } = this.#lists;
    const at = ids.indexOf(this.#view.selected ?? '');
    const next =
      this.#lists.behind(this.#view.selected) ??
      ids[at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))];
    if (next) this.#lists.bring(next);
    this.#select(next);
    this.#later('reveal-row');
  }

  #done(form: HTMLFormElement, sent: Record<string, string>): void {
    const { pathname } = new URL(form.action);
    const [, id = '', what = ''] = /\/questions\/([^/]+)\/(\w+)$/.exec(pathname) ?? [];
    const undone = pathname.endsWith('/undo') ? this.#view.undo : undefined;
    const name = actOf(pathname, sent);
    this.#forgetRefused();
    const about = id || sent['question'];
    const text = this.#view.cards.get(about ?? '')?.text ?? '';
    this.#offerUndo(name === undefined ? undefined : { name, id: about, text });
    this.#announcer.answer('done', this.#say(name ? 'said-undoable' : 'said-done'));
    this.#trace.refresh();
    if (id) this.#work.forget(form, id);
    if (SCREENING.includes(what)) this.#view.screened.add(id);
    if (this.#work.element.contains(form)) {
      const tool = form.closest('details');
      if (tool) tool.open = false;
      this.#later('work');
      if (SCREENING.includes(what) && this.#next) this.#select(this.#next);
      else this.#work.element.focus({ preventScroll: true });
      return;
    }
    const next = form.closest('.console-card') && this.#next && this.#lists.bring(this.#next);
    if (next && form.contains(document.activeElement))
      next.querySelector<HTMLElement>('.console-quick button, a')?.focus();
    form.querySelector('[data-added]')?.remove();
    if (form.dataset['dragged'] !== undefined) {
      form.remove();
      if (id === this.#view.selected && this.#next) this.#select(this.#next);
      return;
    }
    if (form.dataset['keep'] === undefined) form.reset();
    if (form.dataset['freshId'] !== undefined) renew(form);
    // What was undone is decided anew.
    const again = undone?.id ?? (what === 'return' ? id : undefined);
    if (again) this.#select(again);
  }

  #offerUndo(done: Done | undefined): void {
    this.#view.undo = done;
    window.clearTimeout(this.#undoing);
    const drop = () => {
      const bar = part(this.#root, 'undo')!;
      // Nobody is about to press it.
      if (bar.matches(':hover') || bar.contains(document.activeElement))
        this.#undoing = window.setTimeout(drop, 1_000);
      else this.#offerUndo(undefined);
    };
    if (done) this.#undoing = window.setTimeout(drop, UNDO_MS);
    this.#later('undo');
  }

  #forgetRefused(): void {
    if (!this.#view.refused) return;
    this.#view.refused = undefined;
    this.#later('room', 'work');
  }

  showLooks(looks: readonly Look[]): void {
    const { ground } = this.#view;
    const before = this.#view.looks;
    this.#view.looks = looks;
    if (!this.#drawn) return;
    const ids = new Set([...before, ...looks].flatMap(({ question }) => question ?? []));
    const changed = [...ids].filter((id) => lookedBy(id, before, ground) !== lookedBy(id, looks, ground));
    this.#lists.redrawRows(changed);
    if (changed.some((id) => id === this.#view.selected)) this.#later('work');
  }

  /** Tells the other moderators which question is open here. */
  use(line: Line): void {
    this.#line = line;
    window.setInterval(() => this.tellLook(), LOOK_MS);
  }

  tellLook(): void {
    const question = document.visibilityState === 'visible' ? (this.#view.selected ?? null) : null;
    void this.#line
      ?.call('dialogue:look', { code: this.#view.ground.dialogue.code, question })
      .catch(() => {});
  }

  #refused(form: HTMLFormElement, refused: Refused): void {
    const inWork = this.#work.element.contains(form);
    // Part of it may be done: what the bar names is no longer the last.
    this.#offerUndo(undefined);
    this.#view.refused = inWork ? refused : { ...refused, failed: '' };
    if (refused.form) this.#view.filled.add(refused.form);
    this.#later('room', 'work');
    this.#settle();
    const [wrong] = Object.keys(refused.errors);
    if (wrong) document.getElementById(`${refused.form}-${wrong}`)?.focus();
    if (inWork) return;
    form.querySelector('[data-added]')?.remove();
    const note = document.createElement('p');
    note.className = 'error';
    note.dataset['added'] = 'yes';
    note.setAttribute('role', 'alert');
    note.textContent = refused.failed ?? null;
    form.append(note);
  }
}

function firstShown(elements: Iterable<Element>): HTMLElement | undefined {
  return [...(elements as Iterable<HTMLElement>)].find(({ offsetParent }) => offsetParent !== null);
}

const questionsIn = (keys: readonly string[]): string[] =>
  keys.flatMap((key) => (/^(inner|votes|question):/.test(key) ? key.split(':')[1]! : []));

const wantedIn = (find: HTMLInputElement, only: HTMLInputElement) => ({
  find: find.value.trim() || undefined,
  only: (only.value as Only) || undefined,
});

/** The next question by phone is another one. */
function renew(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[name=clientId]');
  if (input) input.value = newId();
}

/** Calls when there is nothing else to do. @param then is told whether there is time for more */
function whenIdle(then: (hasTime: () => boolean) => void): void {
  const patience = { timeout: 200 };
  // Not every browser knows idle moments.
  if (!('requestIdleCallback' in window)) setTimeout(() => then(() => false), 20);
  else requestIdleCallback((deadline) => then(() => deadline.timeRemaining() > 2), patience);
}
