import Joi from 'joi';
import { type Context, isStaff } from '../../platform/context.ts';
import { Forbidden, NotFound } from '../../platform/errors.ts';
import { type LiveCall, liveCall, perPerson } from '../../platform/live/call.ts';
import type { Line } from '../../platform/live/line.ts';
import type { Space } from '../../platform/live/space.ts';
import { line as lineOfText } from '../../platform/web/check.ts';
import { participantByToken, shownBy, TOKEN_LENGTH } from '../participants/token.ts';
import { askQuestion } from '../questions/ask.ts';
import { type AskInput, question } from '../questions/schemas.ts';
import { dialogueCodeShape } from '../session/field-schemas.ts';
import { canSeeInside, participantIn } from '../session/policy.ts';
import { readDialogue } from '../session/read.ts';
import { moderationFigures } from '../streams/moderation-figures.ts';
import { type Caught, type Join, SPACE, type StreamName } from '../streams/protocol.ts';
import {
  bindRooms,
  hear,
  knownRoom,
  participantRoom,
  roomName,
  tellLook,
  unbindRooms,
} from '../streams/rooms.ts';
import { castVote, votesCounted } from '../votes/actions.ts';
import { myQuestions } from './mine.ts';

const stream = () => Joi.string().valid('public', 'staff').default('public');
const number = () => Joi.number().integer().min(0).max(1e12);
const id = () =>
  Joi.string()
    .max(64)
    .pattern(/^[A-Za-z0-9_-]+$/, { name: 'id' });

/** Who takes part on this line: by the cookie, or by the token shown at joining. */
function participantOn(line: Line, context: Context, code: string): string | undefined {
  return participantIn(context.actor, code) ?? (line.notes[code] as string | undefined);
}

/** How many calls of one line, in how many seconds. */
const MOST = { join: 30, ask: 10, vote: 60, mine: 50 };
const SECONDS = { join: 10, ask: 60, vote: 10, mine: 10 };
type Counted = keyof typeof MOST;
const perLine = (kind: Counted) => perPerson(MOST[kind], SECONDS[kind]);
/** Counted again for the participant, who may open one line after the other; whoever comes back says some things twice. */
const twice = (kind: Counted) => perPerson(2 * MOST[kind], SECONDS[kind]);

const person = (kind: Counted): LiveCall['person'] => ({
  of: (context, { code, token }, line) =>
    typeof code === 'string'
      ? (shownBy(context.site, code, token) ?? participantOn(line, context, code))
      : undefined,
  limit: twice(kind),
});

/** @throws Forbidden for those who do not take part */
function knownParticipant(line: Line, context: Context, code: string): string {
  const participant = participantOn(line, context, code);
  if (!participant) throw new Forbidden('dialogues.errors.register-first');
  return participant;
}

/** @throws NotFound as for a session that does not exist */
async function checkSight(context: Context, code: string, name: StreamName): Promise<void> {
  const room = await knownRoom(code);
  if (name === 'public' && room.public.state['session']) return;
  // Just announced, and not told yet: the document knows.
  const it = await readDialogue(context, code);
  if (name === 'staff' && !canSeeInside(context.actor, it)) throw new NotFound();
}

async function caughtUp(code: string, name: StreamName, after?: number): Promise<Caught> {
  const room = await knownRoom(code);
  const told = room[name];
  const events = after === undefined ? undefined : await told.after(after);
  // Read together, with nothing in between: the state is the state at this number.
  return events ? { n: told.n, events } : { n: told.n, snapshot: told.state };
}

const join = liveCall<Join>({
  name: 'dialogue:join',
  who: 'anyone',
  limit: perLine('join'),
  person: person('join'),
  schema: Joi.object<Join>({
    code: dialogueCodeShape().required(),
    stream: stream(),
    after: number(),
    token: lineOfText(TOKEN_LENGTH),
  }),
  async handler(context, { code, stream: name, after, token }, line) {
    await checkSight(context, code, name);
    const shown = token === undefined ? undefined : participantByToken(context.site, code, token);
    if (token !== undefined && !shown) throw new Forbidden('dialogues.errors.token');
    if (shown) line.notes[code] = shown;
    const participant = name === 'public' ? participantOn(line, context, code) : undefined;
    if (participant) await line.join(participantRoom(participant));
    // In the room first: what happens between is told, and numbers say what is told twice.
    await line.join(roomName(code, name));
    const room = await knownRoom(code);
    const figures = name === 'public' && moderationFigures(room.staff, room.public);
    return {
      ...(await caughtUp(code, name, after)),
      ...(participant && { participant }),
      ...(figures && { figures }),
    };
  },
});

const catchUp = liveCall<{ code: string; stream: StreamName; after: number }>({
  name: 'dialogue:catch-up',
  who: 'anyone',
  limit: perPerson(60, 10),
  schema: Joi.object({ code: dialogueCodeShape().required(), stream: stream(), after: number().required() }),
  async handler(context, { code, stream: name, after }) {
    await checkSight(context, code, name);
    return { ...(await caughtUp(code, name, after)) };
  },
});

const leave = liveCall<{ code: string; stream: StreamName }>({
  name: 'dialogue:leave',
  who: 'anyone',
  schema: Joi.object({ code: dialogueCodeShape().required(), stream: stream() }),
  async handler(_context, { code, stream: name }, line) {
    await line.leave(roomName(code, name));
    return {};
  },
});

const mine = liveCall<{ code: string }>({
  name: 'dialogue:mine',
  who: 'anyone',
  limit: perLine('mine'),
  person: person('mine'),
  schema: Joi.object({ code: dialogueCodeShape().required() }),
  async handler(context, { code }, line) {
    await checkSight(context, code, 'public');
    const participant = knownParticipant(line, context, code);
    return { mine: await myQuestions(context, code, participant) };
  },
});

type Asking = AskInput & { code: string };

const ask = liveCall<Asking>({
  name: 'dialogue:ask',
  who: 'anyone',
  limit: perLine('ask'),
  person: person('ask'),
  schema: question.append<{ code: string; clientId: string; text: string; group?: string }>({
    code: dialogueCodeShape().required(),
  }),
  async handler(context, { code, ...asked }, line) {
    const participant = knownParticipant(line, context, code);
    return { ...(await askQuestion(context, code, asked, participant)) };
  },
});

const vote = liveCall<{ code: string; question: string; on: boolean }>({
  name: 'dialogue:vote',
  who: 'anyone',
  limit: perLine('vote'),
  person: person('vote'),
  schema: Joi.object({
    code: dialogueCodeShape().required(),
    question: id().required(),
    on: Joi.boolean().strict().required(),
  }),
  async handler(context, ballot, line) {
    await knownRoom(ballot.code);
    await castVote(context, ballot, knownParticipant(line, context, ballot.code));
    return { on: ballot.on };
  },
});

const look = liveCall<{ code: string; question: string | null }>({
  name: 'dialogue:look',
  who: 'staff',
  schema: Joi.object({ code: dialogueCodeShape().required(), question: id().allow(null).required() }),
  async handler(context, { code, question }) {
    await checkSight(context, code, 'staff');
    const { actor } = context;
    if (isStaff(actor)) tellLook(code, { question, by: actor.id, name: actor.name });
    return {};
  },
});

const calls: LiveCall[] = [join, catchUp, leave, mine, ask, vote, look];

/** The rooms of the dialogues: see docs/live-protocol.md. */
export const dialogueSpace: Space = {
  name: SPACE,
  calls,
  opened: bindRooms,
  heard: (message, payload) => void hear(message, payload as never),
  async closed(hub) {
    await votesCounted();
    unbindRooms(hub);
  },
};
