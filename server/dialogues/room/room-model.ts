import { cityCalendar } from '../../calendar/index.ts';
import { type Context, isStaff, type Trilingual } from '../../platform/context.ts';
import { regulationOf } from '../../regulations/index.ts';
import { unitOf } from '../../units/index.ts';
import { minutesPart } from '../minutes/page.ts';
import { REMOVAL_GROUNDS } from '../participants/rules/removal.ts';
import { QUESTION_STATUSES, REJECTION_REASONS } from '../questions/rules.ts';
import type { DialogueFields } from '../session/model.ts';
import { canModerate, canPlan, participantIn } from '../session/policy.ts';
import { readDialogue } from '../session/read.ts';
import { MOST } from '../session/rules/limits.ts';
import { heldAt } from '../session/rules/opening.ts';
import type { QueueOrder } from '../session/rules/queue.ts';
import { type DialogueStatus, PUBLIC_DIALOGUES, VOTING } from '../session/rules/status.ts';
import { moderationFigures } from '../streams/moderation-figures.ts';
import {
  inOrder,
  type Mine,
  type ModerationFigures,
  type QuestionView,
  type SessionView,
  type State,
} from '../streams/protocol.ts';
import { type Room, roomOf } from '../streams/rooms.ts';
import { sessionView } from '../streams/views.ts';
import { myQuestions } from './mine.ts';

/** A question as a card of the page shows it. */
export interface Card extends QuestionView {
  votes: number;
  voted: boolean;
  unitName?: Trilingual;
  answeredBy?: Trilingual;
  /** With a vote button, which is off when the question no longer waits. */
  votable: boolean;
  closed: boolean;
  isNow: boolean;
  code: string;
}

export interface NamedUnit {
  slug: string;
  name: Trilingual;
}

export function panelOf(it: Pick<DialogueFields, 'units'>): NamedUnit[] {
  return it.units.flatMap((slug) => {
    const unit = unitOf(slug);
    return unit ? [{ slug, name: unit.name }] : [];
  });
}

/** The room as everybody sees it, at one number of the stream: state and number are read with nothing in between. */
export async function publicRoom(it: DialogueFields): Promise<{ n: number; state: State; room: Room }> {
  const room = await roomOf(it.code);
  return { n: room.public.n, state: { ...room.public.state }, room };
}

/** A session that is only planned is in no stream; those who plan it see it all the same. */
export function sessionIn(state: State, it: DialogueFields): SessionView {
  const told = state['session'] as SessionView | undefined;
  return told ?? { ...sessionView({ ...it, status: 'announced' })!, status: it.status };
}

export function cardsIn(state: State, code: string, mine?: Mine, voting = false): Card[] {
  const voted = new Set(mine?.votes);
  return Object.entries(state)
    .filter(([key]) => key.startsWith('question:'))
    .map(([, value]) => {
      const view = value as QuestionView;
      return {
        ...view,
        code,
        votes: (state[`votes:${view.id}`] as number | undefined) ?? 0,
        voted: voted.has(view.id),
        votable: voting,
        closed: view.status !== 'approved',
        isNow: view.id === (state['session'] as SessionView | undefined)?.now,
        unitName: view.unit ? unitOf(view.unit)?.name : undefined,
        answeredBy: view.answer?.unit ? unitOf(view.answer.unit)?.name : undefined,
      };
    });
}

const ranked = (card: Card) => ({ ...card, askedAt: Date.parse(card.askedAt), card });

export function sorted(cards: readonly Card[], order: QueueOrder): Card[] {
  return inOrder(cards.map(ranked), order).map(({ card }) => card);
}

interface RoomModel extends Record<string, unknown> {
  session: SessionView;
  mine: Mine | undefined;
  figures: ModerationFigures;
}

/** All that the session page shows. */
export async function roomModel(context: Context, code: string, wanted?: QueueOrder): Promise<RoomModel> {
  const it = await readDialogue(context, code);
  const participant = participantIn(context.actor, code);
  const mine = participant ? await myQuestions(context, code, participant) : undefined;
  const { n, state, room } = await publicRoom(it);
  const session = sessionIn(state, it);
  const voting = VOTING.includes(it.status);
  const active = !!mine?.participant && !mine.participant.removed;
  const cards = cardsIn(state, code, mine, voting && active);
  const order = wanted ?? session.order;
  return {
    ...{ n, session, mine, order, voting, dialogue: { ...it, ...heldAt(it) } },
    ...aboutParts(it, session),
    registered: active,
    mayAsk: active && !mine.participant!.muted && voting,
    ...listsOf(cards, session, order),
    orders: ordersOf(order),
    mineRows: mine ? ownRows(mine, voting) : [],
    figures: shownFigures(room),
    pageParts: await minutesPart(context, it),
    longest: MOST,
    ...templatesOf(code, voting && active),
    desk: { console: canModerate(context.actor, it), edit: canPlan(context.actor) },
    staff: isStaff(context.actor),
  };
}

/** Every ground has its row, so that the script can show those that come later. */
function shownFigures(room: Room) {
  const figures = moderationFigures(room.staff, room.public);
  const counts = new Map(figures.reasons.map(({ reason, count }) => [reason, count]));
  return {
    ...figures,
    reasons: REJECTION_REASONS.map((reason) => ({ reason, count: counts.get(reason) ?? 0 })),
  };
}

/** What was set up, and where the room is in it. */
function aboutParts(it: DialogueFields, session: SessionView) {
  return {
    title: it.title,
    timeZone: cityCalendar().data.timeZone,
    panel: panelOf(it),
    regulations: it.regulations.flatMap((slug) => regulationOf(slug) ?? []),
    agenda: it.agenda.map((point, at) => ({ ...point, now: at === session.agendaAt, at })),
    conclusions: session.conclusions.map((each) => ({ ...each, unitName: unitOf(each.unit)?.name })),
  };
}

/** What the script of the page needs to show what comes later. */
function templatesOf(code: string, votable: boolean) {
  return {
    blankCard: { code, votable, votes: 0 },
    blankOwn: {},
    stages: PUBLIC_DIALOGUES,
    // Their moments are filled in by the script.
    stageBlank: {},
    ownStatuses: QUESTION_STATUSES,
    reasons: REJECTION_REASONS,
    removalGrounds: REMOVAL_GROUNDS,
    errorKeys: ERRORS_OVER_THE_LINE,
  };
}

/** Refusals that asking and voting over the socket can meet: the page holds their words. */
const ERRORS_OVER_THE_LINE = [
  ...['required', 'choose', 'too-short', 'too-long', 'controls', 'pattern', 'wrong'].map(
    (name) => `errors.field.${name}`,
  ),
  ...['invalid', 'too-many', 'conflict', 'not-found', 'forbidden', 'sign-in-needed', 'fault'].map(
    (name) => `errors.${name}`,
  ),
  ...[
    'register-first',
    'removed',
    'muted',
    'not-open',
    'queue-closed',
    'slow',
    'questions-each',
    'voting-over',
    'token',
  ].map((name) => `dialogues.errors.${name}`),
];

function ownRows(mine: Mine, voting: boolean) {
  return mine.questions.map((each) => ({
    ...each,
    withdrawable: voting && ['pending', 'approved'].includes(each.status),
  }));
}

export function ordersOf(order: QueueOrder) {
  return (['votes', 'time', 'group'] as const).map((name) => ({ name, current: name === order }));
}

function listsOf(cards: Card[], session: SessionView, order: QueueOrder) {
  const byTime = sorted(cards, 'time');
  const inState = (status: string) => byTime.filter((card) => card.status === status);
  return {
    answering: cards.find(({ id }) => id === session.now),
    queue: sorted(
      cards.filter(({ status }) => status === 'approved'),
      order,
    ),
    answered: inState('answered'),
    checking: inState('checking'),
    // Until the end has run through, what was waiting is what was left open.
    open: VOTING.includes(session.status as DialogueStatus)
      ? []
      : [...inState('open'), ...inState('approved')],
  };
}
