import { type Say, speaking } from '../../drawing.ts';
import { watch } from '../../live.ts';
import { pageIn } from '../../markup.ts';
import { swap } from '../../swap.ts';
import { Announcer } from '../announce.ts';

/** What happens together is fetched once. */
const GATHER_MS = 400;

const QUESTION = '.desk-question';

/**
 * The panel desk follows the room: what is said of each question is the newest, new questions wait behind a button, and
 * what is typed stays, even for a question that has gone.
 * @param start starts the behaviours of what was put into the page
 */
export async function panelDesk(root: HTMLElement, start: (root: ParentNode) => void): Promise<void> {
  const desk = new Desk(root, { start, say: await speaking() });
  for (const id of (root.dataset['units'] ?? '').split(' ').filter(Boolean))
    void watch({
      ...{ topic: 'panel', id },
      onUpdate: () => desk.later(),
      onJoined(again) {
        root.dataset['joined'] = 'yes';
        if (again) desk.later();
      },
    });
}

class Desk {
  readonly #root: HTMLElement;
  readonly #start: (root: ParentNode) => void;
  readonly #announcer: Announcer;
  readonly #say: Say;
  #waiting = false;

  constructor(root: HTMLElement, { start, say }: { start: (root: ParentNode) => void; say: Say }) {
    this.#root = root;
    this.#start = start;
    this.#say = say;
    this.#announcer = new Announcer(root.querySelector<HTMLElement>('[data-announce]')!);
  }

  later(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    window.setTimeout(() => void this.#look(), GATHER_MS);
  }

  async #look(): Promise<void> {
    this.#waiting = false;
    const fresh = await freshDesk();
    if (!fresh) return;
    for (const shown of questionsIn(this.#root)) this.#follow(shown, fresh);
    this.#offer(fresh);
  }

  #follow(shown: HTMLElement, fresh: HTMLElement): void {
    const newer = fresh.querySelector<HTMLElement>(`#${CSS.escape(shown.id)}`);
    if (newer) this.#update(shown, newer);
    else this.#leave(shown);
  }

  #update(shown: HTMLElement, newer: HTMLElement): void {
    if (newer.dataset['now'] && !shown.dataset['now'])
      this.#announcer.say('now', this.#say('dialogues.desk.said-now', { text: textOf(newer) }));
    if (isTouched(shown) && !newer.querySelector('form')) this.#leave(shown, newer);
    else for (const added of swap(shown, newer)) this.#start(added);
  }

  /** It waits no longer: nothing can be sent, but what was typed can still be read and copied. */
  #leave(question: HTMLElement, newer?: HTMLElement): void {
    const why = newer?.lastElementChild?.cloneNode(true) as HTMLElement | undefined;
    const note = why ?? document.createElement('p');
    if (!why) note.textContent = this.#say('dialogues.desk.gone');
    note.className = 'notice';
    note.dataset['left'] = 'yes';
    const before = question.querySelector('[data-left]');
    before?.replaceWith(note);
    if (before) return;
    factsOf(question).after(note);
    const typed = isTouched(question);
    for (const each of question.querySelectorAll('form button, details:not([open])')) each.remove();
    if (!typed) for (const form of question.querySelectorAll('form')) form.remove();
    for (const each of question.querySelectorAll('textarea')) each.readOnly = true;
  }

  /** Nothing that is read moves: what is new is put in on demand. */
  #offer(fresh: HTMLElement): void {
    const known = new Set(questionsIn(this.#root).map(({ id }) => id));
    const added = questionsIn(fresh).filter(({ id }) => !known.has(id));
    const place = this.#root.querySelector<HTMLElement>('[data-fresh]')!;
    place.replaceChildren();
    if (added.length === 0) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'link';
    button.textContent = this.#say('dialogues.desk.fresh', { n: added.length });
    button.addEventListener('click', () => {
      place.replaceChildren();
      for (const each of added) this.#put(each);
      const [first] = added;
      first!.tabIndex = -1;
      first!.focus();
    });
    place.append(button);
    this.#announcer.say('fresh', this.#say('dialogues.desk.said-fresh', { n: added.length }));
  }

  #put(question: HTMLElement): void {
    const session = question.closest<HTMLElement>('.desk-session')!;
    const there = this.#root.querySelector<HTMLElement>(`#${CSS.escape(session.id)}`);
    const last = there && questionsIn(there).at(-1);
    if (last) last.after(question);
    else if (there) there.append(question);
    else {
      this.#root.querySelector('.empty')?.remove();
      for (const each of questionsIn(session)) if (each !== question) each.remove();
      this.#root.querySelector('[data-sessions]')!.append(session);
    }
    this.#start(there ? question : session);
  }
}

const questionsIn = (root: ParentNode) => [...root.querySelectorAll<HTMLElement>(QUESTION)];
const factsOf = (question: HTMLElement) => question.querySelector<HTMLElement>('.row-facts')!;
const textOf = (question: HTMLElement) => question.querySelector('.question-text')?.textContent ?? '';

/** Something is typed in it, or about to be. */
const isTouched = (question: HTMLElement): boolean =>
  question.contains(document.activeElement) ||
  [...question.querySelectorAll('textarea')].some(({ value, defaultValue }) => value !== defaultValue);

async function freshDesk(): Promise<HTMLElement | undefined> {
  try {
    const response = await fetch('/dialogue-desk', { headers: { accept: 'text/html' } });
    if (!response.ok) return undefined;
    const page = await pageIn(response);
    return page.querySelector<HTMLElement>('[data-behaviour=panel-desk]') ?? undefined;
  } catch {
    return undefined;
  }
}
