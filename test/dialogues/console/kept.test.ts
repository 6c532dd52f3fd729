import { expect } from 'chai';
import { Kept } from '../../../client/dialogues/console/kept.ts';
import type { ConsoleCard } from '../../../server/dialogues/console/live-model/cards.ts';
import { groupsOf, nextInQueue } from '../../../server/dialogues/console/live-model/parts.ts';
import type { QueueOrder } from '../../../server/dialogues/streams/protocol.ts';

const ORDERS: QueueOrder[] = ['votes', 'time', 'group'];

describe('what the console keeps of all its cards together', () => {
  it('is, after any changes, what looking through all of them finds', () => {
    const cards = new Map<string, ConsoleCard>();
    const kept = new Kept(cards);
    // The same row of numbers each time.
    let seed = 7;
    const number = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    let order = ORDERS[0]!;
    for (let turn = 0; turn < 3_000; turn++) {
      const id = `q${number(30)}`;
      const before = cards.get(id);
      const after =
        number(10) === 0
          ? undefined
          : ({
              id,
              list: number(3) > 0 ? 'queue' : 'done',
              isNow: number(12) === 0,
              votes: number(6),
              group: number(2) === 0 ? null : `nhóm ${number(4)}`,
              askedAt: new Date(1_000 * number(50)).toISOString(),
            } as ConsoleCard);
      kept.changed(before, after);
      if (after) cards.set(id, after);
      else cards.delete(id);
      if (number(40) === 0) order = ORDERS[number(3)]!;
      if (number(3) === 0) continue;
      expect(kept.next(order)?.id).to.equal(nextInQueue(cards.values(), { order })?.id);
      expect(kept.groups).to.deep.equal(groupsOf(cards.values()));
    }
  });
});
