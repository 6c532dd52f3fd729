import type { Trilingual } from '../../../platform/context.ts';
import { sessionOf } from '../../room/live-model.ts';
import { AT_WORK, type DialogueStatus } from '../../session/rules/status.ts';
import {
  type InnerQuestionView,
  inOrder,
  type Look,
  type QuestionView,
  type SessionView,
  type State,
} from '../../streams/protocol.ts';
import { type ConsoleGround, mayIn } from './ground.ts';
import type { QuestionWords } from './question-words.ts';

export type ListName = 'screen' | 'queue' | 'done';
export const LISTS: readonly ListName[] = ['screen', 'queue', 'done'];

/** So many rows of a list are drawn at once: more come when they are asked for. */
export const ROWS = 24;

/** A question as the moderators see it, at one place of the console. */
export interface ConsoleCard extends InnerQuestionView {
  personal: NonNullable<InnerQuestionView['personal']>;
  votes: number;
  answer: QuestionView['answer'];
  itemKey?: string;
  contested: boolean;
  edited: boolean;
  unitName?: Trilingual;
  isNow: boolean;
  list: ListName;
}

export function consoleCard(view: InnerQuestionView, state: State, ground: ConsoleGround): ConsoleCard {
  const { id, status, rejection, unit } = view;
  const contested = status === 'rejected' && rejection?.contested != null && !rejection.upheld;
  return {
    ...view,
    personal: view.personal ?? [],
    votes: Number(state[`votes:${id}`] ?? 0),
    answer: (state[`question:${id}`] as QuestionView | undefined)?.answer ?? null,
    itemKey: ground.itemKeys[id],
    contested,
    edited: view.text !== view.originalText,
    unitName: unit ? ground.unitNames[unit] : undefined,
    isNow: id === sessionOf(state).now,
    list: status === 'pending' || contested ? 'screen' : status === 'approved' ? 'queue' : 'done',
  };
}

export function consoleCards(state: State, ground: ConsoleGround): Map<string, ConsoleCard> {
  const cards = new Map<string, ConsoleCard>();
  for (const [key, value] of Object.entries(state))
    if (key.startsWith('inner:')) {
      const card = consoleCard(value as InnerQuestionView, state, ground);
      cards.set(card.id, card);
    }
  return cards;
}

/** Name of another moderator who has the question open: left to them, nothing is done twice. */
export function lookedBy(id: string, looks: readonly Look[], { me }: ConsoleGround): string | undefined {
  return looks.find(({ question, by }) => question === id && by !== me)?.name;
}

/** What a row is drawn with: one key decides what it can; what may hold personal data is opened before. */
export function rowOf(c: ConsoleCard, state: State, ground: ConsoleGround, looks: readonly Look[]) {
  const { status, code } = sessionOf(state);
  const screens = AT_WORK.includes(status as DialogueStatus) && c.status === 'pending';
  const takes = mayIn(state, ground).take && c.status === 'approved' && !c.isNow;
  return {
    c,
    code,
    lookedBy: lookedBy(c.id, looks, ground),
    quick: { approve: screens && c.personal.length === 0, take: takes },
  };
}

/** What was dealt with last stands first. */
export function consoleLists(cards: readonly ConsoleCard[], { order }: SessionView) {
  const inList = (list: ListName) => cards.filter((card) => card.list === list);
  return {
    screen: inOrder(inList('screen'), 'time'),
    queue: inOrder(inList('queue'), order),
    done: inOrder(inList('done'), 'time').reverse(),
  };
}

export const isMergeable = ({ status }: ConsoleCard): boolean => ['pending', 'approved'].includes(status);

/** It can be merged, or another one into it, now. */
export const canMerge = (card: ConsoleCard, { status }: SessionView): boolean =>
  AT_WORK.includes(status as DialogueStatus) && isMergeable(card);

const FILTERS = {
  personal: ({ personal }: ConsoleCard) => personal.length > 0,
  contested: ({ contested }: ConsoleCard) => contested,
  phone: ({ channel }: ConsoleCard) => channel === 'phone',
  unassigned: ({ unit }: ConsoleCard) => unit === null,
  prepared: ({ prepared }: ConsoleCard) => prepared !== null,
};

export type Only = keyof typeof FILTERS;
export const ONLY = Object.keys(FILTERS) as Only[];

/** What the lists show of what they hold. */
export interface Wanted {
  find?: string | undefined;
  only?: Only | undefined;
}

export function isWanted(card: ConsoleCard, { find, only }: Wanted, words: QuestionWords): boolean {
  return (!only || FILTERS[only](card)) && (!find || words.matches(card.id, find));
}

/** By which a question is found. */
export function noteWords(words: QuestionWords, { id, text, by, name, group }: ConsoleCard): void {
  words.set(id, text, [by, name, group]);
}
