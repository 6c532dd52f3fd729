import { cityCalendar } from '../../calendar/index.ts';
import { type Context, isStaff } from '../../platform/context.ts';
import { regulationOf } from '../../regulations/index.ts';
import { unitOf } from '../../units/index.ts';
import { minutesPart } from '../minutes/page.ts';
import type { DialogueFields } from '../session/model.ts';
import { canModerate, canPlan, participantIn } from '../session/policy.ts';
import { readDialogue } from '../session/read.ts';
import { MOST } from '../session/rules/limits.ts';
import { moderationFigures } from '../streams/moderation-figures.ts';
import type { Mine, QuestionView, SessionView, State } from '../streams/protocol.ts';
import { type Room, roomOf } from '../streams/rooms.ts';
import { sessionView } from '../streams/views.ts';
import {
  cardsOf,
  listsOf,
  type NamedUnit,
  queueRows,
  type Reading,
  type RoomGround,
  roomParts,
  sessionOf,
} from './live-model.ts';
import { myQuestions } from './mine.ts';

function panelOf(it: Pick<DialogueFields, 'units'>): NamedUnit[] {
  return it.units.flatMap((slug) => {
    const unit = unitOf(slug);
    return unit ? [{ slug, name: unit.name }] : [];
  });
}

/**
 * The room as everybody sees it, at one number of the stream: state and number are read with nothing in between. A
 * session that is only planned is in no stream; those who plan it see it all the same.
 */
export async function publicRoom(it: DialogueFields): Promise<{ n: number; state: State; room: Room }> {
  const room = await roomOf(it.code);
  const { n, state } = room.public;
  const session = { ...sessionNow(it), ...(state['session'] as object | undefined) };
  return { n, state: { ...state, session }, room };
}

/** A session as its document says, whatever was told of it. */
export function sessionNow(it: DialogueFields): SessionView {
  return { ...sessionView({ ...it, status: 'announced' })!, status: it.status };
}

/** What the page brings once. */
export function groundOf(context: Context, it: DialogueFields, state: State): RoomGround {
  const { code, language, description, chair } = it;
  const named = [...new Set([...it.units, ...unitsIn(state)])].flatMap((slug) => unitOf(slug) ?? []);
  return {
    dialogue: { code, language, description, chair: { name: chair.name } },
    panel: panelOf(it),
    unitNames: Object.fromEntries(named.map(({ slug, name }) => [slug, name])),
    regulations: it.regulations.flatMap((slug) => {
      const regulation = regulationOf(slug);
      return regulation ? [{ slug, name: regulation.name }] : [];
    }),
    agenda: it.agenda.map(({ title, minutes }) => ({ title, minutes })),
    staff: isStaff(context.actor),
    timeZone: cityCalendar().data.timeZone,
    longest: { question: MOST.question, note: MOST.note },
  };
}

/** Of questions and answers; a unit may have left the panel since. */
function unitsIn(state: State): string[] {
  return Object.entries(state).flatMap(([key, value]) => {
    if (key === 'session') return (value as SessionView).conclusions.map(({ unit }) => unit);
    if (!key.startsWith('question:')) return [];
    const { unit, answer } = value as QuestionView;
    return [unit ?? [], answer?.unit ?? []].flat();
  });
}

/** A page does not tell the id under which one takes part: it is half of the token. */
function withoutId({ participant, ...mine }: Mine): Mine {
  return { ...mine, participant: participant && { ...participant, id: '' } };
}

/** All that the session page shows. */
export async function roomModel(context: Context, code: string, reading: Reading = {}) {
  const it = await readDialogue(context, code);
  const participant = participantIn(context.actor, code);
  const mine = participant ? await myQuestions(context, code, participant) : undefined;
  const { n, room, state } = await publicRoom(it);
  const ground = groundOf(context, it, state);
  const session = sessionOf(state);
  const figures = moderationFigures(room.staff, room.public);
  const lists = listsOf(cardsOf(state, ground, mine), session, reading);
  return {
    ...roomParts(state, ground, { mine, figures }),
    ...lists,
    queue: queueRows(lists.queue, reading),
    order: reading.order,
    noneAsked: lists.dealt.every(({ list }) => list.length === 0),
    title: session.title,
    live: { n, now: context.now, state, ground, mine: mine && withoutId(mine), figures },
    pageParts: await minutesPart(context, it),
    desk: { console: canModerate(context.actor, it), edit: canPlan(context.actor) },
  };
}
