import type {
  InnerQuestionView,
  ParticipantView,
  QuestionView,
  SessionView,
  StreamEvent,
} from '../../../server/dialogues/streams/protocol.ts';
import { Announcer } from '../announce.ts';
import { holdStill } from '../still.ts';
import { Line } from '../streams/line.ts';
import { LineState } from '../streams/line-state.ts';
import { Fold, touched } from '../streams/state.ts';
import { words } from '../words.ts';
import { clearErrors, showErrors } from './errors.ts';
import { put, showForStage } from './filling.ts';
import { takeOverForms, wordsOf } from './forms.ts';
import { listenToKeys } from './keys.ts';
import { ConsoleLists } from './lists.ts';
import { showConsoleNow, showPeople, showSteering } from './room.ts';
import { Undo } from './undo.ts';
import { Work } from './work.ts';

/** The moderators' console: follows both streams, and acts through the same forms as without script. */
export async function moderatorConsole(root: HTMLElement): Promise<void> {
  const page = new Console(root);
  const state = new LineState(root, (key) => words(key.replace('dialogues.live', 'line')));
  page.listen();
  await Line.open({
    code: root.dataset['code']!,
    streams: [
      { stream: 'public', fold: page.open, onEvents: (events) => page.show(events, page.open) },
      { stream: 'staff', fold: page.inner, onEvents: (events) => page.show(events, page.inner) },
    ],
    onState: (now) => state.show(now),
  });
}

/** After these the next question of the list is looked at. */
const SCREENING = ['/approval', '/rejection', '/upholding', '/merging'];

/** Answered, or promised to be: names of the events of questions. */
const DEALT_WITH = ['question.answered', 'question.promised'];

class Console {
  /** Both are fetched whole: the page shows of each question only what moderators look at most. */
  readonly open = new Fold(-1);
  readonly inner = new Fold(-1);
  readonly #root: HTMLElement;
  readonly #lists: ConsoleLists;
  readonly #work: Work;
  readonly #announcer: Announcer;
  readonly #undo: Undo;
  /** Where one goes on when the selected question has been screened. */
  #next: string | undefined;

  constructor(root: HTMLElement) {
    this.#root = root;
    this.#lists = new ConsoleLists(root);
    this.#work = new Work(root);
    this.#undo = new Undo(root);
    this.#announcer = new Announcer(root.querySelector<HTMLElement>('[data-announce]')!);
  }

  listen(): void {
    const root = this.#root;
    root.addEventListener('click', (event) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>('a[href*="question="]');
      if (!link || event.ctrlKey || event.metaKey || this.inner.n < 0) return;
      event.preventDefault();
      this.#select(
        new URL(link.href).searchParams.get('question') ?? undefined,
        link.dataset['part'] === 'now-open',
      );
    });
    root.addEventListener('submit', () => (this.#next = this.#lists.after(this.#work.id ?? '')), true);
    takeOverForms(root, ({ form, refused }) => (refused ? this.#refused(form, refused) : this.#done(form)));
    listenToKeys(root, this.#work, {
      step: (by) => this.#step(by),
      putBack: () => root.querySelector<HTMLElement>('form[action$="/now/return"] button')?.click(),
      undo: () => this.#undo.press(),
      steer: () => firstShown(root.querySelectorAll('.console-room :is(button, summary)'))?.focus(),
    });
  }

  /** @param events undefined: everything is new */
  show(events: StreamEvent[] | undefined, fold: Fold): void {
    if (events) this.#announce(events);
    if (events?.some(({ name }) => DEALT_WITH.includes(name))) this.#begun();
    holdStill(this.#lists.cards, () => {
      const keys = events ? touched(events) : Object.keys(fold.state);
      if (!events && fold === this.inner) this.#dropUnknown();
      for (const key of keys) this.#showKey(key);
    });
    if (fold === this.inner && (!events || touched(events).some((key) => key.startsWith('participant:'))))
      showPeople(this.#root, this.#valuesOf<ParticipantView>('participant:'));
    this.#refresh();
  }

  get #session(): SessionView | undefined {
    return this.open.state['session'] as SessionView | undefined;
  }

  get #room() {
    const { status = this.#root.dataset['status']!, now = this.#root.dataset['now'] || null } =
      this.#session ?? {};
    return { status, now, live: status === 'live' };
  }

  #view(id: string | null | undefined): InnerQuestionView | undefined {
    return this.inner.state[`inner:${id}`] as InnerQuestionView | undefined;
  }

  #valuesOf<Value>(prefix: string): Value[] {
    return Object.entries(this.inner.state)
      .filter(([key]) => key.startsWith(prefix))
      .map(([, value]) => value as Value);
  }

  #dropUnknown(): void {
    for (const id of this.#lists.ids) if (!this.#view(id)) this.#lists.set(id, undefined, this.#room);
  }

  #showKey(key: string): void {
    const [kind, id] = key.split(':') as [string, string];
    if (kind === 'inner') this.#lists.set(id, this.#view(id), this.#room);
    if (kind === 'votes' || (kind === 'inner' && this.open.n >= 0))
      this.#lists.setVotes(id, Number(this.open.state[`votes:${id}`] ?? 0));
    if (kind === 'session') this.#showSession();
  }

  #showSession(): void {
    const session = this.#session;
    if (!session) return;
    if (session.status !== this.#root.dataset['status']) {
      this.#root.dataset['status'] = session.status;
      this.#root.querySelector<HTMLElement>('[data-changed]')!.hidden = false;
      showForStage(this.#root, session.status);
    }
    const before = this.#root.dataset['now'];
    Object.assign(this.#root.dataset, { now: session.now ?? '', order: session.order });
    for (const id of [before, session.now])
      if (id && this.#view(id)) this.#lists.set(id, this.#view(id), this.#room);
    put(this.#root, 'title', session.title);
    showSteering(this.#root, session);
    if (session.now || session.agendaAt > 0 || session.conclusions.length > 0) this.#begun();
  }

  /** Something has been dealt with: the opening cannot be taken back any more. */
  #begun(): void {
    this.#root.querySelector('[data-take-back]')?.remove();
  }

  #announce(events: StreamEvent[]): void {
    const names = events.map(({ name }) => name);
    for (const name of ['asked', 'contested', 'prepared'])
      if (names.includes(`question.${name}`)) this.#announcer.say(name, words(`said.${name}`));
  }

  /** Brings the selected question and that of the moment up to date. */
  #refresh(selected = this.#work.id): void {
    if (this.inner.n < 0) return;
    showConsoleNow(this.#root, this.#view(this.#room.now));
    const view = this.#view(selected);
    if (!view) {
      this.#work.show(undefined, undefined);
      return;
    }
    this.#lists.select(view.id);
    this.#work.show(view.id, {
      view,
      open: this.open.state[`question:${view.id}`] as QuestionView | undefined,
      asker: this.inner.state[`participant:${view.participant}`] as ParticipantView | undefined,
      room: this.#room,
      target: view.status === 'merged' ? this.#view(view.into) : undefined,
      others: this.#valuesOf<InnerQuestionView>('inner:').filter(
        ({ id, status }) => id !== view.id && ['pending', 'approved'].includes(status),
      ),
    });
  }

  #select(id: string | undefined, toAnswer = false): void {
    const view = this.#view(id);
    if (!id || !view) return;
    const other = id !== this.#work.id;
    this.#refresh(id);
    if (other) {
      const state = words(`state.${view.status}`);
      this.#announcer.answer('selected', words('said.selected', { text: view.text, state }));
    }
    if (toAnswer) this.#work.tool('answer')?.setAttribute('open', '');
    this.#work.element.focus({ preventScroll: true });
    this.#work.element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }

  #step(by: 1 | -1): void {
    const ids = this.#lists.ids;
    const at = ids.indexOf(this.#work.id ?? '');
    const next = ids[at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))];
    this.#select(next);
    this.#lists.card(next ?? '')?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }

  #done(form: HTMLFormElement): void {
    const undoable = this.#undo.offer(form, (id) => this.#view(id));
    this.#announcer.answer('done', words(undoable ? 'said.undoable' : 'said.done'));
    clearErrors(form);
    if (!this.#work.element.contains(form)) {
      form.querySelector('[data-refused]')?.remove();
      if (form.dataset['keep'] === undefined) form.reset();
      if (form.dataset['freshId'] !== undefined) renew(form);
      return;
    }
    this.#work.forget(form);
    this.#work.error('');
    const tool = form.closest('details');
    if (tool) tool.open = false;
    const screened = SCREENING.some((path) => form.action.endsWith(path));
    if (screened && this.#next) this.#select(this.#next);
    else this.#work.element.focus({ preventScroll: true });
  }

  #refused(form: HTMLFormElement, refused: Element): void {
    const text = wordsOf(refused);
    showErrors(form, refused);
    if (this.#work.element.contains(form)) {
      this.#work.error(text);
      return;
    }
    let note = form.querySelector<HTMLElement>('[data-refused]');
    if (!note) {
      note = document.createElement('p');
      note.dataset['refused'] = 'yes';
      note.className = 'error';
      note.setAttribute('role', 'alert');
      form.append(note);
    }
    note.textContent = text;
  }
}

function firstShown(elements: Iterable<Element>): HTMLElement | undefined {
  return [...(elements as Iterable<HTMLElement>)].find(({ offsetParent }) => offsetParent !== null);
}

/** The next question by phone is another one. */
function renew(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[name=clientId]');
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  if (input) input.value = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
