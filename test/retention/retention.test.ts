import { expect } from 'chai';
import { deactivateAccount, reactivateAccount } from '../../server/accounts/actions/reach.ts';
import { AccountModel } from '../../server/accounts/model.ts';
import { countedItems } from '../../server/feedback/figures/source.ts';
import { approveAnswer, changeContact, erasePersonal, submitAnswer } from '../../server/feedback/index.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { systemContext } from '../../server/platform/context.ts';
import { rebuildFigures } from '../../server/platform/figures/index.ts';
import { StoredFileModel } from '../../server/platform/files/model.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import { Outbox } from '../../server/platform/mail/outbox.ts';
import { RetentionDay } from '../../server/retention/model.ts';
import { sealEntries, verifyRecord } from '../../server/sealed-record/index.ts';
import { attached } from '../support/attached.ts';
import { castOf, item, UNIT } from '../support/factories.ts';
import { colleague, type Person, person, senderContext } from '../support/people.ts';
import { png } from '../support/sample-files.ts';
import { startWorld, type World } from '../support/world.ts';

const NAME = 'Nguyễn Thị Kín';
const MONTHS = {
  itemMonths: '12',
  accountMonths: '12',
  participantMonths: '12',
  confidentialMonths: '12',
  letterMonths: '2',
  mailMonths: '3',
  tokenMonths: '12',
};

describe('what goes by the rules of the city', function () {
  this.timeout(90_000);
  let world: World;
  let administrator: Person;
  let code: string;
  let open: string;
  let file: string;
  const stored = async (of: string) => (await Feedback.findOne({ code: of }).lean())!;
  const journalOf = async (of: string) => Journal.find({ 'subject.code': of }).lean();
  const server = () => systemContext(world.app.site, 'test');

  /** Answered, with a private file and letters to its sender. */
  async function answeredItem(): Promise<string> {
    const made = await item(world, { status: 'assigned', input: { name: NAME, phone: '0912345678' } });
    const cast = await castOf(world);
    const [official, head] = [await cast.inUnit('official', UNIT), await cast.inUnit('head', UNIT)];
    file = await attached(world, made.code, { name: 'nha-toi.png', bytes: png('secret') });
    const text = 'Sở đã cắt cây này ngày 3/3/2026. Người phụ trách: Phòng Hạ tầng.';
    await submitAnswer(official.context(), made.code, {
      outcome: 'accepted',
      text,
      reason: 'Việc đơn giản.',
    });
    await approveAnswer(head.context(), made.code, { override: 'Đã trao đổi với người gửi.' });
    await world.settled();
    return made.code;
  }

  before(async () => {
    world = await startWorld();
    administrator = await person(world, 'administrator');
    code = await answeredItem();
    ({ code: open } = await item(world, { status: 'routed', input: { name: NAME } }));
    await world.settled();
  });
  after(() => world.stop());

  it('stays until the city says so; the page tells that', async () => {
    const seen = await administrator.visitor.get('/retention');
    expect(seen.text).to.include('không xóa').and.include('Luật Lưu trữ').and.include('Chưa xóa gì');
    await administrator.visitor.get('/settings/retention');
    const preview = await administrator.visitor.submit('#set-rule', {
      ...{ ...MONTHS, items: 'yes', accounts: 'yes', basis: 'QĐ 1/2026', validFrom: '2027-03-05' },
    });
    expect(preview.text).to.include('Đêm đầu tiên sẽ xóa').and.include('1 hồ sơ');
  });

  it('is told by month before it goes', async () => {
    await administrator.visitor.get('/settings/retention');
    const rule = { ...MONTHS, items: 'yes', accounts: 'yes', basis: 'QĐ 1/2026', validFrom: '2026-03-05' };
    await administrator.visitor.submit('#set-rule', rule);
    await administrator.visitor.submit('#confirm-rule', { confirmed: 'yes' });
    await world.advanceTo(new Date('2026-11-05T03:00:00Z'));
    const seen = await administrator.visitor.get('/retention');
    expect(seen.text)
      .to.match(/tháng 3 năm 2027\s*1 hồ sơ/i)
      .and.include('sau 12 tháng');
  });

  it('leaves an item that waits for what is on its way, and is taken up after a crash', async () => {
    await Journal.updateOne({ 'subject.code': code }, { $set: { open: true } });
    expect(await erasePersonal(server(), code, 'rule')).to.equal('under-way');
    expect((await stored(code)).sender.name).to.equal(NAME);
    await Journal.updateMany({ 'subject.code': code }, { $set: { open: false } });
    // As a crash leaves it: entries emptied, the file loose, the item as it was.
    await Journal.updateMany({ 'subject.code': code }, { $set: { personal: {} } });
    await StoredFileModel.updateOne({ _id: file }, { $set: { 'metadata.looseSince': world.clock.now() } });
    expect(await erasePersonal(server(), open, 'rule')).to.equal('open');
  });

  it('goes once its time is over: sender, private texts, files and letters; what was public stays sealed', async () => {
    const published = (await stored(code)).publicText;
    await sealEntries(() => world.clock.now());
    await world.advanceTo(new Date('2027-03-06T03:00:00Z'));
    const row = await stored(code);
    expect(row.erased).to.include({ why: 'rule' });
    expect(JSON.stringify(row)).to.not.include(NAME).and.not.include('lan@kin').and.not.include('0912345678');
    expect(row.publicText).to.deep.equal(published);
    expect(row.answer!.text).to.include('Phòng Hạ tầng');
    expect(row.messages).to.deep.equal([]);
    expect(await StoredFileModel.countDocuments({ _id: file })).to.equal(0);
    expect((await journalOf(code)).filter(({ personal }) => Object.keys(personal).length > 0)).to.deep.equal(
      [],
    );
    expect(await Outbox.countDocuments({ createdAt: { $lt: new Date('2026-12-01') } })).to.equal(0);
    expect((await stored(open)).sender.name).to.equal(NAME);

    await sealEntries(() => world.clock.now());
    const verified = await verifyRecord();
    expect(verified.faults).to.deep.equal([]);
    expect(verified.erased).to.be.greaterThan(0);
    expect((await rebuildFigures([countedItems], world.clock.now()))!.recounted).to.equal(0);
  });

  it('is told in numbers; the item says that it has gone, and its sender can do nothing more', async () => {
    const seen = await administrator.visitor.get('/retention');
    expect(seen.text).to.match(/tháng 3 năm 2027\s*1 hồ sơ/i);
    const days = await RetentionDay.find().lean();
    expect(days.map(({ gone }) => gone.items ?? 0).reduce((one, other) => one + other, 0)).to.equal(1);
    const coordinator = await person(world, 'coordinator');
    expect((await coordinator.visitor.get(`/feedback/${code}`)).text).to.include('theo quy tắc lưu giữ');
    const again = changeContact(senderContext(world, code), code, 'x@y.example');
    expect(
      await again.then(
        () => 'done',
        ({ status }) => status,
      ),
    ).to.equal(409);
    await world.advance({ days: 40 });
    expect((await RetentionDay.find().lean()).filter(({ gone }) => gone.items)).to.have.length(1);
  });

  it('takes ways of signing in from accounts that were closed long ago; the name stays with what was done', async () => {
    const left = await colleague(world, 'official', { units: [UNIT], name: 'Đỗ Đã Nghỉ' });
    await administrator.visitor.get(`/accounts/${left.actor.id}`);
    await deactivateAccount(administrator.context(), left.actor.id);
    await world.advance({ days: 370 });
    const row = (await AccountModel.findById(left.actor.id).lean())!;
    expect(row).to.include({ name: 'Đỗ Đã Nghỉ', email: `erased-${left.actor.id}@invalid` });
    expect(row).to.not.have.property('passwordHash');
    const again = reactivateAccount(administrator.context(), left.actor.id);
    expect(
      await again.then(
        () => 'done',
        ({ text }) => text,
      ),
    ).to.equal('accounts.errors.erased');
  });
});
