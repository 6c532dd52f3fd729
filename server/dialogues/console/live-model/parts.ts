import { REMOVAL_GROUNDS } from '../../participants/rules/removal.ts';
import {
  ANSWERING,
  DECIDED,
  PROMISING,
  type QuestionEntry,
  type QuestionStatus,
  questionAfter,
  REJECTION_REASONS,
} from '../../questions/rules.ts';
import { ordersOf, sessionOf } from '../../room/live-model.ts';
import { isEarly, isUntouched } from '../../session/rules/opening.ts';
import { SLOW_SECONDS, WALLS } from '../../session/rules/queue.ts';
import { AT_WORK, type DialogueStatus, VOTING } from '../../session/rules/status.ts';
import {
  type Look,
  type ParticipantView,
  RANKS,
  type SessionView,
  type State,
} from '../../streams/protocol.ts';
import { type ConsoleCard, isMergeable, lookedBy, ONLY, type Wanted } from './cards.ts';
import { type ConsoleGround, mayIn } from './ground.ts';
import type { QuestionWords } from './question-words.ts';

/** What templates of the console are drawn with. Server and browser make it from the state of both streams. */

/** What can be done with the selected question now. */
function toolsOf(card: ConsoleCard, session: SessionView, take: boolean) {
  const during = (states: readonly DialogueStatus[]) => states.includes(session.status as DialogueStatus);
  const can = (entry: QuestionEntry) => questionAfter(card.status as QuestionStatus, entry) !== undefined;
  const atWork = during(AT_WORK);
  return {
    approve: atWork && can('question.approved'),
    reject: atWork && can('question.rejected'),
    merge: atWork && can('question.merged'),
    separate: atWork && can('question.separated'),
    edit: atWork && can('question.edited'),
    assign: atWork && can('question.assigned'),
    uphold: atWork && card.contested,
    take: take && card.status === 'approved' && !card.isNow,
    answer: during(ANSWERING.written) && can('question.answered'),
    room: during(ANSWERING.room),
    promise: during(PROMISING) && can('question.promised'),
    person: during(VOTING) && card.participant !== null,
    undo: during(VOTING) && DECIDED.find((each) => each === card.status),
  };
}

/** In this session, not when questions were collected before it. */
const isDealtWith = ({ status, answer }: ConsoleCard, { openedAt }: SessionView): boolean =>
  status === 'checking' || (status === 'answered' && answer !== null && answer.at >= openedAt!);

function isAnyDealtWith(cards: Iterable<ConsoleCard>, session: SessionView): boolean {
  for (const card of cards) if (isDealtWith(card, session)) return true;
  return false;
}

/** Says nearly the same as the question that is looked at: beside it, so that nobody screens a thing twice. */
const MOST_ALIKE = 4;
/** So many are offered of those that hold the words that somebody looks for. */
const MOST_FOUND = 8;
const KNOWN_STATES = ['pending', 'approved', 'answered', 'checking'];

function likesOf(selected: ConsoleCard, { cards, words, like }: AtWork): ConsoleCard[] {
  const found = like
    ? [...cards.values()].filter(({ id }) => words.matches(id, like))
    : words.alike(selected.id, 3 * MOST_ALIKE).flatMap(({ id }) => cards.get(id) ?? []);
  return found
    .filter(({ id, status }) => id !== selected.id && KNOWN_STATES.includes(status))
    .slice(0, like ? MOST_FOUND : MOST_ALIKE);
}

/** All but the lists of questions and the work on one of them: no more is looked at than what it shows. */
export function consoleParts(state: State, ground: ConsoleGround, looking: Looking) {
  const { now, cards, people } = looking;
  const session = sessionOf(state);
  return {
    ...ground,
    session,
    dialogue: { ...session, ...ground.dialogue },
    may: { ...mayIn(state, ground), openEarly: isEarly(new Date(session.startsAt), now) },
    takesBack:
      session.status === 'live' && isUntouched(session, false) && !isAnyDealtWith(cards.values(), session),
    answering: cards.get(session.now ?? ''),
    next: 'next' in looking ? looking.next : nextInQueue(cards.values(), session),
    // Ids tell who came first.
    people: [...people].sort((a, b) => (a.id < b.id ? -1 : 1)),
    agenda: ground.agenda.map((point, at) => ({ ...point, at, now: at === session.agendaAt })),
    agendaBack: Math.max(0, session.agendaAt - 1),
    agendaNext: Math.min(ground.agenda.length, session.agendaAt + 1),
    conclusions: session.conclusions.map((each) => ({
      ...each,
      unitName: each.unitName ?? ground.unitNames[each.unit],
    })),
    orders: ordersOf(session.order),
    walls: WALLS.map((name) => ({ name, chosen: name === (session.wall ?? 'both') })),
    slow: SLOW_SECONDS.map((seconds) => ({ seconds, selected: seconds === session.slowSeconds })),
  };
}

/** Tools whose form stands in the page once it is opened; without script all of them do. */
const FOLDED = ['answer', 'reject', 'edit', 'assign', 'person'];

/** The selected question, and what can be done with it. */
export function workParts(state: State, ground: ConsoleGround, at: AtWork) {
  const { cards } = at;
  const session = sessionOf(state);
  const selected = cards.get(at.selected ?? '');
  const tools = selected && toolsOf(selected, session, mayIn(state, ground).take);
  const filled = (name: string) =>
    !at.filled || at.filled.has(name) || (name === 'answer' && selected?.isNow);
  return {
    ...{ selected, tools, reasons: REJECTION_REASONS, removalGrounds: REMOVAL_GROUNDS },
    filled: Object.fromEntries(FOLDED.map((name) => [name, filled(name)])),
    // What is public already is not asked about.
    toApprove: Boolean(selected?.personal.length && ['pending', 'rejected'].includes(selected.status)),
    asker: selected && (state[`participant:${selected.participant}`] as ParticipantView | undefined),
    mergedInto: selected?.into ? cards.get(selected.into) : undefined,
    lookedBy: selected && lookedBy(selected.id, at.looks, ground),
    like: at.like,
    likes:
      selected && ['pending', 'approved'].includes(selected.status)
        ? likesOf(selected, at).map((card) => ({
            ...{ id: card.id, text: card.text, language: card.language },
            ...{ status: card.status, votes: card.votes },
            mergeable: Boolean(tools?.merge && isMergeable(card)),
          }))
        : [],
    groups: at.groups ?? groupsOf(cards.values()),
  };
}

/** Headings that are in use. */
export function groupsOf(cards: Iterable<ConsoleCard>): string[] {
  const groups = new Set<string>();
  for (const { group } of cards) if (group) groups.add(group);
  return [...groups].sort();
}

/** The form that looks through the lists, and what they hold. */
export function searchParts(wanted: Wanted) {
  return { ...wanted, onlies: ONLY.map((name) => ({ name, chosen: name === wanted.only })) };
}

export const waits = (card: ConsoleCard): boolean => card.list === 'queue' && !card.isNow;

/** The first that waits to be taken. */
export function nextInQueue(
  cards: Iterable<ConsoleCard>,
  { order }: Pick<SessionView, 'order'>,
): ConsoleCard | undefined {
  let first: ConsoleCard | undefined;
  for (const card of cards) if (waits(card) && (!first || RANKS[order](card, first) < 0)) first = card;
  return first;
}

interface Looking {
  now: Date;
  cards: ReadonlyMap<string, ConsoleCard>;
  /** Against whom a measure was taken. */
  people: Iterable<ParticipantView>;
  /** The first that waits to be taken, where that is kept. */
  next?: ConsoleCard | undefined;
}

interface AtWork {
  selected: string | undefined;
  cards: ReadonlyMap<string, ConsoleCard>;
  words: QuestionWords;
  looks: readonly Look[];
  /** Words of the question into which somebody wants to merge. */
  like?: string | undefined;
  /** Headings that are in use, where they are kept. */
  groups?: readonly string[];
  /** Names of the folded tools whose forms stand in the page. Undefined: all. */
  filled?: ReadonlySet<string>;
}
