import type { Mine } from '../../../server/dialogues/streams/protocol.ts';
import type { Announcer } from '../announce.ts';
import { fillVotes, hope, told } from '../cards.ts';
import type { Line } from '../streams/line.ts';
import { words } from '../words.ts';

/** By then the sum with a vote has been told, if the vote has changed it. */
const TOLD_MS = 2_000;

/** Votes count on the page at once and are taken back when the server says no. */
export class Votes {
  readonly #root: HTMLElement;
  readonly #announcer: Announcer;
  #line: { line: Line; code: string } | undefined;
  readonly #under = new Set<string>();
  #mine: Mine | undefined;

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

  /** What the server says one has voted for. @param cards all, also those that are not on the page yet */
  show(mine: Mine, cards: Iterable<HTMLElement>): void {
    this.#mine = mine;
    for (const card of cards) this.dress(card);
  }

  /** Puts into a card what is one's own. */
  dress(card: HTMLElement): void {
    const form = card.querySelector<HTMLFormElement>('[data-vote]');
    if (!form || !this.#mine) return;
    const id = questionIn(form);
    if (!this.#under.has(id)) mark(form, this.#mine.votes.includes(id));
    if (this.#mine.participant?.removed)
      form.querySelector<HTMLButtonElement>('.vote-button')!.disabled = true;
  }

  async #cast(form: HTMLFormElement): Promise<void> {
    const question = questionIn(form);
    if (this.#under.has(question)) return;
    const card = form.closest<HTMLElement>('[data-question]')!;
    const on = form.querySelector('.vote-button')!.getAttribute('aria-pressed') !== 'true';
    this.#under.add(question);
    mark(form, on);
    hope(card, on ? 1 : -1);
    const takeBack = (why: string) => {
      mark(form, !on);
      fillVotes(card, told(card));
      this.#tell(why || words('vote.failed'));
    };
    const { line, code } = this.#line!;
    try {
      const answer = await line.call('dialogue:vote', { code, question, on });
      if (!answer.ok) return takeBack(words(answer.error, answer.values as never));
      this.#keep(question, on);
      // It may have been counted before: through a question that was merged into this one.
      window.setTimeout(() => this.#under.has(question) || fillVotes(card, told(card)), TOLD_MS);
    } catch {
      takeBack('');
    } finally {
      this.#under.delete(question);
      // What was asked for before may be older than the vote.
      line.mineIsOld();
    }
  }

  #keep(question: string, on: boolean): void {
    if (!this.#mine) return;
    const others = this.#mine.votes.filter((each) => each !== question);
    this.#mine = { ...this.#mine, votes: on ? [...others, question] : others };
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
