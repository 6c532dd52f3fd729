import { expect } from 'chai';
import { DelayList } from '../../server/accountability/delay-list/model.ts';
import { makeCommitment } from '../../server/commitments/index.ts';
import { Commitment } from '../../server/commitments/model.ts';
import { Minutes } from '../../server/dialogues/minutes/model.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { systemContext } from '../../server/platform/context.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import { publicBlock } from '../../server/sealed-record/chain.ts';
import { BlockModel, type BlockRow } from '../../server/sealed-record/model.ts';
import { BEGINNING, canonical } from '../../server/sealed-record/protocol.ts';
import { dailyHeads } from '../../server/sealed-record/queries.ts';
import { blockOf, sealEntries } from '../../server/sealed-record/seal.ts';
import { type Verified, verifyRecord } from '../../server/sealed-record/verify.ts';
import { happenings, staffing } from '../feedback/figures/half-year.ts';
import { castOf, item, UNIT } from '../support/factories.ts';
import { api } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

async function sealedAndWaiting() {
  const [sealed, waiting] = await Promise.all([
    BlockModel.countDocuments(),
    Journal.countDocuments({ unsealed: true }),
  ]);
  return { sealed, waiting };
}

describe('canonical JSON of the sealed record', () => {
  it('is the same whatever the order of keys, and without what is undefined', () => {
    const at = new Date('2026-03-04T03:00:00Z');
    const one = { b: [{ d: 1, c: at }], a: null, e: undefined };
    expect(canonical(one)).to.equal('{"a":null,"b":[{"c":"2026-03-04T03:00:00.000Z","d":1}]}');
    expect(canonical({ a: null, b: [{ c: at, d: 1 }] })).to.equal(canonical(one));
  });
});

describe('sealed record', function () {
  this.timeout(120_000);
  let world: World;

  before(async () => {
    world = await startWorld();
    const next = happenings(world, await staffing(world), 20_261_202);
    for (let deed = 1; deed <= 120; deed++) {
      await next();
      world.clock.moveBy(((deed * 7) % 13) * 3_600_000);
      if (deed % 10 === 0) await world.advance({ hours: 3 });
    }
    await castOf(world);
    const { code } = await item(world, { status: 'answered' });
    await makeCommitment(systemContext(world.app.site, 'test', world.clock.now()), {
      ...{ id: 'promise-1', source: code, unit: UNIT, owner: null, text: 'Cắt tỉa cây', actor: 'Sở' },
      ...{ madeAt: world.clock.now(), dueAt: new Date(world.clock.now().getTime() + 86_400_000) },
    });
    await world.advance({ minutes: 1 });
  });
  after(() => world.stop());

  const faults = async (): Promise<Verified['faults']> => (await verifyRecord()).faults;
  /** Changes a document past the journal, looks, and puts it back. */
  async function changed(model: { collection: any }, filter: object, update: object) {
    const before = await model.collection.findOne(filter);
    await model.collection.updateOne({ _id: before._id }, update);
    const found = await faults();
    await model.collection.replaceOne({ _id: before._id }, before, { upsert: true });
    return { before, found };
  }

  it('holds each entry of half a year once, and agrees with what everybody reads', async () => {
    const { blocks, entries, documents, waiting, faults } = await verifyRecord();
    expect(faults).to.deep.equal([]);
    expect(blocks).to.be.above(5);
    expect(entries).to.equal(await Journal.countDocuments());
    expect(waiting).to.equal(0);
    expect(documents).to.equal((await Feedback.countDocuments()) + (await Commitment.countDocuments()));
  });

  it('names the entry of which one letter was changed', async () => {
    const { before, found } = await changed(
      Journal,
      { name: 'feedback.submitted' },
      { $set: { requestId: 'x' } },
    );
    expect(found).to.have.lengthOf(1);
    expect(found[0]).to.include({ kind: 'entry-changed', entry: before._id, code: before.subject.code });
  });

  it('names the item whose answer or public text was changed past the journal', async () => {
    for (const field of ['answer.text', 'publicText.text', 'dueAt']) {
      const { before, found } = await changed(
        Feedback,
        { status: 'answered' },
        { $set: { [field]: field === 'dueAt' ? new Date() : 'x' } },
      );
      expect(found, field).to.have.lengthOf(1);
      expect(found[0], field).to.include({ kind: 'text-changed', code: before.code });
    }
  });

  it('names a commitment whose date was changed, and an item that is gone', async () => {
    const { before, found } = await changed(Commitment, {}, { $set: { dueAt: new Date() } });
    expect(found).to.deep.include({ kind: 'text-changed', code: before.code, block: found[0]!.block });
    const row = await Feedback.collection.findOne({ status: 'answered' });
    await Feedback.collection.deleteOne({ _id: row!._id });
    const [fault] = await faults();
    await Feedback.collection.insertOne(row!);
    expect(fault).to.include({ kind: 'text-gone', code: row!['code'] });
  });

  it('tells an entry that is gone, and one that was put in beside', async () => {
    const row = (await Journal.collection.findOne({ name: 'feedback.accepted' })) as any;
    await Journal.collection.deleteOne({ _id: row._id });
    expect(await faults()).to.deep.include({
      kind: 'entry-gone',
      entry: row._id,
      block: (await faults())[0]!.block,
    });
    await Journal.collection.insertMany([row, { ...row, _id: 'f'.repeat(24) }]);
    const [fault] = await faults();
    expect(fault).to.include({ kind: 'entries-added', count: 1 });
    await Journal.collection.deleteOne({ _id: 'f'.repeat(24) } as object);
    expect(await faults()).to.deep.equal([]);
  });

  it('takes an erased personal part for erased, and still proves the rest', async () => {
    const { before, found } = await changed(Journal, { personal: { $ne: {} } }, { $set: { personal: {} } });
    expect(found).to.deep.equal([]);
    const other = await changed(Journal, { _id: before._id }, { $set: { personal: { text: 'x' } } });
    expect(other.found[0]).to.include({ kind: 'entry-changed', entry: before._id });
  });

  it('names the block that was changed, and a chain that was made anew against heads kept elsewhere', async () => {
    const { heads } = await dailyHeads(400);
    expect((await verifyRecord(heads)).faults).to.deep.equal([]);
    const { found } = await changed(BlockModel, { _id: 3 }, { $set: { 'entries.0.core': '0'.repeat(64) } });
    expect(found).to.deep.include({ kind: 'block-changed', block: 3 });
    const gone = await changed(BlockModel, { _id: 3 }, { $set: { _id: 3, previous: BEGINNING } });
    expect(gone.found.map(({ kind }) => kind)).to.include('block-changed');

    // Somebody who may write to the store makes all hashes anew.
    const kept = await BlockModel.find().sort({ _id: 1 }).lean<BlockRow[]>();
    let previous = BEGINNING;
    for (const row of kept) {
      const entries = row._id === 2 ? row.entries.slice(1) : row.entries;
      const { hash } = publicBlock({ ...blockOf(row), previous, entries });
      await BlockModel.collection.updateOne({ _id: row._id } as object, {
        $set: { entries, previous, hash },
      });
      previous = hash;
    }
    const differing = (await verifyRecord(heads)).faults.filter(({ kind }) => kind === 'head-differs');
    expect(differing.length).to.be.above(0);
    await BlockModel.collection.deleteMany({});
    await BlockModel.collection.insertMany(kept as never);
    expect(await faults()).to.deep.equal([]);
  });

  it('goes on after a crash between block and mark, and takes nothing twice', async () => {
    const last = await BlockModel.findOne().sort({ _id: -1 }).lean<BlockRow>();
    const ids = last!.entries.map(({ id }) => id);
    await Journal.collection.updateMany({ _id: { $in: ids } } as object, { $set: { unsealed: true } });
    // What arrives meanwhile comes before them, and is the only thing that the next block holds.
    const early = { ...(await Journal.collection.findOne({ _id: ids[0] } as object))!, _id: 'e'.repeat(24) };
    await Journal.collection.insertOne({ ...early, at: new Date(0), unsealed: true } as never);
    expect(await sealEntries(() => world.clock.now())).to.equal(1);
    expect(await verifyRecord()).to.include({ waiting: 0 });
    expect(await faults()).to.deep.equal([]);
  });

  it('seals nothing more once it is stopped, and all that is left with its next run', async () => {
    const { sealed, waiting } = await sealedAndWaiting();
    const ids = (await Journal.find({}, { _id: 1 }).sort({ at: -1 }).limit(3).lean()).map(({ _id }) => _id);
    const rows = ids.map((id, at) => ({ _id: `${at}`.repeat(24), like: id }));
    for (const { _id, like } of rows) {
      const one = (await Journal.collection.findOne({ _id: like } as object))!;
      await Journal.collection.insertOne({ ...one, _id, unsealed: true } as never);
    }
    expect(await sealEntries(() => world.clock.now(), { stopped: () => true })).to.equal(0);
    expect(await sealedAndWaiting()).to.deep.equal({ sealed, waiting: waiting + rows.length });
    expect(await sealEntries(() => world.clock.now(), { breathMs: 1 })).to.equal(waiting + rows.length);
    expect(await faults()).to.deep.equal([]);
  });

  it('takes what happens while it is read for no fault, on its way or sealed meanwhile', async () => {
    const { code } = await item(world);
    await world.advance({ minutes: 1 });
    const before = (await Feedback.collection.findOne({ code }))!;
    const set = (fields: object) => Feedback.collection.updateOne({ code }, { $set: fields });
    await set({ dueAt: new Date(), pending: [{ at: world.clock.now() }] });
    expect(await faults(), 'on its way').to.deep.equal([]);
    await set({ pending: [] });
    expect((await faults()).map(({ kind }) => kind)).to.deep.equal(['text-changed']);
    await Feedback.collection.replaceOne({ code }, before);

    await item(world);
    await world.settled();
    const acts: Promise<unknown>[] = [];
    const { faults: found } = await verifyRecord([], () => {
      if (acts.length === 0) acts.push(sealEntries(() => world.clock.now()));
    });
    expect(await Promise.all(acts)).to.not.deep.equal([0]);
    expect(found, 'sealed meanwhile').to.deep.equal([]);
    expect(await faults()).to.deep.equal([]);
  });

  it('has no word of what is private, and nothing of an entry that stands only in one process', async () => {
    const call = api(world);
    const texts = JSON.stringify(await call('get', '/sealed-record/blocks?from=1'));
    for (const { originalText, sender } of await Feedback.find().lean())
      for (const secret of [originalText.text, sender.name, sender.email].filter(Boolean))
        expect(texts).to.not.contain(secret);
  });

  it('gives the text with the digest that the chain holds', async () => {
    const call = api(world);
    const { code } = (await Feedback.findOne({ status: 'answered' }).lean())!;
    const { body } = (await call('get', `/sealed-record/texts/${code}`)) as { body: any };
    const blocks = (await call('get', `/sealed-record/blocks?from=${body.block}`)) as { body: any };
    const { digest } = blocks.body.blocks[0].states.find((each: { code: string }) => each.code === code);
    expect(body.digest).to.equal(digest);
    expect((await call('get', '/sealed-record/texts/PA-2020-999999')).status).to.equal(404);
    expect((await call('get', '/sealed-record/blocks?from=0')).status).to.equal(422);
  });

  it('holds published minutes and delay lists, without who wrote what inside', async () => {
    const at = world.clock.now();
    const secret = 'account-that-nobody-sees';
    const reason = { reason: 'Đã trừ ngày nghỉ.', at, role: 'coordinator', by: secret, version: 1 };
    const facts = { days: 3, cause: null, position: 'head', removed: false };
    const entry = { ...facts, id: 'PA-2026-000001', code: 'PA-2026-000001', review: false, reply: null };
    await DelayList.collection.insertOne({
      ...{ _id: '2026-02.dept-health', month: '2026-02', unit: 'dept-health', status: 'published' },
      ...{ edition: 1, publishedAt: at, entries: [{ ...entry, official: secret, name: null }] },
      corrections: [{ ...reason, entry: 'PA-2026-000001', kind: 'changed', before: facts, after: facts }],
    } as never);
    await Minutes.collection.insertOne({
      ...{ _id: 'DT-2026-0099', status: 'published', publishedAt: at, record: { opening: 'Lời mở đầu' } },
      corrections: [{ id: 'x', text: 'Sửa số', by: secret, at }],
    } as never);
    const text = async (code: string) => (await api(world)('get', `/sealed-record/texts/${code}`)).body;
    const list = await text('2026-02.dept-health');
    expect(list.record.entries[0]).to.include({ item: 'PA-2026-000001', days: 3 });
    const minutes = await text('DT-2026-0099');
    expect(minutes.record.minutes).to.deep.equal({ opening: 'Lời mở đầu' });
    expect(JSON.stringify([list, minutes])).to.not.include(secret);
    await DelayList.collection.deleteOne({ _id: '2026-02.dept-health' } as never);
    await Minutes.collection.deleteOne({ _id: 'DT-2026-0099' } as never);
  });

  it('lists the heads of days on a page that works without script', async () => {
    const visitor = world.visitor();
    const { status, text } = await visitor.get('/sealed-record');
    expect(status).to.equal(200);
    const { heads } = await dailyHeads(31);
    for (const { hash } of heads) expect(text).to.contain(hash);
  });
});
