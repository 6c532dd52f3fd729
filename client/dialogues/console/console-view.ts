import {
  type ConsoleCard,
  consoleCard,
  isWanted,
  lookedBy,
  noteWords,
  type Wanted,
} from '../../../server/dialogues/console/live-model/cards.ts';
import type { ConsoleGround } from '../../../server/dialogues/console/live-model/ground.ts';
import { consoleParts, workParts } from '../../../server/dialogues/console/live-model/parts.ts';
import { QuestionWords } from '../../../server/dialogues/console/live-model/question-words.ts';
import { sessionOf } from '../../../server/dialogues/room/live-model.ts';
import type {
  InnerQuestionView,
  Look,
  ParticipantView,
  SessionView,
  State,
} from '../../../server/dialogues/streams/protocol.ts';
import type { Drawing } from '../../drawing.ts';
import { Fold } from '../streams/state.ts';
import type { Refused } from './forms.ts';
import { Kept } from './kept.ts';

/** What was done last, and can be undone. */
export interface Done {
  /** Of its entry. */
  name: string;
  /** Of the question that it was about. */
  id: string | undefined;
  text: string;
}

const OF_QUESTION = /^(inner|question|votes):/;
const PERSON = 'participant:';

/** All that the console is drawn with, as it is known now. Both streams are fetched whole. */
export class ConsoleView {
  readonly open = new Fold(-1);
  readonly inner = new Fold(-1);
  readonly ground: ConsoleGround;
  readonly drawing: Drawing;
  /** Kept card by card: a session may have thousands, and each change touches one or two. */
  readonly cards = new Map<string, ConsoleCard>();
  readonly words = new QuestionWords();
  readonly #kept = new Kept(this.cards);
  /** Against whom a measure was taken. */
  readonly people = new Map<string, ParticipantView>();
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
  /** Folded tools of the selected question whose forms stand in the page. */
  readonly filled = new Set<string>();
  /** Screened here a moment ago: the streams have not told it yet. */
  readonly screened = new Set<string>();

  #wordsRead = false;

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
      const questions = keys.flatMap((key) => (OF_QUESTION.test(key) ? key.split(':')[1]! : []));
      const moved = keys.includes('session') ? [before, this.session.now] : [];
      for (const id of new Set([...questions, ...moved])) if (id) this.#card(id);
      // Those from before are read when there is time.
      if (this.wordsRead) this.readWords();
      return;
    }
    this.state = { ...this.open.state, ...this.inner.state };
    const known = new Set(this.cards.keys());
    for (const key of Object.keys(this.state))
      if (key.startsWith('inner:')) known.add(key.slice('inner:'.length));
      else if (key.startsWith(PERSON)) this.#person(key);
    for (const id of known) this.#card(id);
    if (this.wordsRead) this.readWords();
  }

  /** Words of all questions are known: until then likes are found among a part of them. */
  get wordsRead(): boolean {
    return this.#wordsRead;
  }

  /** @returns false: all are */
  readWords(most = Number.POSITIVE_INFINITY): boolean {
    const more = this.words.readSome(most);
    this.#wordsRead ||= !more;
    return more;
  }

  /** All but the lists and the work. */
  get model() {
    const { state, ground, undo, refused, cards, people } = this;
    const next = this.#kept.next(this.session.order);
    const looking = { now: this.drawing.now, cards, people: people.values(), next };
    return { ...consoleParts(state, ground, looking), undo, ...refused };
  }

  /** The question that is looked at. */
  get work() {
    const { state, ground, selected, refused, cards, words, like, looks, filled, session } = this;
    const at = { selected, cards, words, like, looks, filled, groups: this.#kept.groups };
    const { panel, regulations, longest } = ground;
    return { ...workParts(state, ground, at), panel, regulations, longest, session, ...refused };
  }

  /** Another moderator has it open. */
  isTaken(id: string): boolean {
    return lookedBy(id, this.looks, this.ground) !== undefined;
  }

  isWanted(card: ConsoleCard): boolean {
    return isWanted(card, this.wanted, this.words);
  }

  #copy(key: string): void {
    const { state } = key.startsWith('inner:') || key.startsWith(PERSON) ? this.inner : this.open;
    if (key in state) this.state[key] = state[key];
    else delete this.state[key];
    if (key.startsWith(PERSON)) this.#person(key);
  }

  #person(key: string): void {
    const person = this.state[key] as ParticipantView | undefined;
    if (person) this.people.set(key, person);
    else this.people.delete(key);
  }

  #card(id: string): void {
    this.screened.delete(id);
    const view = this.state[`inner:${id}`] as InnerQuestionView | undefined;
    const before = this.cards.get(id);
    if (!view) {
      this.#kept.changed(before, undefined);
      this.cards.delete(id);
      this.words.delete(id);
      return;
    }
    const card = consoleCard(view, this.state, this.ground);
    this.#kept.changed(before, card);
    this.cards.set(id, card);
    noteWords(this.words, card);
  }
}
