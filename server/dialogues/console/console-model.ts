import { cityDate } from '../../calendar/index.ts';
import { dialogueReceiptKey } from '../../feedback/index.ts';
import { type Context, isStaff } from '../../platform/context.ts';
import { Forbidden } from '../../platform/errors.ts';
import { unitsInForce } from '../../units/index.ts';
import { Participant, type ParticipantFields } from '../participants/model.ts';
import { Question, type QuestionFields } from '../questions/model.ts';
import { sessionOf } from '../room/live-model.ts';
import { END, OPEN } from '../room/opening.ts';
import { groundOf, sessionNow } from '../room/room-model.ts';
import { CONCLUDE, PIN_NOTICE, TAKE } from '../room/steer.ts';
import type { DialogueFields } from '../session/model.ts';
import { canModerate } from '../session/policy.ts';
import { readDialogue } from '../session/read.ts';
import { MOST } from '../session/rules/limits.ts';
import { looksIn } from '../streams/looks.ts';
import {
  applyChanges,
  type InnerQuestionView,
  type ParticipantView,
  type State,
} from '../streams/protocol.ts';
import { roomNow, tellLook } from '../streams/rooms.ts';
import { innerView, participantView, questionView } from '../streams/views.ts';
import {
  type ConsoleCard,
  consoleCards,
  consoleLists,
  isWanted,
  LISTS,
  type ListName,
  noteWords,
  ROWS,
  rowOf,
  type Wanted,
} from './live-model/cards.ts';
import type { ConsoleGround } from './live-model/ground.ts';
import { consoleParts, searchParts, workParts } from './live-model/parts.ts';
import { QuestionWords } from './live-model/question-words.ts';

/** Single keys; they can be switched off (WCAG 2.1.4). */
const SHORTCUTS = [
  'j',
  'k',
  'a',
  'r',
  'm',
  'e',
  'g',
  'n',
  'p',
  'd',
  'c',
  'u',
  's',
  '1',
  '2',
  '3',
  '/',
  'x',
  'b',
];

const VERBS = { open: OPEN, end: END, take: TAKE, steer: PIN_NOTICE, conclude: CONCLUDE };

/** What somebody without script has asked for by the address. */
export interface ConsoleQuery extends Wanted {
  question?: string;
  /** Words of the question into which one wants to merge. */
  like?: string;
  /** Which list stands at which page. */
  list?: ListName;
  page?: number;
  /** Name of what was just done, and can be undone. */
  done?: string;
  /** One moderator hosts alone. */
  alone?: string;
}

/** All that the console shows. A moderator without script sees at once what was just done. */
export async function consoleModel(context: Context, code: string, query: ConsoleQuery) {
  const it = await readDialogue(context, code);
  if (!canModerate(context.actor, it)) throw new Forbidden();
  const [state, registered] = await Promise.all([
    stateNow(it),
    Participant.countDocuments({ dialogue: code }),
  ]);
  const session = sessionOf(state);
  const ground = consoleGround(context, it, { state, registered });
  const cards = consoleCards(state, ground);
  const words = new QuestionWords();
  for (const card of cards.values()) noteWords(words, card);
  words.readSome(cards.size);
  const all = consoleLists([...cards.values()], session);
  const wanted = { find: query.find, only: query.only };
  if (query.question && isStaff(context.actor))
    tellLook(code, { question: query.question, by: context.actor.id, name: context.actor.name });
  const looks = looksIn(code, context.now);
  const lists = LISTS.map((name) => {
    const rows = all[name].filter((card) => isWanted(card, wanted, words));
    return { name, count: all[name].length, found: rows.length, ...pageOf(rows, query, name) };
  });
  const selected =
    cards.get(query.question ?? '') ?? all.screen[0] ?? cards.get(session.now ?? '') ?? all.queue[0];
  return {
    ...consoleParts(state, ground, { now: context.now, cards, people: peopleIn(state) }),
    ...workParts(state, ground, { ...query, selected: selected?.id, cards, words, looks }),
    ...searchParts(wanted),
    lists: lists.map((list) => ({
      ...list,
      rows: list.rows.map((card) => rowOf(card, state, ground, looks)),
    })),
    shortcuts: SHORTCUTS,
    undo: query.done && { name: query.done, text: query.question && selected?.text },
    alone: query.alone,
    looks,
    title: it.title,
    live: { now: context.now, ground },
  };
}

/** The rows of a page of a list, and the addresses of those before and after. */
function pageOf(rows: ConsoleCard[], { list, page = 1, find, only }: ConsoleQuery, name: ListName) {
  const at = list === name ? Math.min(page, Math.max(1, Math.ceil(rows.length / ROWS))) : 1;
  const address = (page: number) =>
    `?${new URLSearchParams({ ...(find && { find }), ...(only && { only }), list: name, page: String(page) })}#${name}`;
  const left = rows.length - at * ROWS;
  return {
    rows: rows.slice((at - 1) * ROWS, at * ROWS),
    left: Math.max(0, left),
    more: left > 0 ? address(at + 1) : undefined,
    before: at > 1 ? address(at - 1) : undefined,
  };
}

/**
 * What both streams tell when they have told all: what they have told is in memory, and of thousands of questions the few
 * are read of which something is still to be told.
 */
async function stateNow(it: DialogueFields): Promise<State> {
  const untold = { dialogue: it.code, 'pending.at': { $gt: new Date(0) } };
  const [asked, measured] = await Promise.all([
    Question.find(untold, { pending: 0 }).lean<QuestionFields[]>(),
    Participant.find(untold, { pending: 0 }).lean<ParticipantFields[]>(),
  ]);
  // After those: what was told meanwhile is in the streams.
  const room = await roomNow(it.code);
  const state: State = { ...room.public.state, ...room.staff.state, session: sessionNow(it) };
  for (const each of asked)
    applyChanges(state, [
      { key: `inner:${each._id}`, value: innerView(each) },
      { key: `question:${each._id}`, value: questionView(each, 0) },
    ]);
  applyChanges(
    state,
    measured.map((each) => ({ key: `participant:${each._id}`, value: participantView(each) })),
  );
  return state;
}

const valuesOf = <Value>(state: State, prefix: string): Value[] =>
  Object.keys(state).flatMap((key) => (key.startsWith(prefix) ? (state[key] as Value) : []));

const peopleIn = (state: State) => valuesOf<ParticipantView>(state, 'participant:');

function consoleGround(
  context: Context,
  it: DialogueFields,
  { state, registered }: { state: State; registered: number },
): ConsoleGround {
  const ground = groundOf(context, it, state);
  const units = unitsInForce(cityDate(context.now)).map(({ slug, name }) => ({ slug, name }));
  const byPhone = valuesOf<InnerQuestionView>(state, 'inner:').filter(
    ({ channel, item }) => channel === 'phone' && item,
  );
  const verbs = Object.entries(VERBS).map(([name, { entry, may }]) => [
    name,
    { entry, allowed: may(context.actor, it) },
  ]);
  return {
    ...ground,
    ...{ units, registered, longest: MOST, me: isStaff(context.actor) ? context.actor.id : '' },
    unitNames: { ...Object.fromEntries(units.map(({ slug, name }) => [slug, name])), ...ground.unitNames },
    itemKeys: Object.fromEntries(byPhone.map(({ id }) => [id, dialogueReceiptKey(context, id)])),
    verbs: Object.fromEntries(verbs),
  };
}
