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
import type { Look, ParticipantView, SessionView, State } from '../../streams/protocol.ts';
import { type ConsoleCard, consoleLists, isMergeable, lookedBy, ONLY, type Wanted } from './cards.ts';
import { type ConsoleGround, mayIn } from './ground.ts';
import type { QuestionWords } from './question-words.ts';

/** What templates of the console are drawn with. Server and browser make it from the state of both streams. */

const valuesOf = <Value>(state: State, prefix: string): Value[] =>
  Object.entries(state).flatMap(([key, value]) => (key.startsWith(prefix) ? (value as Value) : []));

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

/** Says nearly the same as the question that is looked at: beside it, so that nobody screens a thing twice. */
const MOST_ALIKE = 4;
/** So many are offered of those that hold the words that somebody looks for. */
const MOST_FOUND = 8;
const KNOWN_STATES = ['pending', 'approved', 'answered', 'checking'];

function likesOf(
  selected: ConsoleCard,
  { cards, words, like }: Pick<Looking, 'cards' | 'words' | 'like'>,
): ConsoleCard[] {
  const found = like
    ? [...cards.values()].filter(({ id }) => words.matches(id, like))
    : words.alike(selected.id, 3 * MOST_ALIKE).flatMap(({ id }) => cards.get(id) ?? []);
  return found
    .filter(({ id, status }) => id !== selected.id && KNOWN_STATES.includes(status))
    .slice(0, like ? MOST_FOUND : MOST_ALIKE);
}

/** All but the lists of questions. */
export function consoleParts(state: State, ground: ConsoleGround, looking: Looking) {
  const { selected: id, now, cards } = looking;
  const session = sessionOf(state);
  const selected = cards.get(id ?? '');
  const may = mayIn(state, ground);
  const tools = selected && toolsOf(selected, session, may.take);
  const dealtWith = [...cards.values()].some((card) => isDealtWith(card, session));
  return {
    ...ground,
    ...{ session, selected, reasons: REJECTION_REASONS, removalGrounds: REMOVAL_GROUNDS },
    dialogue: { ...session, ...ground.dialogue },
    may: { ...may, openEarly: isEarly(new Date(session.startsAt), now) },
    takesBack: session.status === 'live' && isUntouched(session, dealtWith),
    tools,
    // What is public already is not asked about.
    toApprove: Boolean(selected?.personal.length && ['pending', 'rejected'].includes(selected.status)),
    asker: selected && (state[`participant:${selected.participant}`] as ParticipantView | undefined),
    mergedInto: selected?.into ? cards.get(selected.into) : undefined,
    lookedBy: selected && lookedBy(selected.id, looking.looks, ground),
    like: looking.like,
    likes:
      selected && ['pending', 'approved'].includes(selected.status)
        ? likesOf(selected, looking).map((card) => ({
            ...{ id: card.id, text: card.text, language: card.language },
            ...{ status: card.status, votes: card.votes },
            mergeable: Boolean(tools?.merge && isMergeable(card)),
          }))
        : [],
    groups: [...new Set([...cards.values()].flatMap(({ group }) => group ?? []))].sort(),
    answering: cards.get(session.now ?? ''),
    // Ids tell who came first.
    people: valuesOf<ParticipantView>(state, 'participant:').sort((a, b) => (a.id < b.id ? -1 : 1)),
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

/** The form that looks through the lists, and what they hold. */
export function searchParts(wanted: Wanted) {
  return { ...wanted, onlies: ONLY.map((name) => ({ name, chosen: name === wanted.only })) };
}

/** The first that waits to be taken. */
export function nextInQueue(
  cards: ReadonlyMap<string, ConsoleCard>,
  session: SessionView,
): ConsoleCard | undefined {
  const waiting = [...cards.values()].filter(({ list, isNow }) => list === 'queue' && !isNow);
  return consoleLists(waiting, session).queue[0];
}

interface Looking {
  selected: string | undefined;
  now: Date;
  cards: ReadonlyMap<string, ConsoleCard>;
  words: QuestionWords;
  looks: readonly Look[];
  /** Words of the question into which somebody wants to merge. */
  like?: string | undefined;
}
