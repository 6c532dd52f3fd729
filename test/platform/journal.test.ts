import { expect } from 'chai';
import { Schema } from 'mongoose';
import { HandClock, pause } from '../../server/platform/clock/clock.ts';
import { systemContext } from '../../server/platform/context.ts';
import { Conflict } from '../../server/platform/errors.ts';
import {
  commit,
  commitNew,
  Dispatcher,
  type Entry,
  Journal,
  type Journalled,
  journalledModel,
  type Reaction,
  retrying,
  stuckEntries,
  timelineOf,
} from '../../server/platform/journal/index.ts';
import { log } from '../../server/platform/log.ts';
import { captureLog } from '../support/log-lines.ts';
import { siteAt } from '../support/site.ts';
import { emptyStore } from '../support/store.ts';

interface Lamp extends Journalled {
  lit: boolean;
  changes: number;
}

const Lamp = journalledModel<Lamp>('Lamp', 'lamps', new Schema<Lamp>({ lit: Boolean, changes: Number }));
interface Named extends Journalled {
  _id: string;
  lit: boolean;
}
const Named = journalledModel<Named>(
  'NamedLamp',
  'named-lamps',
  new Schema<Named>({ _id: String, lit: Boolean }),
);
const NOW = new Date('2026-03-04T03:00:00Z');
const clock = new HandClock(NOW);
const site = siteAt(clock);
const context = systemContext(site, 'test', NOW);

describe('the journal', () => {
  let store: Awaited<ReturnType<typeof emptyStore>>;
  let dispatchers: Dispatcher[] = [];

  before(async () => {
    log.level = 'silent';
    store = await emptyStore();
  });
  beforeEach(async () => {
    clock.moveTo(NOW);
    await Promise.all([Lamp.deleteMany({}), Named.deleteMany({}), Journal.deleteMany({})]);
  });
  afterEach(async () => {
    for (const dispatcher of dispatchers) await dispatcher.stop();
    dispatchers = [];
  });
  after(() => store.close());

  const startedBeside = (inFlight: number, ...reactions: Reaction[]) =>
    begun(new Dispatcher(reactions, site, () => inFlight));
  const started = (...reactions: Reaction[]) => begun(new Dispatcher(reactions, site));

  function begun(dispatcher: Dispatcher): Dispatcher {
    dispatchers.push(dispatcher);
    dispatcher.start();
    return dispatcher;
  }

  function counting(name = 'lamps.count', fault?: () => Error | undefined) {
    const seen: string[] = [];
    const reaction: Reaction = {
      name,
      to: ['lamp.lit'],
      async run(entry) {
        seen.push(entry._id);
        const error = fault?.();
        if (error) throw error;
      },
    };
    return { seen, reaction };
  }

  async function lit(): Promise<{ lamp: InstanceType<typeof Lamp>; entry: Entry }> {
    const lamp = new Lamp({ lit: true, changes: 1 });
    const entry = await commit(context, lamp, {
      name: 'lamp.lit',
      details: { by: 'hand' },
      personal: { who: 'An' },
    });
    return { lamp, entry };
  }

  it('takes the entry out of a new document with an id of its own', async () => {
    const dispatcher = started();
    const fields = { _id: 'lamp-of-the-hall', lit: true };
    await commitNew(context, Named, fields, { name: 'lamp.made' });
    await dispatcher.settled();
    const kept = (await Named.findById(fields._id).lean())!;
    expect(kept.pending).to.deep.equal([]);
    expect((await timelineOf(kept)).map(({ name }) => name)).to.deep.equal(['lamp.made']);
  });

  it('takes out at its next look what stands in a document under the id of another', async () => {
    const entry = await commitNew(context, Named, { _id: 'old-lamp', lit: true }, { name: 'lamp.made' });
    await Named.collection.updateOne(
      { _id: 'old-lamp' as never },
      { $set: { 'pending.0.subject.id': '65e5a1b2c3d4e5f601020304' } },
    );
    await Journal.create({ ...entry, subject: { model: 'NamedLamp', id: '65e5a1b2c3d4e5f601020304' } });
    await started().recover();
    expect((await Named.findById('old-lamp').lean())!.pending).to.deep.equal([]);
  });

  it('keeps document and entry in one write', async () => {
    const { lamp, entry } = await lit();
    const row = (await Lamp.findById(lamp._id).lean())!;
    expect(row.lit).to.equal(true);
    expect(row.pending.map(({ _id }) => _id)).to.deep.equal([entry._id]);
    expect(await Journal.countDocuments()).to.equal(0);
    expect((await timelineOf(row)).map(({ name }) => name)).to.deep.equal(['lamp.lit']);
  });

  it('carries an entry to the journal once, reacts once, and leaves the version alone', async () => {
    const { seen, reaction } = counting();
    const dispatcher = started(reaction);
    const { lamp, entry } = await lit();
    await dispatcher.settled();
    await dispatcher.recover();
    const row = (await Lamp.findById(lamp._id).lean())!;
    expect(row.pending).to.deep.equal([]);
    expect(row.version).to.equal(lamp.version);
    const rows = await Journal.find().lean();
    expect(rows).to.have.length(1);
    expect(rows[0]).to.deep.include({ name: 'lamp.lit', open: false, done: ['lamps.count'], tries: 1 });
    expect(rows[0]!.details).to.deep.equal({ by: 'hand' });
    expect(rows[0]!.personal).to.deep.equal({ who: 'An' });
    expect(seen).to.deep.equal([entry._id]);
    expect(await timelineOf(row)).to.have.length(1);
  });

  it('keeps the order of what happened to one document', async () => {
    const dispatcher = started(counting().reaction);
    const { lamp } = await lit();
    for (const name of ['lamp.moved', 'lamp.put-out']) {
      clock.moveBy(1000);
      lamp.changes++;
      await commit(systemContext(site, 'test'), lamp, { name });
    }
    await dispatcher.settled();
    const names = (await timelineOf((await Lamp.findById(lamp._id).lean())!)).map(({ name }) => name);
    expect(names).to.deep.equal(['lamp.lit', 'lamp.moved', 'lamp.put-out']);
  });

  it('takes up an entry that nobody carried', async () => {
    const { lamp, entry } = await lit();
    const { seen, reaction } = counting();
    await started(reaction).recover();
    expect(seen).to.deep.equal([entry._id]);
    expect((await Lamp.findById(lamp._id).lean())!.pending).to.deep.equal([]);
  });

  it('takes up an entry that stands in the journal already, but in its document still', async () => {
    const { lamp, entry } = await lit();
    await Journal.create({ ...entry, open: true });
    const { seen, reaction } = counting();
    await started(reaction).recover();
    expect(await Journal.countDocuments()).to.equal(1);
    expect(seen).to.deep.equal([entry._id]);
    expect((await Lamp.findById(lamp._id).lean())!.pending).to.deep.equal([]);
  });

  it('leaves to another process what is young, and takes it up later', async () => {
    await lit();
    const { seen, reaction } = counting();
    const job = started(reaction).recoveryJob();
    await job.run(context);
    expect(seen).to.deep.equal([]);
    clock.moveBy(60_000);
    await job.run(context);
    expect(seen).to.have.length(1);
  });

  it('takes up what many left behind, each once', async () => {
    const entries = [];
    for (let at = 0; at < 70; at++) entries.push((await lit()).entry._id);
    const { seen, reaction } = counting();
    await started(reaction).recover();
    expect(seen).to.have.members(entries);
    expect(await Lamp.countDocuments({ 'pending.at': { $lte: NOW } })).to.equal(0);
    expect(await Journal.countDocuments({ open: false })).to.equal(70);
  });

  it('carries together what happened to one document', async () => {
    const { seen, reaction } = counting();
    const dispatcher = started(reaction);
    const { lamp } = await lit();
    await commit(context, lamp, { name: 'lamp.lit' });
    await dispatcher.settled();
    expect(seen).to.have.length(2);
    expect((await Lamp.findById(lamp._id).lean())!.pending).to.deep.equal([]);
  });

  /** Milliseconds until all that was committed has been seen. */
  async function until(seen: string[], count: number): Promise<number> {
    const from = performance.now();
    while (seen.length < count) await pause(2);
    return performance.now() - from;
  }

  it('carries within a moment of the commit, also while requests come all the time', async () => {
    const { seen, reaction } = counting();
    startedBeside(2, reaction);
    const took: number[] = [];
    for (let at = 1; at <= 5; at++) {
      await lit();
      took.push(await until(seen, at));
    }
    expect(took.sort((a, b) => a - b)[2]).to.be.below(150);
  });

  it('lets the requests of a busy server go first, and recovery leaves alone what waits for that', async () => {
    const { seen, reaction } = counting();
    const dispatcher = startedBeside(9, reaction);
    const { entry } = await lit();
    await dispatcher.recover();
    expect(seen).to.deep.equal([]);
    await dispatcher.settled();
    await dispatcher.recover();
    expect(seen).to.deep.equal([entry._id]);
  });

  it('carries all that has gathered without pauses when nobody else asks for anything', async () => {
    const { seen, reaction } = counting();
    const dispatcher = started(reaction);
    const all = await Promise.all(Array.from({ length: 70 }, lit));
    await dispatcher.settled();
    expect(seen).to.have.members(all.map(({ entry }) => entry._id));
    expect(await Journal.countDocuments({ open: false })).to.equal(70);
  });

  it('tells the timelines of several documents that are asked for at once', async () => {
    const dispatcher = started(counting().reaction);
    const { lamp: one } = await lit();
    clock.moveBy(1000);
    await commit(systemContext(site, 'test'), one, { name: 'lamp.put-out' });
    await dispatcher.settled();
    const { lamp: other } = await lit();
    const unknown = new Lamp({ lit: false, changes: 0 });
    const timelines = await Promise.all([one, other, one, unknown].map((each) => timelineOf(each)));
    const names = timelines.map((entries) => entries.map(({ name }) => name));
    const ofOne = ['lamp.lit', 'lamp.put-out'];
    expect(names).to.deep.equal([ofOne, ['lamp.lit'], ofOne, []]);
  });

  it('tries only what failed again, and gives up in the end', async () => {
    const good = counting('lamps.good');
    const bad = counting('lamps.bad', () => new TypeError('no'));
    const dispatcher = started(good.reaction, bad.reaction);
    const { entry } = await lit();
    await dispatcher.settled();
    const row = async () => (await Journal.findById(entry._id).lean())!;
    expect(await row()).to.deep.include({ open: true, done: ['lamps.good'], dead: [], tries: 1 });
    for (let turn = 0; turn < 10; turn++) await dispatcher.recover();
    expect(await row()).to.deep.include({ open: false, done: ['lamps.good'], tries: 8 });
    expect((await row()).dead).to.deep.equal([{ reaction: 'lamps.bad', fault: 'TypeError' }]);
    expect(good.seen).to.have.length(1);
    expect(bad.seen).to.have.length(8);
  });

  it('closes an entry whose reaction names it twice, also one that an earlier version has left open', async () => {
    const { seen, reaction } = counting();
    const dispatcher = started({ ...reaction, to: ['lamp.lit', 'lamp.lit'] });
    const { entry } = await lit();
    await dispatcher.settled();
    expect((await Journal.findById(entry._id).lean())!).to.include({ open: false, tries: 1 });
    await Journal.updateOne({ _id: entry._id }, { $set: { open: true, tries: 700 } });
    await dispatcher.recover();
    expect((await Journal.findById(entry._id).lean())!.open).to.equal(false);
    expect(seen).to.deep.equal([entry._id]);
  });

  it('closes an entry of which a reaction was given up, and counts nothing that is no reaction any more', async () => {
    const { seen, reaction } = counting('lamps.new');
    const { reaction: given } = counting('lamps.given-up');
    const { entry } = await lit();
    const dead = Array.from({ length: 3 }, () => ({ reaction: 'lamps.given-up', fault: 'TypeError' }));
    await Journal.create({ ...entry, open: true, tries: 9, done: ['lamps.renamed', 'lamps.gone'], dead });
    await started(reaction, given).recover();
    expect(seen).to.deep.equal([entry._id]);
    expect((await Journal.findById(entry._id).lean())!).to.include({ open: false });
  });

  it('refuses two reactions of one name: what is done is kept by name', () => {
    const { reaction } = counting();
    expect(() => new Dispatcher([reaction, { ...reaction, to: ['lamp.moved'] }], site)).to.throw(
      'lamps.count',
    );
  });

  it('says in the log what stays open or was given up, once', async () => {
    const { entry } = await lit();
    const job = started(counting().reaction).recoveryJob();
    await Journal.create({
      ...entry,
      name: 'lamp.moved',
      open: false,
      dead: [{ reaction: 'x', fault: 'E' }],
    });
    await Lamp.updateMany({}, { $set: { pending: [] } });
    clock.moveBy(11 * 60_000);
    const lines = captureLog(log);
    await job.run(context);
    await job.run(context);
    lines.restore();
    expect(lines.text.match(/stay open/g)).to.have.length(1);
    expect(await stuckEntries(clock.now())).to.deep.equal({ open: 0, givenUp: 1 });
    await Journal.updateOne({ _id: entry._id }, { $set: { open: true } });
    expect(await stuckEntries(clock.now())).to.deep.equal({ open: 1, since: NOW, givenUp: 1 });
  });

  it('reacts in the end when the fault passes', async () => {
    let broken = true;
    const { seen, reaction } = counting('lamps.count', () => (broken ? new Error('later') : undefined));
    const dispatcher = started(reaction);
    const { entry } = await lit();
    await dispatcher.settled();
    broken = false;
    await dispatcher.recover();
    expect(seen).to.have.length(2);
    expect((await Journal.findById(entry._id).lean())!).to.deep.include({
      open: false,
      done: ['lamps.count'],
      dead: [],
    });
  });

  it('refuses the slower of two who change the same document', async () => {
    const { lamp } = await lit();
    const first = (await Lamp.findById(lamp._id))!;
    const second = (await Lamp.findById(lamp._id))!;
    first.changes = 2;
    await commit(context, first, { name: 'lamp.moved' });
    second.changes = 3;
    const refused = await commit(context, second, { name: 'lamp.moved' }).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(Conflict).and.include({ text: 'errors.conflict' });
    const row = (await Lamp.findById(lamp._id).lean())!;
    expect(row.changes).to.equal(2);
    expect(row.pending.filter(({ name }) => name === 'lamp.moved')).to.have.length(1);
  });

  it('loses no change of many at once, when each is tried again', async () => {
    const dispatcher = started(counting().reaction);
    const { lamp } = await lit();
    const change = () =>
      retrying(async () => {
        const read = (await Lamp.findById(lamp._id))!;
        read.changes++;
        await commit(context, read, { name: 'lamp.moved' });
      }, 20);
    await Promise.all(Array.from({ length: 8 }, change));
    await dispatcher.settled();
    expect((await Lamp.findById(lamp._id).lean())!.changes).to.equal(9);
    expect(await Journal.countDocuments({ name: 'lamp.moved' })).to.equal(8);
  });

  it('tries again after a conflict of versions, and after nothing else', async () => {
    let calls = 0;
    const failing = (error: Error) =>
      retrying(async () => {
        calls++;
        throw error;
      }).catch((thrown: unknown) => thrown);
    expect(await failing(new Conflict())).to.be.instanceOf(Conflict);
    expect(calls).to.equal(5);
    calls = 0;
    expect(await failing(new Conflict('errors.wrong-state'))).to.include({ text: 'errors.wrong-state' });
    expect(calls).to.equal(1);
  });

  it('has carried everything when it has stopped', async () => {
    const { seen, reaction } = counting();
    const dispatcher = started(reaction);
    await lit();
    await dispatcher.stop();
    expect(seen).to.have.length(1);
    await lit();
    expect(seen).to.have.length(1);
  });
});
