import { expect } from 'chai';
import { Case, type CaseFields } from '../../server/confidential/model.ts';
import { Participant } from '../../server/dialogues/participants/model.ts';
import { Question } from '../../server/dialogues/questions/model.ts';
import { Dialogue } from '../../server/dialogues/session/model.ts';
import { Snapshots, StreamRows } from '../../server/dialogues/streams/model.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { systemContext } from '../../server/platform/context.ts';
import { holdUnsigned, putFile } from '../../server/platform/files/index.ts';
import { StoredFileModel } from '../../server/platform/files/model.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import { carryOutRetention, RETENTION } from '../../server/retention/index.ts';
import { RetentionDay, RetentionPlace } from '../../server/retention/model.ts';
import { sealEntries, verifyRecord } from '../../server/sealed-record/index.ts';
import { changeSetting } from '../../server/settings/index.ts';
import { type Scene, scene } from '../dialogues/scene.ts';
import { item } from '../support/factories.ts';
import { type Person, person } from '../support/people.ts';
import { png } from '../support/sample-files.ts';
import { startWorld, type World } from '../support/world.ts';

const NAME = 'Nguyễn Thị Kín';
const EMAIL = 'kin@reader.example';
const MONTHS = {
  ...{ itemMonths: 12, accountMonths: 60, participantMonths: 12, confidentialMonths: 12 },
  ...{ letterMonths: 12, mailMonths: 3, tokenMonths: 12 },
};

/** The world begins on 4 March 2026, 10:00. */
describe('what goes by the rules of the city: participants and confidential messages', function () {
  this.timeout(120_000);
  let world: World;
  let on: Scene;
  let administrator: Person;
  const server = () => systemContext(world.app.site, 'test');

  before(async () => {
    world = await startWorld();
    on = await scene(world);
    administrator = await person(world, 'administrator');
    const values = { ...MONTHS, items: 'yes', participants: 'yes', confidential: 'yes', basis: 'QĐ 1/2026' };
    await changeSetting(administrator.context(), RETENTION, { ...values, validFrom: '2026-03-05' }, 1);
  });
  after(() => world.stop());

  async function asked(status: 'published' | 'ended') {
    const code = await on.session('live');
    const who = await on.participant(code, {
      by: 'Cô Kín',
      name: NAME,
      organisation: 'Hợp tác xã Kín',
      email: EMAIL,
    });
    const question = await who.ask();
    await world.settled();
    const endedAt = world.clock.now();
    await Dialogue.updateOne({ code }, { $set: { status, endedAt } });
    return { code, participant: who.id, question };
  }

  const everything = async ({ code, participant, question }: Awaited<ReturnType<typeof asked>>) =>
    JSON.stringify([
      await Participant.findById(participant).lean(),
      await Question.findById(question).lean(),
      await StreamRows.find({ dialogue: code }).lean(),
      await Snapshots.find({ _id: `${code} staff` }).lean(),
      await Journal.find({ 'subject.id': participant }).lean(),
    ]);

  it('takes names and addresses from sessions whose minutes are public; what others read stays', async () => {
    const over = await asked('published');
    const owed = await asked('ended');
    expect(await everything(over))
      .to.include(NAME)
      .and.include(EMAIL);
    await sealEntries(() => world.clock.now());
    await world.advanceTo(new Date('2026-11-05T03:00:00Z'));
    const ahead = await administrator.visitor.get('/retention');
    expect(ahead.text).to.match(/tháng 3 năm 2027\s*1 người tham gia đối thoại/i);
    expect(await everything(over), 'not yet').to.include(NAME);
    await world.advanceTo(new Date('2027-03-06T03:00:00Z'));
    const left = await everything(over);
    expect(left).to.not.include(NAME).and.not.include(EMAIL).and.not.include('Hợp tác xã Kín');
    expect(left).to.include('Cô Kín').and.include('Bao giờ cây đổ');
    expect(await everything(owed), 'minutes are owed: names are needed')
      .to.include(NAME)
      .and.include(EMAIL);
    const days = await RetentionDay.find().lean();
    expect(days.reduce((sum, { gone }) => sum + (gone.participants ?? 0), 0)).to.equal(1);
    await sealEntries(() => world.clock.now());
    expect((await verifyRecord()).faults).to.deep.equal([]);
  });

  it('takes closed confidential messages whole, and tells nobody that there were any', async () => {
    const closedAt = world.clock.now();
    const put = await putFile(server(), { name: 'anh.png', bytes: png('secret'), owner: 'confidential' });
    await holdUnsigned([put.id], 'confidential');
    const message = { from: 'sender' as const, at: closedAt, text: 'Cán bộ đòi phong bì.', files: [put] };
    const received = { what: 'received' as const, by: null, at: closedAt };
    const one = (id: string, more: Partial<CaseFields>) =>
      Case.create({
        ...{ _id: id, keyHash: id, receivedAt: closedAt, dueAt: closedAt, status: 'answered' },
        ...{ messages: [], steps: [received], ...more },
      });
    await one('closed', { messages: [message], answeredAt: closedAt });
    await one('moved', { status: 'moved' });
    await one('open', { status: 'open' });
    await one('read', {
      steps: [received, { what: 'opened', by: 'somebody', at: new Date('2028-02-01T03:00:00Z') }],
    });
    await one('went-on', {
      steps: [received, { what: 'wrote', by: 'somebody', at: new Date('2028-02-01T03:00:00Z') }],
    });
    const ids = async () => (await Case.find({}, { _id: 1 }).sort({ _id: 1 }).lean()).map(({ _id }) => _id);
    await world.advanceTo(new Date('2028-03-05T03:00:00Z'));
    expect(await ids()).to.have.length(5);
    const told = async () => [
      (await administrator.visitor.get('/retention')).text,
      await Journal.countDocuments({ name: 'retention.carried-out' }),
    ];
    const before = await told();
    await world.advanceTo(new Date('2028-03-07T03:00:00Z'));
    expect(await ids()).to.deep.equal(['open', 'went-on']);
    expect(await StoredFileModel.countDocuments({ _id: put.id })).to.equal(0);
    expect(await told()).to.deep.equal(before);
  });

  it('begins anew once in a month, and goes on from there for the rest of it', async () => {
    await world.advanceTo(new Date('2028-05-01T03:00:00Z'));
    const place = async () => (await RetentionPlace.findById('items').lean())!;
    expect(await place()).to.include({ begunIn: '2028-05' });
    const { code } = await item(world, { status: 'refused' });
    await Feedback.updateOne({ code }, { $set: { closedAt: new Date('2020-01-01T00:00:00Z') } });
    await world.settled();
    const erased = async () => (await Feedback.findOne({ code }).lean())!.erased;
    await world.advance({ hours: 2 });
    expect(await erased(), 'the first of the month, and older than all that has gone').to.not.be.ok;
    await world.advanceTo(new Date('2028-05-31T18:00:00Z'));
    await carryOutRetention(server());
    expect(await erased(), 'in the city June has begun').to.include({ why: 'rule' });
  });
});
