import { expect } from 'chai';
import { ALONE_MS, Remembered } from '../../server/platform/data/remembered.ts';
import { Turns } from '../../server/platform/live/turns.ts';
import { emptyStore } from '../support/store.ts';

describe('what was read a moment ago', () => {
  let reads: string[];
  let remembered: Remembered<number>;
  beforeEach(() => {
    reads = [];
    remembered = new Remembered({ most: 2, shared: 100, alone: ALONE_MS });
  });
  const get = (key: string, at: number) => remembered.get(key, new Date(at), async () => reads.push(key));

  it('is read once within its time, for all who ask, and anew after it, or when the clock has jumped', async () => {
    // Beside other processes, whatever the tests before have left.
    const store = await emptyStore();
    expect(await Promise.all([get('a', 0), get('a', 50), get('a', 99)])).to.deep.equal([1, 1, 1]);
    expect(await get('a', 100)).to.equal(2);
    expect(await get('a', 0)).to.equal(3);
    await store.close();
  });

  it('stays longer where no other process writes, not at all where none may be missed', async () => {
    const store = await emptyStore({ ours: true });
    expect([await get('a', 0), await get('a', 59_999), await get('a', 60_000)]).to.deep.equal([1, 1, 2]);
    await store.close();
    expect(await get('a', 0), 'of another store').to.equal(3);
    remembered = new Remembered({ most: 2, shared: 0 });
    expect([await get('a', 0), await get('a', 0)]).to.deep.equal([4, 5]);
  });

  it('is read anew when it was forgotten, also while it was being read', async () => {
    const begun = get('a', 0);
    remembered.forget('a');
    expect(await Promise.all([begun, get('a', 0)])).to.deep.equal([1, 2]);
    expect(await get('a', 0)).to.equal(2);
    remembered.forgetAll();
    expect(await get('a', 0)).to.equal(3);
  });

  it('keeps no more than it may, and no failure', async () => {
    for (const key of ['a', 'b', 'c', 'b', 'a']) await get(key, 0);
    expect(reads).to.deep.equal(['a', 'b', 'c', 'a']);
    const fail = () => remembered.get('x', new Date(0), () => Promise.reject('gone'));
    expect(await fail().catch((reason) => reason)).to.equal('gone');
    expect(await get('x', 0)).to.equal(5);
  });
});

describe('turns', () => {
  it('begin one after the other; a newer piece takes the place of the one that waits', async () => {
    const turns = new Turns();
    const begun: string[] = [];
    const wait = async (name: string, piece: string) => {
      const how = await turns.wait(name);
      if (how === 'begun') begun.push(piece);
      return how;
    };
    const first = [wait('a', 'a1'), wait('b', 'b1'), wait('a', 'a2')];
    expect(await Promise.all(first)).to.deep.equal(['overtaken', 'begun', 'begun']);
    expect(await wait('a', 'a3')).to.equal('begun');
    expect(begun).to.deep.equal(['a2', 'b1', 'a3']);
  });
});
