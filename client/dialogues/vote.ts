import type { Mine } from '../../server/dialogues/protocol.ts';
import type { Announcer } from './announce.ts';
import { fillVotes } from './cards.ts';
import type { Line } from './line.ts';
import { words } from './words.ts';

/** Votes count on the page at once and are taken back when the server says no. */
export class Votes {
  readonly #root: HTMLElement;
  readonly #announcer: Announcer;
  #line: { line: Line; code: string } | undefined;
  readonly #under = new Set<string>();

  constructor(root: HTMLElement, { announcer }: { announcer: Announcer }) {
    this.#root = root;
    this.#announcer = announcer;
    root.addEventListener('submit', (event) => {
      const form = event.target as HTMLFormElement;
      if (!form.matches('[data-vote]') || !this.#line?.line.everUp) return;
      event.preventDefault();
      void this.#cast(form);
    });
  }

  use(line: Line, code: string): void {
    this.#line = { line, code };
  }

  /** What the server says one has voted for. */
  show({ votes, participant }: Mine): void {
    const voted = new Set(votes);
    for (const form of this.#root.querySelectorAll<HTMLFormElement>('[data-vote]')) {
      const id = questionIn(form);
      if (!this.#under.has(id)) mark(form, voted.has(id));
      if (participant?.removed) form.querySelector<HTMLButtonElement>('.vote-button')!.disabled = true;
    }
  }

  async #cast(form: HTMLFormElement): Promise<void> {
    const question = questionIn(form);
    if (this.#under.has(question)) return;
    const card = form.closest<HTMLElement>('[data-question]')!;
    const on = form.querySelector('.vote-button')!.getAttribute('aria-pressed') !== 'true';
    this.#under.add(question);
    mark(form, on);
    const before = Number(card.dataset['votes']);
    const hoped = before + (on ? 1 : -1);
    fillVotes(card, hoped);
    const takeBack = (why: string) => {
      mark(form, !on);
      // A sum that the server has sent meanwhile is right as it is.
      if (Number(card.dataset['votes']) === hoped) fillVotes(card, before);
      this.#tell(why || words('vote.failed'));
    };
    try {
      const { line, code } = this.#line!;
      const answer = await line.call('dialogue:vote', { code, question, on });
      if (!answer.ok) takeBack(words(answer.error, answer.values as never));
    } catch {
      takeBack('');
    } finally {
      this.#under.delete(question);
    }
  }

  #tell(why: string): void {
    this.#announcer.say('vote', why);
    const state = this.#root.querySelector<HTMLElement>('[data-line-state]');
    if (state) state.textContent = why;
  }
}

const questionIn = (form: HTMLFormElement): string =>
  form.querySelector<HTMLInputElement>('input[name=question]')?.value ?? '';

function mark(form: HTMLFormElement, voted: boolean): void {
  form.querySelector('.vote-button')!.setAttribute('aria-pressed', String(voted));
  form.querySelector<HTMLInputElement>('input[name=on]')!.value = voted ? 'no' : 'yes';
}
