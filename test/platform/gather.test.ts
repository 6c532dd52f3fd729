import { expect } from 'chai';
import { gathered } from '../../server/platform/data/gather.ts';

describe('reads that are gathered', () => {
  const reads: string[][] = [];
  const lengthOf = gathered<number>(async (keys) => {
    reads.push(keys);
    if (keys.includes('broken')) throw new Error('no store');
    return new Map(keys.filter((key) => key !== 'unknown').map((key) => [key, key.length]));
  });
  beforeEach(() => void reads.splice(0));

  it('are one for all that is asked for in a turn, each key once', async () => {
    const found = await Promise.all(['a', 'bb', 'a', 'unknown'].map(lengthOf));
    expect(found).to.deep.equal([1, 2, 1, undefined]);
    expect(reads).to.deep.equal([['a', 'bb', 'unknown']]);
  });

  it('begin after they were asked for: nothing is remembered', async () => {
    await lengthOf('a');
    await lengthOf('a');
    expect(reads).to.deep.equal([['a'], ['a']]);
  });

  it('fail for those who asked, and for nobody who asks later', async () => {
    const ended = await Promise.allSettled(['a', 'broken'].map(lengthOf));
    expect(ended.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    expect(await lengthOf('a')).to.equal(1);
  });
});
