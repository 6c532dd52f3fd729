import { expect } from 'chai';
import { KeptPostings } from '../../server/search/kept-postings.ts';
import { keyOf } from '../../server/search/posting-rows.ts';
import type { Lists } from '../../server/search/scoring.ts';

const listOf = (...postings: number[]): Lists => ({ forms: [''], lists: [Uint16Array.from(postings)] });

describe('postings kept in memory', () => {
  let rows: Map<string, Lists>;
  let asked: string[][];
  let reading: Promise<void>;

  beforeEach(() => {
    rows = new Map([
      [keyOf(0, 'lamp'), listOf(1, 2)],
      [keyOf(1, 'lamp'), listOf(3)],
      [keyOf(1, 'street'), listOf(4)],
    ]);
    asked = [];
    reading = Promise.resolve();
  });

  const source = {
    async read(keys: readonly string[]) {
      asked.push([...keys]);
      const found = new Map(keys.flatMap((key) => (rows.has(key) ? [[key, rows.get(key)!] as const] : [])));
      await reading;
      return found;
    },
  };
  const told = (lists: readonly (Lists | undefined)[] | undefined) =>
    lists && [...lists].map((row) => row && [...row.lists[0]!]);

  it('are read once, also where a term stands nowhere', async () => {
    const kept = new KeptPostings(source);
    const first = await kept.read(['lamp', 'street'], [0, 1]);
    expect(told(first.get('lamp'))).to.deep.equal([[1, 2], [3]]);
    expect(told(first.get('street'))).to.deep.equal([undefined, [4]]);
    const second = await kept.read(['street', 'lamp'], [0, 1]);
    expect(told(second.get('street'))).to.deep.equal([undefined, [4]]);
    expect(asked).to.have.length(1);
  });

  it('are read again for the segment that has changed, and for no other', async () => {
    const kept = new KeptPostings(source);
    await kept.read(['lamp'], [0, 1]);
    rows.set(keyOf(1, 'lamp'), listOf(3, 5));
    kept.forget([1]);
    expect(told((await kept.read(['lamp'], [0, 1])).get('lamp'))).to.deep.equal([
      [1, 2],
      [3, 5],
    ]);
    expect(asked[1]).to.deep.equal([keyOf(1, 'lamp')]);
    kept.forget();
    await kept.read(['lamp'], [0, 1]);
    expect(asked[2]).to.have.length(2);
  });

  it('that were read while something changed are not kept', async () => {
    const kept = new KeptPostings(source);
    let go = () => {};
    reading = new Promise((resolve) => {
      go = resolve;
    });
    const early = kept.read(['street'], [1]);
    rows.set(keyOf(1, 'street'), listOf(4, 6));
    kept.forget([1]);
    go();
    expect(told((await early).get('street'))?.[1]).to.deep.equal([4]);
    expect(told((await kept.read(['street'], [1])).get('street'))?.[1]).to.deep.equal([4, 6]);
  });

  it('make room: the term that was not wanted for longest goes first', async () => {
    const kept = new KeptPostings(source, 600);
    await kept.read(['lamp'], [0, 1]);
    await kept.read(['street'], [1]);
    expect(asked).to.have.length(2);
    await kept.read(['street'], [1]);
    expect(asked, 'street is kept').to.have.length(2);
    await kept.read(['lamp'], [0, 1]);
    expect(asked, 'lamp had to go').to.have.length(3);
  });
});
