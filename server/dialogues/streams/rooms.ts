import { pause } from '../../platform/clock/clock.ts';
import { storeMemory } from '../../platform/data/store-memory.ts';
import { NotFound } from '../../platform/errors.ts';
import type { Hub } from '../../platform/live/space.ts';
import { faultDetails, log } from '../../platform/log.ts';
import { keepNewest } from '../../platform/newest.ts';
import { Dialogue } from '../session/model.ts';
import { noteLook } from './looks.ts';
import { moderationFigures } from './moderation-figures.ts';
import {
  EVENT,
  type EventMessage,
  FIGURES,
  type FiguresMessage,
  KNOCK_AGAIN,
  LOOKS,
  type Look,
  type LooksMessage,
  MINE_CHANGED,
  type StreamName,
} from './protocol.ts';
import { Stream } from './stream.ts';

/** Both streams of one session, as this process knows them. */
export type Room = Record<StreamName, Stream>;

/** Sessions kept in memory; those not used for longest are read anew when asked for. */
const MOST_ROOMS = 100;
const LOOK_EVERY_MS = 1_000;
const FIGURES_EVERY_MS = 2_000;
/** Sums of votes change none of them. */
const TALLIED = 'dialogue.tallied';

/** Streams stand in the store; the sockets of each site in this process hear of them. */
const memory = storeMemory(() => ({
  hubs: new Set<Hub>(),
  rooms: new Map<string, Promise<Room>>(),
  figuresDue: new Set<string>(),
}));

type Opening = (code: string, room: Room, now: Date) => void;
const openings: Opening[] = [];

/** Name of the socket room that hears a stream. */
export function roomName(code: string, stream: StreamName): string {
  return `${stream} ${code}`;
}

export function participantRoom(id: string): string {
  return `participant ${id}`;
}

/** Calls back when a session is read into this process's memory. */
export function onRoomOpened(listener: Opening): void {
  openings.push(listener);
}

/** The streams of a session. Asking again costs nothing. */
export function roomOf(code: string): Promise<Room> {
  const { rooms } = memory();
  const room = rooms.get(code) ?? openRoom(code);
  keepNewest(rooms, [code, room], MOST_ROOMS);
  return room;
}

/** With several processes: all that the others have told until now, for a page that hears nothing afterwards. */
export async function roomNow(code: string): Promise<Room> {
  const room = await roomOf(code);
  if ([...memory().hubs].some(({ alone }) => !alone)) await readOn(room);
  return room;
}

/** The next one who asks reads the session from the store: its streams were changed there. */
export function forgetRoom(code: string): void {
  memory().rooms.delete(code);
}

async function readOn(room: Room): Promise<void> {
  await Promise.all([room.public.readOn(), room.staff.readOn()]);
}

async function openRoom(code: string): Promise<Room> {
  try {
    const [forAll, forStaff] = await Promise.all([open(code, 'public'), open(code, 'staff')]);
    const room = { public: forAll, staff: forStaff };
    const [hub] = memory().hubs;
    if (hub) for (const listener of openings) listener(code, room, hub.now());
    return room;
  } catch (fault) {
    memory().rooms.delete(code);
    throw fault;
  }
}

function open(code: string, stream: StreamName): Promise<Stream> {
  return Stream.open(code, stream, (event, ours) => {
    const message: EventMessage = { code, stream, ...event };
    emit(roomName(code, stream), EVENT, message);
    if (ours) tell('appended', message);
    if (event.name !== TALLIED) void tellFigures(code);
  });
}

function emit(room: string, event: string, payload: unknown): void {
  for (const hub of memory().hubs) hub.emit(room, event, payload);
}

/** To the other processes. */
function tell(message: string, payload: unknown): void {
  for (const hub of memory().hubs) hub.tell(message, payload);
}

/** What is told may have changed the figures: everybody gets them, not with each event. */
async function tellFigures(code: string): Promise<void> {
  const { figuresDue, rooms } = memory();
  if (figuresDue.has(code)) return;
  figuresDue.add(code);
  await pause(FIGURES_EVERY_MS);
  figuresDue.delete(code);
  const room = await rooms.get(code);
  if (!room) return;
  const message: FiguresMessage = { code, figures: moderationFigures(room.staff, room.public) };
  emit(roomName(code, 'public'), FIGURES, message);
}

/** The same for a code from outside. @throws NotFound before anything is read into memory for a session that is none */
export async function knownRoom(code: string): Promise<Room> {
  if (!memory().rooms.has(code) && !(await Dialogue.exists({ code }))) throw new NotFound();
  return roomOf(code);
}

/** Takes what a key said before its last event out of a stream: in the store, and in the memory of every process. */
export async function redact(code: string, stream: StreamName, key: string): Promise<void> {
  const room = await roomOf(code);
  const before = await room[stream].redact(key);
  tell('redacted', { code, stream, key, before });
}

/** Something that these participants alone see, each for themselves, has changed. */
export function tellParticipants(ids: string[], code: string): void {
  mineChanged({ ids, code });
  tell('mine-changed', { ids, code });
}

function mineChanged({ ids, code }: { ids: string[]; code: string }): void {
  for (const id of ids) emit(participantRoom(id), MINE_CHANGED, { code });
}

/** Who takes part in moderating may have changed: everybody in the inner room knocks again, and the policy is asked. */
export function callAgain(code: string): void {
  emptyInner(code);
  tell('knock-again', { code });
}

function emptyInner(code: string): void {
  emit(roomName(code, 'staff'), KNOCK_AGAIN, { code });
  for (const hub of memory().hubs) hub.empty(roomName(code, 'staff'));
}

/** A moderator has opened a question, or says again that it is open: the others leave it to them. */
export function tellLook(code: string, look: Omit<Look, 'question'> & { question: string | null }): void {
  heardLook({ code, look });
  tell('look', { code, look });
}

function heardLook({
  code,
  look,
}: {
  code: string;
  look: Omit<Look, 'question'> & { question: string | null };
}): void {
  for (const hub of memory().hubs) {
    const message: LooksMessage = { code, looks: noteLook(code, look, hub.now()) };
    hub.emit(roomName(code, 'staff'), LOOKS, message);
  }
}

/** For tests of what is read anew. */
export const roomsInMemory = () => memory().rooms;

/** The sockets of a site hear of the rooms from now on. */
export function bindRooms(hub: Hub): void {
  memory().hubs.add(hub);
  if (!hub.alone) void catchUpRegularly(hub);
}

export function unbindRooms(hub: Hub): void {
  const { hubs, rooms } = memory();
  hubs.delete(hub);
  if (hubs.size === 0) rooms.clear();
}

/** What another process tells: a hint, the store has the last word. */
export async function hear(message: string, payload: never): Promise<void> {
  await HEARD[message as keyof typeof HEARD]?.(payload);
}

const HEARD = {
  look: heardLook,
  'mine-changed': mineChanged,
  'knock-again': ({ code }: { code: string }) => emptyInner(code),
  async appended({ code, stream, ...event }: EventMessage) {
    (await memory().rooms.get(code))?.[stream].hear(event);
  },
  async redacted({ code, stream, key, before }: Redacted) {
    (await memory().rooms.get(code))?.[stream].forget(key, before);
  },
};

interface Redacted {
  code: string;
  stream: StreamName;
  key: string;
  before: number;
}

/** With several processes: word that got lost between them is found in the store within a second. */
async function catchUpRegularly(bound: Hub): Promise<void> {
  const { hubs, rooms } = memory();
  while (hubs.has(bound)) {
    await pause(LOOK_EVERY_MS);
    for (const [, opening] of hubs.has(bound) ? rooms : []) {
      try {
        await readOn(await opening);
      } catch (error) {
        log.warn(faultDetails(error), 'a stream could not be read on');
      }
    }
  }
}
