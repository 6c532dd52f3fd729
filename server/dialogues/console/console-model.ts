import { cityDate } from '../../calendar/index.ts';
import { dialogueReceiptKey } from '../../feedback/index.ts';
import type { Context } from '../../platform/context.ts';
import { Forbidden } from '../../platform/errors.ts';
import { unitsInForce } from '../../units/index.ts';
import { Participant, type ParticipantFields } from '../participants/model.ts';
import { Question, type QuestionFields } from '../questions/model.ts';
import { sessionOf } from '../room/live-model.ts';
import { END, OPEN } from '../room/opening.ts';
import { groundOf, publicRoom, sessionNow } from '../room/room-model.ts';
import { CONCLUDE, PIN_NOTICE, TAKE } from '../room/steer.ts';
import type { DialogueFields } from '../session/model.ts';
import { canModerate } from '../session/policy.ts';
import { readDialogue } from '../session/read.ts';
import { MOST } from '../session/rules/limits.ts';
import { applyChanges, type State } from '../streams/protocol.ts';
import { innerView, participantView, questionView } from '../streams/views.ts';
import { type ConsoleGround, consoleCards, consoleLists, consoleParts, rowOf } from './live-model.ts';

/** Single keys; they can be switched off (WCAG 2.1.4). */
const SHORTCUTS = ['j', 'k', 'a', 'r', 'm', 'e', 'g', 'n', 'p', 'd', 'c', 'u', 's'];

const VERBS = { open: OPEN, end: END, take: TAKE, steer: PIN_NOTICE, conclude: CONCLUDE };

/** All that the console shows. Read from the store: a moderator without script sees at once what was just done. */
export async function consoleModel(context: Context, code: string, wanted?: string) {
  const it = await readDialogue(context, code);
  if (!canModerate(context.actor, it)) throw new Forbidden();
  const [asked, measured, registered] = await Promise.all([
    Question.find({ dialogue: code }, { pending: 0 }).lean<QuestionFields[]>(),
    Participant.find({ dialogue: code, $or: [{ muted: true }, { removed: true }] }).lean<
      ParticipantFields[]
    >(),
    Participant.countDocuments({ dialogue: code }),
  ]);
  const state = stateNow(it, { asked, measured, votes: (await publicRoom(it)).state });
  const ground = consoleGround(context, it, { state, asked, registered });
  const cards = consoleCards(state, ground);
  const lists = consoleLists(cards, sessionOf(state));
  const selected =
    cards.find(({ id }) => id === wanted) ??
    lists.screen[0] ??
    cards.find(({ isNow }) => isNow) ??
    lists.queue[0];
  return {
    ...consoleParts(state, ground, { selected: selected?.id, now: context.now }),
    lists: Object.entries(lists).map(([name, list]) => ({
      ...{ name, count: list.length },
      rows: list.map((card) => rowOf(card, state, ground)),
    })),
    shortcuts: SHORTCUTS,
    title: it.title,
    live: { now: context.now, ground },
  };
}

interface Read {
  asked: QuestionFields[];
  measured: ParticipantFields[];
  /** State of the public stream, which counts them. */
  votes: State;
}

/** What both streams tell when they have told all. */
function stateNow(it: DialogueFields, { asked, measured, votes }: Read): State {
  const state: State = { session: sessionNow(it) };
  for (const each of asked)
    applyChanges(state, [
      { key: `inner:${each._id}`, value: innerView(each) },
      { key: `question:${each._id}`, value: questionView(each, 0) },
      { key: `votes:${each._id}`, value: votes[`votes:${each._id}`] ?? null },
    ]);
  for (const each of measured) state[`participant:${each._id}`] = participantView(each);
  return state;
}

function consoleGround(
  context: Context,
  it: DialogueFields,
  { state, asked, registered }: { state: State; asked: QuestionFields[]; registered: number },
): ConsoleGround {
  const ground = groundOf(context, it, state);
  const units = unitsInForce(cityDate(context.now)).map(({ slug, name }) => ({ slug, name }));
  const byPhone = asked.filter(({ channel, item }) => channel === 'phone' && item);
  const verbs = Object.entries(VERBS).map(([name, { entry, may }]) => [
    name,
    { entry, allowed: may(context.actor, it) },
  ]);
  return {
    ...ground,
    ...{ units, registered, longest: MOST },
    unitNames: { ...Object.fromEntries(units.map(({ slug, name }) => [slug, name])), ...ground.unitNames },
    itemKeys: Object.fromEntries(byPhone.map(({ _id }) => [_id, dialogueReceiptKey(context, _id)])),
    verbs: Object.fromEntries(verbs),
  };
}
