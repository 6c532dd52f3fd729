import {
  type ConsoleCard,
  consoleCard,
  isWanted,
  lookedBy,
  noteWords,
  type Wanted,
} from '../../../server/dialogues/console/live-model/cards.ts';
import type { ConsoleGround } from '../../../server/dialogues/console/live-model/ground.ts';
import { consoleParts, nextInQueue } from '../../../server/dialogues/console/live-model/parts.ts';
import { QuestionWords } from '../../../server/dialogues/console/live-model/question-words.ts';
import { sessionOf } from '../../../server/dialogues/room/live-model.ts';
import type {
  InnerQuestionView,
  Look,
  SessionView,
  State,
} from '../../../server/dialogues/streams/protocol.ts';
import type { Drawing } from '../../drawing.ts';
import { Fold } from '../streams/state.ts';
import type { Refused } from './forms.ts';

/** What was done last, and can be undone. */
export interface Done {
  /** Of its entry. */
  name: string;
  /** Of the question that it was about. */
  id: string | undefined;
  text: string;
}

/** All that the console is drawn with, as it is known now. Both streams are fetched whole. */
export class ConsoleView {
  readonly open = new Fold(-1);
  readonly inner = new Fold(-1);
  readonly ground: ConsoleGround;
  readonly drawing: Drawing;
  /** Kept card by card: a session may have thousands, and each change touches one or two. */
  readonly cards = new Map<string, ConsoleCard>();
  readonly words = new QuestionWords();
  /** Of both streams. */
  state: State = {};
  /** Id of the question that is looked at. */
  selected: string | undefined;
  wanted: Wanted = {};
  /** Words of the question into which somebody wants to merge. */
  like: string | undefined;
  refused: Refused | undefined;
  undo: Done | undefined;
  looks: readonly Look[] = [];
  /** Screened here a moment ago: the streams have not told it yet. */
  readonly screened = new Set<string>();

  constructor(ground: ConsoleGround, drawing: Drawing) {
    this.ground = ground;
    this.drawing = drawing;
  }

  /** Both streams have come: until then the page stands as the server drew it. */
  get known(): boolean {
    return this.open.n >= 0 && this.inner.n >= 0;
  }

  get session(): SessionView {
    return sessionOf(this.state);
  }

  /** Takes over what the streams tell. @param keys undefined: everything is new */
  note(keys?: readonly string[]): void {
    if (keys) {
      const before = this.session.now;
      for (const key of keys) this.#copy(key);
      const questions = keys.flatMap((key) => (key === 'session' ? [] : key.split(':')[1]!));
      const moved = keys.includes('session') ? [before, this.session.now] : [];
      for (const id of new Set([...questions, ...moved])) if (id) this.#card(id);
      return;
    }
    this.state = { ...this.open.state, ...this.inner.state };
    const known = Object.keys(this.state).flatMap((key) =>
      key.startsWith('inner:') ? key.slice('inner:'.length) : [],
    );
    for (const id of new Set([...this.cards.keys(), ...known])) this.#card(id);
  }

  get model() {
    const { state, ground, selected, undo, refused, cards, words, like, looks, session } = this;
    const looking = { selected, now: this.drawing.now, cards, words, like, looks };
    return {
      ...consoleParts(state, ground, looking),
      next: nextInQueue(cards, session),
      undo,
      ...refused,
    };
  }

  /** Another moderator has it open. */
  isTaken(id: string): boolean {
    return lookedBy(id, this.looks, this.ground) !== undefined;
  }

  isWanted(card: ConsoleCard): boolean {
    return isWanted(card, this.wanted, this.words);
  }

  #copy(key: string): void {
    const { state } = key.startsWith('inner:') || key.startsWith('participant:') ? this.inner : this.open;
    if (key in state) this.state[key] = state[key];
    else delete this.state[key];
  }

  #card(id: string): void {
    this.screened.delete(id);
    const view = this.state[`inner:${id}`] as InnerQuestionView | undefined;
    if (!view) {
      this.cards.delete(id);
      this.words.delete(id);
      return;
    }
    const card = consoleCard(view, this.state, this.ground);
    this.cards.set(id, card);
    noteWords(this.words, card);
  }
}
