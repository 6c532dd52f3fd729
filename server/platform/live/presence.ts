/** Whoever has said nothing for so long is gone: a page that is open says it every fifteen seconds. */
const STAYS_MS = 40_000;

/** By room, then by person: nothing of it is kept longer than somebody is there. */
export type Rooms<Who> = Map<string, Map<string, Who & { at: Date }>>;

/** @returns who is in the room now */
export function notePresence<Who extends { by: string }>(
  rooms: Rooms<Who>,
  room: string,
  who: Who,
  { here, now }: { here: boolean; now: Date },
): Who[] {
  // Whoever fell silent in a room that nobody asks about any more.
  for (const other of rooms.keys()) presentIn(rooms, other, now);
  const people = rooms.get(room) ?? new Map<string, Who & { at: Date }>();
  if (here) rooms.set(room, people.set(who.by, { ...who, at: now }));
  else people.delete(who.by);
  return presentIn(rooms, room, now);
}

export function presentIn<Who extends { by: string }>(rooms: Rooms<Who>, room: string, now: Date): Who[] {
  const people = rooms.get(room);
  for (const [by, { at }] of people ?? []) if (now.getTime() - at.getTime() > STAYS_MS) people!.delete(by);
  if (people?.size === 0) rooms.delete(room);
  return [...(people?.values() ?? [])].map(({ at: _at, ...who }) => who as unknown as Who);
}
