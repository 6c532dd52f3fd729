import type { Announcer } from '../announce.ts';
import type { Line } from '../streams/line.ts';
import type { Queue } from './queue.ts';
import type { Hope, RoomView } from './room-view.ts';

/** By then the sum with a vote has been told, if the vote has changed it. */
const TOLD_MS = 2_000;

interface Parts {
  view: RoomView;
  queue: Queue;
  announcer: Announcer;
}

/** Votes count on the page at once and are taken back when the server says no. */
export class Votes {
  readonly #root: HTMLElement;
  readonly #parts: Parts;
  #line: Line | undefined;

  constructor(root: HTMLElement, parts: Parts) {
    this.#root = root;
    this.#parts = parts;
    root.addEventListener('submit', (event) => {
      const form = event.target as HTMLFormElement;
      if (!form.matches('[data-vote]') || !this.#line?.everUp) return;
      event.preventDefault();
      void this.#cast(form.querySelector<HTMLInputElement>('input[name=question]')!.value);
    });
  }

  use(line: Line): void {
    this.#line = line;
  }

  /** The sum was told: nothing is added any more. */
  told(id: string): void {
    const hope = this.#view.hopes.get(id);
    if (hope) hope.more = 0;
  }

  async #cast(question: string): Promise<void> {
    if (this.#view.hopes.get(question)?.under) return;
    const on = !this.#view.card(question).voted;
    const hope: Hope = { on, more: on ? 1 : -1, under: true };
    this.#view.hopes.set(question, hope);
    this.#parts.queue.redraw(question);
    const why = await this.#send({ code: this.#view.code, question, on });
    hope.under = false;
    if (why === undefined) {
      this.#keep(question, on);
      // It may have been counted before: through a question that was merged into this one.
      window.setTimeout(() => this.#give(question, hope), TOLD_MS);
    } else {
      this.#give(question, hope);
      this.#tell(why);
    }
    // What was asked for before may be older than the vote.
    this.#line!.mineIsOld();
  }

  /** @returns why it was refused */
  async #send(vote: object): Promise<string | undefined> {
    const { say } = this.#view.drawing;
    try {
      const answer = await this.#line!.call('dialogue:vote', vote);
      return answer.ok ? undefined : say(answer.error, answer.values);
    } catch {
      return say('dialogues.live.vote-failed');
    }
  }

  #give(question: string, hope: Hope): void {
    if (this.#view.hopes.get(question) === hope) this.#view.hopes.delete(question);
    this.#parts.queue.redraw(question);
  }

  /** Known before the server tells what one has voted for. */
  #keep(question: string, on: boolean): void {
    const { mine } = this.#view;
    if (!mine) return;
    const others = mine.votes.filter((each) => each !== question);
    this.#view.mine = { ...mine, votes: on ? [...others, question] : others };
  }

  get #view(): RoomView {
    return this.#parts.view;
  }

  #tell(why: string): void {
    this.#parts.announcer.say('vote', why);
    const state = this.#root.querySelector<HTMLElement>('[data-line-state]');
    if (state) state.textContent = why;
  }
}
