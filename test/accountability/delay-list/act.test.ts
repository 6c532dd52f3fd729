import { expect } from 'chai';
import {
  approveList,
  correctEntry,
  openList,
  replyToEntry,
} from '../../../server/accountability/delay-list/actions.ts';
import { DelayList, type DelayListFields } from '../../../server/accountability/delay-list/model.ts';
import { DELAY_RULES } from '../../../server/accountability/delay-list/rule-settings.ts';
import { Refusal } from '../../../server/platform/errors.ts';
import { Journal } from '../../../server/platform/journal/index.ts';
import { changeSetting, tableOf } from '../../../server/settings/index.ts';
import { allUnits } from '../../../server/units/index.ts';
import { city } from '../../feedback/clocks/scene.ts';
import { castOf, item, OTHER_UNIT, UNIT } from '../../support/factories.ts';
import { type Api, api, type Colleague, colleague } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

const MONTH = '2026-03';
const LIST = `${MONTH}.${UNIT}`;
const REPLY = 'Cây phải chờ cắt điện mới tỉa được; đơn vị quản lý lưới điện đến muộn.';
const REASON = 'Giải trình đúng: ngày cắt điện do cơ quan khác quyết định.';

async function refusal(act: Promise<unknown>): Promise<unknown> {
  try {
    await act;
  } catch (error) {
    if (error instanceof Refusal) return [error.status, error.text];
    throw error;
  }
  return 'done';
}

/** The world begins on Wednesday, 4 March 2026, 10:00; what is handed in then is due on Wednesday, 18 March, 17:00. */
describe('the delay list of a unit as an act', function () {
  this.timeout(120_000);
  let world: World;
  let call: Api;
  let official: Colleague;
  let head: Colleague;
  let coordinator: Colleague;
  let leader: Colleague;
  let code: string;

  beforeEach(async () => {
    world = await startWorld();
    const cast = await castOf(world);
    call = api(world);
    ({ coordinator } = cast);
    official = await cast.inUnit('official', UNIT);
    head = await cast.inUnit('head', UNIT);
    leader = await colleague(world, 'leader');
    code = (await item(world, { status: 'assigned' })).code;
  });
  afterEach(() => world.stop());

  const at = (moment: string) => world.advanceTo(city(moment));
  const list = async () => (await DelayList.findById(LIST).lean<DelayListFields>())!;
  const entry = async () => (await list()).entries[0]!;
  const seen = async () => {
    const { corrections, entries } = await list();
    const of = corrections.filter((each) => each.entry === entries[0]!.id).length;
    return `${of}-${entries[0]!.reply?.at.getTime() ?? 0}`;
  };
  const reply = async (who: Colleague, text = REPLY) =>
    replyToEntry(who.context(), LIST, { entry: code, seen: await seen(), text, looked: false });
  const correct = async (who: Colleague, more: Partial<Parameters<typeof correctEntry>[2]> = {}) =>
    correctEntry(who.context(), LIST, {
      ...{ entry: code, seen: await seen(), kind: 'removed', reason: REASON, looked: false },
      ...more,
    });
  const shown = async (): Promise<any> => {
    const { body } = await call('get', `/delays/${MONTH}`);
    return body;
  };
  const letters = (to: Colleague) => world.letters.to(to.actor.email);
  /** What a job has put into the outbox goes out at the next turn. */
  const delivered = () => world.advance({ minutes: 1 });
  const opened = async () => {
    await at('2026-04-01 09:00');
    await at('2026-04-02 17:01');
  };
  const approved = async () => {
    await opened();
    await at('2026-04-10 08:00');
    await approveList(leader.context(), LIST);
  };

  it('is made at the end of the month, opened, replied to, corrected, approved and published', async () => {
    await at('2026-04-01 09:00');
    expect(await list()).to.include({ status: 'draft', unit: UNIT, edition: 0 });
    expect(await entry()).to.include({
      code,
      days: 9,
      position: 'official',
      official: official.actor.id,
      removed: false,
    });
    expect(await refusal(reply(head))).to.deep.equal([409, 'errors.wrong-state']);
    await at('2026-04-02 17:01');
    const { status, replyUntil, publishOn } = await list();
    expect([status, replyUntil, publishOn]).to.deep.equal([
      'open',
      city('2026-04-09 17:00'),
      city('2026-04-15 00:00'),
    ]);
    expect(letters(head).at(-1)!.subject).to.contain('mời giải trình');
    expect(letters(official).at(-1)!.subject).to.contain('phản ánh giao cho anh/chị');
    await reply(official, 'Tôi đã trình từ ngày mười bảy.');
    await reply(head);
    expect((await entry()).reply).to.include({ text: REPLY, role: 'head' });
    // Nothing of it is public yet.
    expect(JSON.stringify(await shown())).to.not.contain(REPLY);
    expect(await refusal(approveList(leader.context(), LIST))).to.deep.equal([
      409,
      'accountability.delay-list.errors.window-open',
    ]);
    await at('2026-04-10 08:00');
    expect((await list()).status).to.equal('to-approve');
    await delivered();
    expect(letters(leader).at(-1)!.subject).to.contain('chờ phê duyệt');
    expect(await refusal(reply(head, 'Muộn mất rồi, xin lỗi.'))).to.deep.equal([
      409,
      'accountability.delay-list.errors.window-over',
    ]);
    await correct(coordinator, { kind: 'changed', days: 4 });
    await approveList(leader.context(), LIST);
    await at('2026-04-14 09:00');
    expect((await list()).status).to.equal('approved');
    await at('2026-04-15 08:00');
    const [row] = (await shown()).items;
    expect(row.lost[0].entry).to.deep.include({ days: 4, position: 'official', name: null, removed: false });
    expect(row.lost[0].entry.reply).to.include({ text: REPLY, role: 'head' });
    expect(row.lost[0].entry.corrections[0]).to.deep.include({
      ...{ kind: 'changed', reason: REASON, role: 'coordinator', version: null },
      days: { before: 9, after: 4 },
    });
    expect((await shown()).units[0]).to.include({ late: 1, daysLost: 4 });
    expect((await shown()).acts[0]).to.include({ status: 'published', version: 1 });
    await delivered();
    expect(letters(leader).at(-1)!.subject).to.contain('đã được công bố');
    const page = await world.visitor().get(`/delays/${MONTH}?unit=${UNIT}`);
    expect(page.text).to.contain(REPLY).and.to.contain(REASON).and.to.contain('Đã công bố');
    expect(page.text).to.not.contain(official.actor.name);
    const names = (await Journal.find({ 'subject.id': LIST }).sort({ at: 1 }).lean()).map(({ name }) =>
      name.slice(11),
    );
    expect(names).to.deep.equal([
      'made',
      'opened',
      'replied',
      'replied',
      'reply-ended',
      'corrected',
      'approved',
      'published',
    ]);
  });

  it('tells everybody on the page of the months how far each list is, and what was corrected', async () => {
    const rows = async (of = '') => {
      // What was read is kept for half a minute.
      world.clock.moveBy(60_000);
      const { $ } = await world.visitor().get(`/delays${of}`);
      return $('main ul.rows > li')
        .toArray()
        .map((each) => $(each).text().replace(/\s+/g, ' ').trim());
    };
    await at('2026-03-31 09:00');
    expect((await rows())[0]).to.contain('Tháng này chưa kết thúc');
    await at('2026-04-01 09:00');
    const [, march] = await rows();
    expect(march).to.contain('1 phản ánh trễ hạn').and.to.contain('Dự thảo: 1');
    await at('2026-04-02 17:01');
    expect((await rows())[1]).to.contain('Đang nhận giải trình: 1');
    await at('2026-04-10 08:00');
    expect((await rows())[1]).to.contain('Chờ phê duyệt: 1');
    await approveList(leader.context(), LIST);
    expect((await rows())[1]).to.contain('Đã phê duyệt: 1');
    await at('2026-04-15 08:00');
    const published = (await rows())[1];
    expect(published).to.contain('Đã công bố: 1').and.to.not.contain('đính chính');
    await correct(coordinator, { kind: 'changed', days: 4 });
    expect((await rows())[1]).to.contain('Đã đính chính sau khi công bố: 1');
    const own = (await rows(`?unit=${UNIT}`))[1];
    expect(own)
      .to.contain('1 phản ánh trễ hạn')
      .and.to.match(/Đã công bố Đã đính chính sau khi công bố$/);
    expect((await rows(`?unit=${OTHER_UNIT}`))[1]).to.match(/ 0 phản ánh trễ hạn\.$/);
  });

  it('stand by office in the order of lists, those that were never late folded', async () => {
    await item(world, { status: 'assigned', unit: OTHER_UNIT });
    await item(world, { status: 'answered', unit: 'ward-ba-dinh' });
    await at('2026-04-01 09:00');
    const { $ } = await world.visitor().get(`/delays/${MONTH}`);
    const offices = (rows: string) =>
      $(rows)
        .toArray()
        .map((each) => $(each).attr('href')!.split('=')[1]);
    const order = allUnits().map(({ slug }) => slug);
    const late = [UNIT, OTHER_UNIT].sort((a, b) => order.indexOf(a) - order.indexOf(b));
    expect(offices('#group-small ~ .table-scroll th a')).to.deep.equal(late);
    expect(offices('#in-time-small ~ .table-scroll th a')).to.deep.equal(['ward-ba-dinh']);
    expect($('#group-small ~ .table-scroll').first().text()).to.contain('Dự thảo');
  });

  it('shows each correction after publication: version, what, why, when, by which role', async () => {
    await approved();
    await at('2026-04-15 08:00');
    await at('2026-04-20 09:00');
    await correct(coordinator);
    const [row] = (await shown()).items;
    expect(row.lost[0].entry.removed).to.equal(true);
    expect(row.lost[0].entry.corrections[0]).to.deep.include({
      kind: 'removed',
      version: 2,
      role: 'coordinator',
    });
    expect((await shown()).units[0]).to.include({ late: 0, daysLost: 0 });
    const page = await world.visitor().get(`/delays/${MONTH}`);
    expect(page.text).to.contain('Bản 2').and.to.contain(REASON).and.to.contain('Đã rút khỏi danh sách');
    await correct(leader, { kind: 'restored', reason: 'Đã rút nhầm, nay đưa lại.' });
    expect((await list()).edition).to.equal(3);
    expect((await shown()).units[0]).to.include({ late: 1 });
  });

  it('names officials only where the rule of its month allows it', async () => {
    const admin = await colleague(world, 'administrator');
    const typed = { ...DELAY_RULES.shipped()[0]!, validFrom: '2026-03-10', origins: '' };
    const changed = { ...typed, names: 'yes', basis: '15/QĐ-UBND' };
    await changeSetting(admin.context(), DELAY_RULES, changed, tableOf(DELAY_RULES).number);
    await approved();
    expect((await entry()).name).to.equal(null);
    await at('2026-04-15 08:00');
    const [first] = (await shown()).items;
    expect(first.lost[0].entry.name).to.equal(official.actor.name);
    // Taken out, nobody is named any more.
    await correct(leader);
    expect((await shown()).items[0].lost[0].entry).to.include({ removed: true, name: null });
  });

  it('lets only those reply and correct whom it is for', async () => {
    const stranger = await colleague(world, 'head', { units: [OTHER_UNIT] });
    const other = await colleague(world, 'official', { units: [UNIT] });
    await opened();
    expect(await refusal(reply(stranger))).to.deep.equal([404, 'errors.not-found']);
    expect(await refusal(reply(other))).to.deep.equal([403, 'errors.forbidden']);
    expect(await refusal(reply(coordinator))).to.deep.equal([403, 'errors.forbidden']);
    expect(await refusal(correct(head))).to.deep.equal([403, 'errors.forbidden']);
    expect(await refusal(approveList(coordinator.context(), LIST))).to.deep.equal([403, 'errors.forbidden']);
    expect(await refusal(reply(head, 'Gọi cho tôi: 0912 345 678 nhé.'))).to.deep.equal([
      422,
      'errors.invalid',
    ]);
    const before = await seen();
    await reply(head);
    const late = { entry: code, seen: before, text: 'Hai người cùng giải trình.', looked: false };
    expect(await refusal(replyToEntry(head.context(), LIST, late))).to.deep.equal([
      409,
      'accountability.delay-list.errors.changed',
    ]);
  });

  it('takes the approval away when it is corrected before publication', async () => {
    await approved();
    await correct(leader);
    expect((await list()).status).to.equal('to-approve');
    await at('2026-04-15 08:00');
    await at('2026-04-16 08:00');
    expect((await list()).status).to.equal('to-approve');
    await delivered();
    const asked = letters(leader).filter(({ subject }) => subject.includes('chờ phê duyệt'));
    expect(asked.length).to.equal(3);
    await approveList(leader.context(), LIST);
    await at('2026-04-16 09:00');
    expect(await list()).to.deep.include({ status: 'published', publishedAt: city('2026-04-16 09:00') });
  });

  it('is made once, however often the job runs, and can be opened by hand', async () => {
    await at('2026-04-01 09:00');
    await openList(coordinator.context(), LIST);
    await at('2026-04-01 09:10');
    expect(await DelayList.countDocuments({})).to.equal(1);
    expect(await Journal.countDocuments({ 'subject.id': LIST, name: 'delay-list.made' })).to.equal(1);
    expect((await list()).status).to.equal('open');
  });
});
