import type { Trilingual } from '../../platform/context.ts';
import { foldText } from '../../platform/text.ts';
import { type DialogueStatus, VOTING } from '../session/rules/status.ts';
import {
  inOrder,
  type Mine,
  type ModerationFigures,
  type QuestionView,
  type QueueOrder,
  type SessionView,
  type State,
} from '../streams/protocol.ts';

/** What templates of a room are drawn with. Server and browser make it from the same three things. */

/** What the page brings once: all else follows from the stream and from one's own part. */
export interface RoomGround {
  dialogue: { code: string; language: string; description: string; chair: { name: string } };
  panel: NamedUnit[];
  /** Names of units that questions may be given to. */
  unitNames: Record<string, Trilingual>;
  regulations: { slug: string; name: Trilingual }[];
  agenda: { title: string; minutes: number }[];
  staff: boolean;
  timeZone: string;
  longest: { question: number; note: number };
}

export interface NamedUnit {
  slug: string;
  name: Trilingual;
}

export interface Own {
  mine?: Mine;
  figures?: ModerationFigures;
  /** Chosen by the reader; else the moderators' order counts. */
  order?: QueueOrder;
}

/** A question as a card of the page shows it. */
export interface Card extends QuestionView {
  code: string;
  votes: number;
  voted: boolean;
  /** With a vote button, which is off when the question no longer waits. */
  votable: boolean;
  closed: boolean;
  isNow: boolean;
  unitName?: Trilingual;
  answeredBy?: Trilingual;
}

export const isOpen = (status: string): boolean => VOTING.includes(status as DialogueStatus);

export const sessionOf = (state: State): SessionView => state['session'] as SessionView;

/** May ask and vote. */
export const takesPart = ({ participant }: Mine): boolean => participant !== null && !participant.removed;

export function cardOf(id: string, state: State, { dialogue, unitNames }: RoomGround, mine?: Mine): Card {
  const view = state[`question:${id}`] as QuestionView;
  const { status, now } = sessionOf(state);
  return {
    ...view,
    code: dialogue.code,
    votes: Number(state[`votes:${id}`] ?? 0),
    voted: mine?.votes.includes(id) ?? false,
    votable: isOpen(status) && mine !== undefined && takesPart(mine),
    closed: view.status !== 'approved',
    isNow: id === now,
    unitName: view.unit ? unitNames[view.unit] : undefined,
    answeredBy: view.answer?.unit ? unitNames[view.answer.unit] : undefined,
  };
}

export const questionIds = (state: State): string[] =>
  Object.keys(state).flatMap((key) => (key.startsWith('question:') ? key.slice('question:'.length) : []));

export function cardsOf(state: State, ground: RoomGround, mine?: Mine): Card[] {
  return questionIds(state).map((id) => cardOf(id, state, ground, mine));
}

/** The point of the agenda that is dealt with. */
export function pointOf({ agendaAt }: SessionView, { agenda }: Pick<RoomGround, 'agenda'>) {
  const point = agenda[agendaAt];
  return point && { ...point, number: agendaAt + 1, of: agenda.length };
}

/** What everybody reads, but for the lists of questions. */
export function roomParts(state: State, ground: RoomGround, { mine, figures }: Own) {
  const session = sessionOf(state);
  const voting = isOpen(session.status);
  const registered = mine !== undefined && takesPart(mine);
  const answering = session.now && state[`question:${session.now}`];
  return {
    ...ground,
    ...{ session, voting, registered, mine, figures },
    dialogue: { ...session, ...ground.dialogue },
    point: session.status === 'live' ? pointOf(session, ground) : undefined,
    mayAsk: registered && !mine.participant!.muted && voting,
    answering: answering ? cardOf(session.now!, state, ground, mine) : undefined,
    agenda: ground.agenda.map((point, at) => ({ ...point, at, now: at === session.agendaAt })),
    // Told without the name, before sessions said so much.
    conclusions: session.conclusions.map((each) => ({
      ...each,
      unitName: each.unitName ?? ground.unitNames[each.unit],
    })),
    mineRows: (mine?.questions ?? []).map((each) => ({
      ...each,
      withdrawable: voting && ['pending', 'approved'].includes(each.status),
    })),
  };
}

/** So many are read from the last row of a hall. */
const MOST_ON_SCREEN = 5;

/** Which places of the wall are used: what is shown is steered from the console, while the session is live. */
function placesOf(state: State) {
  const { status, wall } = sessionOf(state);
  const wanted = status === 'live' ? (wall ?? 'both') : 'both';
  const places = { both: ['now', 'queue', 'join'], question: ['now'], join: ['join'], pause: ['pause'] }[
    wanted
  ];
  const is = (place: string) => places.includes(place);
  return {
    wall: wanted,
    shows: { now: is('now'), queue: is('queue'), join: is('join'), pause: is('pause') },
  };
}

/** What hangs on the wall of the room: nothing but what everybody may read. */
export function wallParts(state: State, ground: RoomGround) {
  const { order, now } = sessionOf(state);
  const cards = cardsOf(state, ground);
  const waiting = inOrder(
    cards.filter(({ id, status }) => status === 'approved' && id !== now),
    order,
  );
  const queue = waiting.slice(0, MOST_ON_SCREEN);
  return {
    ...roomParts(state, ground, {}),
    ...{ queue, waiting: waiting.length, more: waiting.length - queue.length },
    ...placesOf(state),
  };
}

export const ordersOf = (order: QueueOrder) =>
  (['votes', 'time', 'group'] as const).map((name) => ({ name, current: name === order }));

const dealtAs = (name: string) => ({
  title: `dialogues.room.${name}`,
  lead: `dialogues.room.${name}-lead`,
});

/** So many questions of a list are drawn at once. */
export const ROWS = 30;

/** What a reader has asked for of the lists. */
export interface Reading {
  order?: QueueOrder | undefined;
  find?: string | undefined;
  page?: number | undefined;
  /** Id of one that is to be among what is drawn. */
  question?: string | undefined;
  /** Id of a list of questions that is wanted whole. */
  all?: string | undefined;
}

/** Every word that is looked for stands in it, with or without marks. */
function isFound({ text, by, group }: Card, find: string): boolean {
  const folded = foldText([text, by, group].join(' '));
  return foldText(find)
    .split(/\s+/)
    .every((word) => folded.includes(word));
}

/** The rows of the queue that are drawn. @param most from the first one on: where somebody has asked for more and more */
export function queueRows(cards: readonly Card[], { find, page = 1, question }: Reading, most?: number) {
  const found = find ? cards.filter((card) => isFound(card, find)) : cards;
  const wanted = question ? found.findIndex(({ id }) => id === question) : -1;
  const last = Math.max(1, Math.ceil(found.length / ROWS));
  const at = wanted >= 0 ? Math.floor(wanted / ROWS) + 1 : Math.min(page, last);
  const [from, to] = most ? [0, most] : [(at - 1) * ROWS, at * ROWS];
  return {
    ...{ find, rows: found.slice(from, to), found: found.length, waiting: cards.length },
    left: Math.max(0, found.length - to),
    before: from > 0 ? at - 1 : 0,
    next: at + 1,
  };
}

export function listsOf(cards: readonly Card[], { status, order }: SessionView, reading: Reading) {
  const byTime = inOrder(cards, 'time');
  const inState = (wanted: string) => byTime.filter((card) => card.status === wanted);
  // Until the end has run through, what was waiting is what was left open.
  const open = isOpen(status) ? [] : [...inState('open'), ...inState('approved')];
  const openAs = status === 'cancelled' ? 'open-cancelled' : 'open';
  const chosen = reading.order ?? order;
  const dealt = [
    { id: 'answered', title: 'dialogues.room.answered', list: inState('answered') },
    { id: 'checking', ...dealtAs('checking'), list: inState('checking') },
    { id: 'open', ...dealtAs(openAs), list: open },
  ];
  return {
    orders: ordersOf(chosen),
    queue: inOrder(inState('approved'), chosen),
    dealt: dealt.map((each) => ({ ...each, ...dealtRows(each, reading) })),
  };
}

function dealtRows({ id, list }: { id: string; list: Card[] }, { all, question }: Reading) {
  const whole = all === id || list.slice(ROWS).some((card) => card.id === question);
  return { rows: whole ? list : list.slice(0, ROWS), left: whole ? 0 : Math.max(0, list.length - ROWS) };
}
