import type { Trilingual } from '../../platform/context.ts';
import { REMOVAL_GROUNDS } from '../participants/rules/removal.ts';
import {
  ANSWERING,
  DECIDED,
  PROMISING,
  type QuestionEntry,
  type QuestionStatus,
  questionAfter,
  REJECTION_REASONS,
} from '../questions/rules.ts';
import { type NamedUnit, ordersOf, type RoomGround, sessionOf, sorted } from '../room/live-model.ts';
import type { MOST } from '../session/rules/limits.ts';
import { isEarly, isUntouched } from '../session/rules/opening.ts';
import { SLOW_SECONDS } from '../session/rules/queue.ts';
import {
  AT_WORK,
  type DialogueEntry,
  type DialogueStatus,
  dialogueAfter,
  VOTING,
} from '../session/rules/status.ts';
import type {
  InnerQuestionView,
  ParticipantView,
  QuestionView,
  SessionView,
  State,
} from '../streams/protocol.ts';

/** What templates of the console are drawn with. Server and browser make it from the state of both streams. */

type VerbName = 'open' | 'end' | 'take' | 'steer' | 'conclude';

/** What the console brings once. */
export interface ConsoleGround extends Omit<RoomGround, 'longest'> {
  longest: typeof MOST;
  /** All that conclusions can be given to. */
  units: NamedUnit[];
  registered: number;
  /** Of items that were asked for by phone: nobody else can tell it to whoever has asked. */
  itemKeys: Record<string, string>;
  /** `allowed`: to this moderator; when it can be done follows from the session. */
  verbs: Record<VerbName, { entry: DialogueEntry; allowed: boolean }>;
}

export type ListName = 'screen' | 'queue' | 'done';

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

const valuesOf = <Value>(state: State, prefix: string): Value[] =>
  Object.entries(state).flatMap(([key, value]) => (key.startsWith(prefix) ? (value as Value) : []));

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

export function consoleCards(state: State, ground: ConsoleGround): ConsoleCard[] {
  return valuesOf<InnerQuestionView>(state, 'inner:').map((view) => consoleCard(view, state, ground));
}

/** What a row is drawn with: one key decides what it can; what may hold personal data is opened before. */
export function rowOf(c: ConsoleCard, state: State, ground: ConsoleGround) {
  const { status, code } = sessionOf(state);
  const screens = AT_WORK.includes(status as DialogueStatus) && c.status === 'pending';
  const takes = mayIn(state, ground).take && c.status === 'approved' && !c.isNow;
  return { c, code, quick: { approve: screens && c.personal.length === 0, take: takes } };
}

export function consoleLists(cards: readonly ConsoleCard[], { order }: SessionView) {
  const inList = (list: ListName) => cards.filter((card) => card.list === list);
  const byTime = (list: ListName) => sorted(inList(list), 'time');
  return { screen: byTime('screen'), queue: sorted(inList('queue'), order), done: byTime('done') };
}

function mayIn(state: State, { verbs }: ConsoleGround): Record<VerbName, boolean> {
  const status = sessionOf(state).status as DialogueStatus;
  const may = Object.entries(verbs).map(([name, { entry, allowed }]) => [
    name,
    allowed && dialogueAfter(status, entry) !== undefined,
  ]);
  return Object.fromEntries(may);
}

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

/** All but the lists. @param selected id of the question that is looked at */
export function consoleParts(state: State, ground: ConsoleGround, { selected: id, now }: Looking) {
  const session = sessionOf(state);
  const cards = consoleCards(state, ground);
  const selected = cards.find((card) => card.id === id);
  const may = mayIn(state, ground);
  return {
    ...ground,
    ...{ session, selected, reasons: REJECTION_REASONS, removalGrounds: REMOVAL_GROUNDS },
    dialogue: { ...session, ...ground.dialogue },
    may: { ...may, openEarly: isEarly(new Date(session.startsAt), now) },
    takesBack:
      session.status === 'live' &&
      isUntouched(
        session,
        cards.some((card) => isDealtWith(card, session)),
      ),
    tools: selected && toolsOf(selected, session, may.take),
    // What is public already is not asked about.
    toApprove: Boolean(selected?.personal.length && ['pending', 'rejected'].includes(selected.status)),
    asker: selected && (state[`participant:${selected.participant}`] as ParticipantView | undefined),
    mergedInto: selected?.into ? cards.find((card) => card.id === selected.into) : undefined,
    mergeable: sorted(
      cards.filter((card) => ['pending', 'approved'].includes(card.status) && card.id !== id),
      'time',
    ),
    groups: [...new Set(cards.flatMap(({ group }) => group ?? []))].sort(),
    answering: cards.find(({ isNow }) => isNow),
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
    slow: SLOW_SECONDS.map((seconds) => ({ seconds, selected: seconds === session.slowSeconds })),
  };
}

interface Looking {
  selected: string | undefined;
  now: Date;
}
