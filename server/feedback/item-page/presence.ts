import Joi from 'joi';
import { isStaff } from '../../platform/context.ts';
import { storeMemory } from '../../platform/data/store-memory.ts';
import { allow } from '../../platform/errors.ts';
import { liveCall } from '../../platform/live/call.ts';
import { notePresence, type Rooms } from '../../platform/live/presence.ts';
import type { Hub, Space } from '../../platform/live/space.ts';
import { rememberedItem } from '../item/find.ts';
import { canSeeInside } from '../item/policy.ts';
import { AT_ITEM, AT_ITEM_NOW, type AtItem, type AtItemNow, DESK, type PersonAtItem } from './protocol.ts';

const memory = storeMemory(() => ({ hubs: new Set<Hub>(), rooms: new Map() as Rooms<PersonAtItem> }));

const roomOf = (code: string) => `item ${code}`;

interface Said {
  code: string;
  who: PersonAtItem;
  here: boolean;
}

/** Tells the desks of this process. @returns who is at the item now */
function heard({ code, who, here }: Said): PersonAtItem[] {
  const { hubs, rooms } = memory();
  let people: PersonAtItem[] = [];
  for (const hub of hubs) {
    people = notePresence(rooms, code, who, { here, now: hub.now() });
    hub.emit(roomOf(code), AT_ITEM_NOW, { code, people } satisfies AtItemNow);
  }
  return people;
}

const at = liveCall<AtItem>({
  name: AT_ITEM,
  who: ['screen', 'answer'],
  schema: Joi.object<AtItem>({
    code: Joi.string().max(20).required(),
    typing: Joi.boolean().default(false),
    away: Joi.boolean().default(false),
  }),
  async handler(context, { code, typing, away }, line) {
    const { actor } = context;
    try {
      allow(canSeeInside(actor, await rememberedItem(context, code)));
    } catch (refusal) {
      // It may be another unit's by now: who is at it is not told here any more.
      await line.leave(roomOf(code));
      throw refusal;
    }
    if (!isStaff(actor)) return {};
    await (away ? line.leave(roomOf(code)) : line.join(roomOf(code)));
    const said: Said = { code, who: { by: actor.id, name: actor.name, typing }, here: !away };
    const people = heard(said);
    for (const hub of memory().hubs) hub.tell('at', said);
    return { you: actor.id, people };
  },
});

/** Who is working on an item now, told to whoever has its desk open: never to senders or readers. */
export const deskSpace: Space = {
  name: DESK,
  calls: [at],
  opened: (hub) => void memory().hubs.add(hub),
  heard: (message, payload) => void (message === 'at' && heard(payload as Said)),
  async closed(hub) {
    memory().hubs.delete(hub);
  },
};
