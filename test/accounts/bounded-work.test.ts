import { expect } from 'chai';
import { BoundedWork } from '../../server/accounts/bounded-work.ts';
import { TooMany } from '../../server/platform/errors.ts';

describe('heavy work', () => {
  /** Pieces that end when they are told to. */
  function pieces(bounds: { atOnce: number; mostWaiting: number }) {
    const work = new BoundedWork(bounds);
    const begun: string[] = [];
    const ends = new Map<string, (fault?: Error) => void>();
    const begin = (name: string, urgent = false) =>
      work.run(
        () =>
          new Promise<string>((resolve, reject) => {
            begun.push(name);
            ends.set(name, (fault) => (fault ? reject(fault) : resolve(name)));
          }),
        { urgent },
      );
    const end = async (name: string, fault?: Error) => {
      ends.get(name)!(fault);
      await new Promise(setImmediate);
    };
    return { begin, begun, end };
  }

  it('is done so many at once, in order, what is urgent first', async () => {
    const { begin, begun, end } = pieces({ atOnce: 2, mostWaiting: 9 });
    const all = ['a', 'b', 'c', 'd'].map((name) => begin(name));
    all.push(begin('urgent', true));
    await new Promise(setImmediate);
    expect(begun).to.deep.equal(['a', 'b']);
    await end('b');
    expect(begun).to.deep.equal(['a', 'b', 'urgent']);
    for (const name of ['a', 'urgent', 'c', 'd']) await end(name);
    expect(begun).to.deep.equal(['a', 'b', 'urgent', 'c', 'd']);
    expect(await Promise.all(all)).to.have.length(5);
  });

  it('is refused when too much waits, unless it is urgent', async () => {
    const { begin, begun, end } = pieces({ atOnce: 1, mostWaiting: 2 });
    const all = ['a', 'b', 'c'].map((name) => begin(name));
    const refused = await begin('d').catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(TooMany);
    all.push(begin('urgent', true));
    for (const name of ['a', 'urgent', 'b', 'c']) await end(name);
    await Promise.all(all);
    expect(begun).to.deep.equal(['a', 'urgent', 'b', 'c']);
  });

  it('goes on after a fault', async () => {
    const { begin, begun, end } = pieces({ atOnce: 1, mostWaiting: 2 });
    const fault = begin('a').catch((error: Error) => error.message);
    const next = begin('b');
    await new Promise(setImmediate);
    await end('a', new Error('broken'));
    expect(await fault).to.equal('broken');
    await end('b');
    expect(await next).to.equal('b');
    const last = begin('c');
    await new Promise(setImmediate);
    expect(begun).to.deep.equal(['a', 'b', 'c']);
    await end('c');
    await last;
  });
});
