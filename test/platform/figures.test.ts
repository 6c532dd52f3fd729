import { expect } from 'chai';
import { hold, lastBatch, release } from '../../server/platform/figures/batch.ts';
import {
  type CountedSource,
  countAgain,
  figuresOf,
  rebuildFigures,
} from '../../server/platform/figures/index.ts';
import { FigureBatchModel, FigurePartModel, FigureRowModel } from '../../server/platform/figures/model.ts';
import { emptyStore } from '../support/store.ts';

const NOW = new Date('2026-03-04T03:00:00Z');

interface Colour {
  colour: string;
}

describe('kept figures', () => {
  let store: { close(): Promise<void> };
  let things: Map<string, Colour>;
  const source: CountedSource<Colour> = {
    name: 'things',
    edition: 1,
    to: [],
    facesOf: async (ids) => new Map(ids.flatMap((id) => (things.has(id) ? [[id, things.get(id)!]] : []))),
    existing: async (ids) => ids.filter((id) => things.has(id)),
    idsAfter: async (cursor, most) =>
      [...things.keys()]
        .sort()
        .filter((id) => id > (cursor ?? ''))
        .slice(0, most),
    cellsOf: ({ colour }) => [
      { of: 'city', key: 'all', field: 'things' },
      { of: 'colour', key: colour, field: 'things' },
    ],
  };

  const counted = async () => {
    const names = ['red', 'blue'].map((key) => ({ of: 'colour', key }));
    const [city, red, blue] = (await figuresOf([{ of: 'city', key: 'all' }, ...names]))!;
    return [city, red, blue].map((row) => row!['things'] ?? 0);
  };

  beforeEach(async () => {
    store = await emptyStore();
    things = new Map();
    await rebuildFigures([source], NOW);
  });
  afterEach(() => store.close());

  it('change by the difference, and not at all when a document is counted again', async () => {
    things.set('a', { colour: 'red' }).set('b', { colour: 'red' });
    await countAgain(source, ['a', 'b', 'b']);
    expect(await counted()).to.deep.equal([2, 2, 0]);
    await countAgain(source, ['a']);
    expect(await counted()).to.deep.equal([2, 2, 0]);
    things.set('a', { colour: 'blue' });
    things.delete('b');
    await countAgain(source, ['a', 'b']);
    expect(await counted()).to.deep.equal([1, 0, 1]);
  });

  it('count each document once when several processes count at the same moment', async () => {
    const ids = Array.from({ length: 40 }, (_, at) => `t${at}`);
    for (const [at, id] of ids.entries()) things.set(id, { colour: at % 2 ? 'red' : 'blue' });
    await Promise.all(ids.flatMap((id) => [countAgain(source, [id]), countAgain(source, ids)]));
    expect(await counted()).to.deep.equal([40, 20, 20]);
  });

  it('are finished by the next one when a process has died in the middle of a batch', async () => {
    things.set('a', { colour: 'red' });
    await countAgain(source, ['a']);
    const { number } = await lastBatch();
    // It was written, one of its rows was changed, and then the power failed.
    const changes = [
      { _id: 'city/all', of: 'city', key: 'all', add: { things: 1 } },
      { _id: 'colour/blue', of: 'colour', key: 'blue', add: { things: 1 } },
    ];
    const parts = [{ _id: 'things:b', face: { colour: 'blue' }, marks: [] }];
    const batch = { number: number + 1, done: false, changes, parts };
    await FigureBatchModel.collection.updateOne({ _id: 'batch' } as object, { $set: batch });
    await FigureRowModel.updateOne(
      { _id: 'city/all' },
      { $inc: { 'counts.things': 1 }, $set: { batch: number + 1 } },
    );
    things.set('b', { colour: 'blue' });
    await countAgain(source, ['b']);
    expect(await counted()).to.deep.equal([2, 1, 1]);
  });

  it('wait for whoever compares all, and no longer than a dead one may hold them', async () => {
    things.set('a', { colour: 'red' });
    await hold('somebody', 60_000);
    const counting = countAgain(source, ['a']);
    expect(await Promise.race([counting, new Promise((done) => setTimeout(done, 100, 'waits'))])).to.equal(
      'waits',
    );
    await release('somebody');
    await counting;
    await hold('dead', 50);
    things.set('a', { colour: 'blue' });
    await countAgain(source, ['a']);
    expect(await counted()).to.deep.equal([1, 0, 1]);
  });

  it('are mended where they are wrong: a row too many, one too few, a part that is behind', async () => {
    things.set('a', { colour: 'red' }).set('b', { colour: 'blue' });
    await countAgain(source, ['a', 'b']);
    await FigureRowModel.updateOne({ _id: 'colour/red' }, { $set: { 'counts.things': 9 } });
    await FigureRowModel.deleteOne({ _id: 'city/all' });
    await FigureRowModel.create({
      _id: 'colour/grey',
      of: 'colour',
      key: 'grey',
      counts: { things: 3 },
      batch: 1,
    });
    await FigurePartModel.updateOne({ _id: 'things:b' }, { $set: { face: { colour: 'red' } } });
    await countAgain(
      source,
      ['c'].filter((id) => things.set(id, { colour: 'red' })),
    );
    things.delete('c');
    const rebuilt = await rebuildFigures([source], NOW);
    expect(rebuilt).to.include({ documents: 2, recounted: 2 });
    expect(rebuilt!.mended).to.include.members(['city/all', 'colour/grey', 'colour/red']);
    expect(await counted()).to.deep.equal([2, 1, 1]);
    expect((await rebuildFigures([source], NOW))!.mended).to.deep.equal([]);
  });

  it('are left as they are when somebody counted while all was being compared', async () => {
    things.set('a', { colour: 'red' });
    await countAgain(source, ['a']);
    await FigureRowModel.updateOne({ _id: 'colour/red' }, { $set: { 'counts.things': 9 } });
    let counting: Promise<unknown> | undefined;
    const overtaken: CountedSource<Colour> = {
      ...source,
      cellsOf(face) {
        // As another process does when this one was silent for longer than it holds all.
        counting ??= FigureBatchModel.updateOne({ _id: 'batch' }, { $inc: { number: 1 } });
        void counting.then(() => undefined);
        return source.cellsOf(face);
      },
    };
    const fault = await rebuildFigures([overtaken], NOW).catch((error) => error);
    expect(fault).to.be.instanceOf(Error).with.property('message').that.contains('somebody else has counted');
    expect(await counted()).to.deep.equal([1, 9, 0]);
    expect((await rebuildFigures([source], NOW))!.mended).to.deep.equal(['colour/red']);
  });

  it('are compared no further once the site is to stop', async () => {
    things.set('a', { colour: 'red' });
    expect(await rebuildFigures([source], NOW, { stopped: () => true })).to.equal(undefined);
  });
});
