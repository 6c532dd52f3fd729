import { personalDataIn } from '../../answer-quality/index.ts';
import { cityCalendar, cityDate } from '../../calendar/index.ts';
import { dialogueReceiptKey } from '../../feedback/index.ts';
import type { Context } from '../../platform/context.ts';
import { Forbidden } from '../../platform/errors.ts';
import { mayDo } from '../../platform/journal/index.ts';
import { namedRegulations } from '../../regulations/index.ts';
import { unitOf, unitsInForce } from '../../units/index.ts';
import { Participant, type ParticipantFields } from '../participants/model.ts';
import { REMOVAL_GROUNDS } from '../participants/rules/removal.ts';
import { Question, type QuestionFields } from '../questions/model.ts';
import {
  ANSWERING,
  DECIDED,
  PROMISING,
  QUESTION_MOVES,
  QUESTION_STATUSES,
  type QuestionEntry,
  REJECTION_REASONS,
} from '../questions/rules.ts';
import { ordersOf } from '../room/live-model.ts';
import { END, OPEN } from '../room/opening.ts';
import { panelOf, publicRoom } from '../room/room-model.ts';
import { CONCLUDE, PIN_NOTICE, TAKE } from '../room/steer.ts';
import { dialogueMoves } from '../session/find.ts';
import type { DialogueFields } from '../session/model.ts';
import { canModerate } from '../session/policy.ts';
import { readDialogue } from '../session/read.ts';
import { MOST } from '../session/rules/limits.ts';
import { isEarly, isUntouched } from '../session/rules/opening.ts';
import { SLOW_SECONDS } from '../session/rules/queue.ts';
import { AT_WORK, DIALOGUE_STATUSES, type DialogueStatus, VOTING } from '../session/rules/status.ts';
import { inOrder, type SessionView } from '../streams/protocol.ts';
import { sessionView } from '../streams/views.ts';

/** A question as the moderators see it, at one place of the console. */
export type ConsoleCard = ReturnType<typeof cardOf>;

function cardOf(context: Context, it: QuestionFields, { votes, now }: { votes: number; now: string | null }) {
  const { rejection, prepared, answer } = it;
  const personal = personalDataIn(it.publicText, it.language);
  const contested = it.status === 'rejected' && rejection?.contested != null && !rejection.upheld;
  return {
    ...{ id: it._id, text: it.publicText, originalText: it.originalText, by: it.by, name: it.name },
    ...{
      participant: it.participant,
      group: it.group,
      unit: it.unit,
      status: it.status,
      channel: it.channel,
    },
    ...{ askedAt: it.askedAt, rejection, prepared, answer, into: it.into, item: it.item, votes, contested },
    regulation: it.regulation,
    language: it.language,
    personal,
    // Nobody else can tell it to somebody who has asked by phone.
    itemKey: it.channel === 'phone' && it.item ? dialogueReceiptKey(context, it._id) : null,
    edited: it.publicText !== it.originalText,
    unitName: it.unit ? unitOf(it.unit)?.name : undefined,
    isNow: it._id === now,
    list: listOf(it.status, contested),
    quick: quickOf(it.status, personal.length > 0),
  };
}

function listOf(status: string, contested: boolean): 'screen' | 'queue' | 'done' {
  if (status === 'pending' || contested) return 'screen';
  return status === 'approved' ? 'queue' : 'done';
}

/** What may hold personal data is opened before it is let through. */
const quickOf = (status: string, personal: boolean) => ({
  approve: status === 'pending' && !personal,
  take: status === 'approved',
});

/** In which states a form of the console is shown: the table says it. */
const statesFor = (entry: QuestionEntry): string =>
  QUESTION_MOVES.find((row) => row.entry === entry)!.from.join(' ');

/** Single keys; they can be switched off (WCAG 2.1.4). */
const SHORTCUTS = ['j', 'k', 'a', 'r', 'm', 'e', 'g', 'n', 'p', 'd', 'c', 'u', 's'];

/** During which states of the session. */
const DURING = {
  approve: AT_WORK,
  reject: AT_WORK,
  merge: AT_WORK,
  separate: AT_WORK,
  edit: AT_WORK,
  assign: AT_WORK,
  uphold: AT_WORK,
  answer: ANSWERING.written,
  room: ANSWERING.room,
  promise: PROMISING,
  person: VOTING,
  undo: VOTING,
};
const during = Object.fromEntries(Object.entries(DURING).map(([name, states]) => [name, states.join(' ')]));

const TOOLS = {
  approve: statesFor('question.approved'),
  reject: statesFor('question.rejected'),
  merge: statesFor('question.merged'),
  separate: statesFor('question.separated'),
  edit: statesFor('question.edited'),
  assign: statesFor('question.assigned'),
  answer: statesFor('question.answered'),
  promise: statesFor('question.promised'),
  undo: DECIDED.join(' '),
};

function shownTools(card: ConsoleCard | undefined, session: DialogueStatus): Record<string, boolean> {
  const shown = Object.entries(DURING).map(([name, states]) => {
    const from = name in TOOLS ? TOOLS[name as keyof typeof TOOLS].split(' ') : undefined;
    return [name, !!card && states.includes(session) && (!from || from.includes(card.status))];
  });
  return Object.fromEntries(shown);
}

/** All that the console shows. Read from the store: a moderator without script sees at once what was just done. */
export async function consoleModel(context: Context, code: string, wanted?: string) {
  const it = await readDialogue(context, code);
  if (!canModerate(context.actor, it)) throw new Forbidden();
  const { state } = await publicRoom(it);
  const rows = await Question.find({ dialogue: code }, { pending: 0 })
    .sort({ askedAt: 1, _id: 1 })
    .lean<QuestionFields[]>();
  const cards = rows.map((row) =>
    cardOf(context, row, { votes: Number(state[`votes:${row._id}`] ?? 0), now: it.now }),
  );
  const lists = listsOf(cards, it);
  const selected =
    cards.find(({ id }) => id === wanted) ??
    lists.screen[0] ??
    cards.find(({ isNow }) => isNow) ??
    lists.queue[0];
  return {
    ...(await peopleIn(code, selected?.participant)),
    ...lists,
    ...roomParts(context, it),
    // What is public already is not asked about.
    toApprove: Boolean(selected?.personal.length && ['pending', 'rejected'].includes(selected.status)),
    ...{ dialogue: it, title: it.title, selected, states: TOOLS, tools: shownTools(selected, it.status) },
    during,
    takesBack:
      it.status === 'live' &&
      isUntouched(
        it,
        cards.some((card) => isDealtWith(card, it)),
      ),
    mergedInto: selected?.into ? cards.find(({ id }) => id === selected.into) : undefined,
    answering: cards.find(({ isNow }) => isNow),
    mergeable: cards.filter(
      ({ id, status }) => ['pending', 'approved'].includes(status) && id !== selected?.id,
    ),
    groups: [...new Set(cards.flatMap(({ group }) => group ?? []))].sort(),
  };
}

/** In this session, not when questions were collected before it. */
function isDealtWith({ status, answer }: ConsoleCard, { openedAt }: DialogueFields): boolean {
  return status === 'checking' || (status === 'answered' && answer!.at >= openedAt!);
}

function listsOf(cards: ConsoleCard[], { order }: DialogueFields) {
  const inList = (list: ConsoleCard['list']) => cards.filter((card) => card.list === list);
  const ranked = inList('queue').map((card) => ({ ...card, askedAt: card.askedAt.getTime(), card }));
  return {
    screen: inList('screen'),
    queue: inOrder(ranked, order).map(({ card }) => card),
    done: inList('done'),
  };
}

/** People against whom a measure was taken, and whoever asked what is looked at. */
async function peopleIn(code: string, asker: string | null | undefined) {
  const [measured, registered, one] = await Promise.all([
    Participant.find({ dialogue: code, $or: [{ muted: true }, { removed: true }] })
      .sort({ registeredAt: 1, _id: 1 })
      .lean<ParticipantFields[]>(),
    Participant.countDocuments({ dialogue: code }),
    asker ? Participant.findOne({ _id: asker, dialogue: code }).lean<ParticipantFields>() : null,
  ]);
  return { people: measured, registered, asker: one };
}

const VERBS = { open: OPEN, end: END, take: TAKE, steer: PIN_NOTICE, conclude: CONCLUDE };

/** What steers the room. */
function roomParts(context: Context, it: DialogueFields) {
  const session: SessionView = sessionView(it) ?? sessionView({ ...it, status: 'announced' })!;
  return {
    session: { ...session, status: it.status },
    timeZone: cityCalendar().data.timeZone,
    panel: panelOf(it),
    regulations: namedRegulations(it.regulations),
    units: unitsInForce(cityDate(context.now)).map(({ slug, name }) => ({ slug, name })),
    agenda: it.agenda.map((point, at) => ({ ...point, at, now: at === it.agendaAt })),
    agendaBack: Math.max(0, it.agendaAt - 1),
    agendaNext: Math.min(it.agenda.length, it.agendaAt + 1),
    conclusions: it.conclusions.map((each) => ({ ...each, unitName: unitOf(each.unit)?.name })),
    orders: ordersOf(it.order),
    slow: SLOW_SECONDS.map((seconds) => ({ seconds, selected: seconds === it.slowSeconds })),
    reasons: REJECTION_REASONS,
    removalGrounds: REMOVAL_GROUNDS,
    decided: DECIDED,
    longest: MOST,
    blank: {},
    statuses: DIALOGUE_STATUSES,
    questionStatuses: QUESTION_STATUSES,
    shortcuts: SHORTCUTS,
    may: {
      ...mayDo(context, it, { verbs: VERBS, after: dialogueMoves }).may,
      openEarly: isEarly(it.startsAt, context.now),
    },
  };
}
