import { expect } from 'chai';
import { approveAnswer } from '../../server/feedback/index.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { castOf, item, OTHER_UNIT, UNIT } from '../support/factories.ts';
import { colleague, type Person, person, signIn } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

/** What was answered: by whom, and after how many days of 24 hours, within the working week of 23 February. */
async function answered(
  world: World,
  unit: string,
  { days, by }: { days: number; by?: string },
): Promise<void> {
  const { code } = await item(world, { status: 'in-review', unit });
  const head = await (await castOf(world)).inUnit('head', unit);
  await approveAnswer(head.context(), code, { override: 'Việc đơn giản, đã đủ ý.' });
  const from = new Date('2026-02-23T01:00:00Z');
  const closedAt = new Date(from.getTime() + days * 86_400_000);
  const holdings = [{ unit, step: 'acceptance', from, to: closedAt, dueAt: null, doneAt: from }];
  await Feedback.updateOne(
    { code },
    { $set: { receivedAt: from, closedAt, holdings, ...(by ? { assignee: by } : {}) } },
  );
}

describe('the page of the forecast', function () {
  this.timeout(120_000);
  let world: World;
  let head: Person;
  let code: string;

  before(async () => {
    world = await startWorld();
    ({ code } = await item(world, { status: 'assigned' }));
    const quick = await colleague(world, 'official', { units: [UNIT], name: 'Trần Văn Nhanh' });
    for (let count = 0; count < 6; count++) {
      await answered(world, UNIT, { days: 4 });
      await answered(world, UNIT, { days: 4.3 });
    }
    for (let count = 0; count < 5; count++) {
      await answered(world, UNIT, { days: 1, by: quick.actor.id });
      await answered(world, OTHER_UNIT, { days: 0.2 });
    }
    head = await person(world, 'head', { units: [UNIT] });
  });
  after(() => world?.stop());

  it('has nothing to warn of while there is time', async () => {
    const { text } = await head.visitor.get('/forecast');
    expect(text).to.contain('Chưa thấy phản ánh nào có nguy cơ trễ hạn');
    expect(text).to.contain('Đã xem 1 phản ánh').and.contain('22 câu trả lời');
  });

  it('warns with a reason when others took longer than what is left', async () => {
    // Due in a day and a half; none of the past took nine days.
    world.clock.moveTo(new Date('2026-03-17T13:00:00+07:00'));
    const { text, $ } = await head.visitor.get('/forecast');
    expect($(`a[href="/feedback/${code}"]`).length).to.equal(1);
    expect(text)
      .to.contain('trả lời một nửa số phản ánh về thủ tục này trong 4')
      .and.contain('(17 trường hợp)');
    expect(text).to.contain('còn 1,5 ngày').and.contain('Chưa trường hợp nào kéo dài đến thế');
  });

  it('says what handing over would change', async () => {
    const { text } = await head.visitor.get('/forecast');
    expect(text)
      .to.contain('Giao cho Trần Văn Nhanh')
      .and.contain('5 trên 5 trường hợp kịp')
      .and.contain('đang giữ 0 phản ánh');
    expect(text).to.contain('Chuyển cho Sở Y tế');
  });

  it('leaves out what is late already, and what waits for its sender', async () => {
    world.clock.moveTo(new Date('2026-03-19T09:00:00+07:00'));
    const { text } = await head.visitor.get('/forecast');
    expect(text).to.not.contain(code);
    expect(text).to.contain('1 phản ánh đã quá hạn');
    world.clock.moveTo(new Date('2026-03-17T13:00:00+07:00'));
  });

  it('is for those in charge: heads their own units, coordinators and leaders all', async () => {
    const other = await person(world, 'head', { units: [OTHER_UNIT] });
    expect((await other.visitor.get('/forecast')).text).to.not.contain(code);
    expect((await other.visitor.get(`/forecast?unit=${UNIT}`)).status).to.equal(403);
    const leader = await person(world, 'leader', { language: 'en' });
    const seen = await leader.visitor.get(`/forecast?unit=${UNIT}`);
    expect(seen.text).to.contain(code).and.contain('None ever took that long');
    expect(seen.text).to.not.match(/accountability\.[a-z]/);
    const official = world.visitor();
    await signIn(official, await (await castOf(world)).inUnit('official', UNIT));
    expect((await official.get('/forecast')).status).to.equal(403);
    expect((await leader.visitor.get('/forecast?unit=nowhere')).status).to.equal(404);
  });

  it('looks at what stands before an item, and at what no unit has in hand', async () => {
    const now = new Date('2026-03-17T13:02:00+07:00');
    world.clock.moveTo(now);
    const slow = await colleague(world, 'official', { units: [UNIT], name: 'Lê Thị Đông' });
    const like = (await Feedback.findOne({ code }).lean())!;
    const due = (day: number) => new Date(`2026-03-${day}T17:00:00+07:00`);
    const copy = (n: number, wishes: object) => {
      const { _id, ...rest } = like;
      return { ...rest, code: `PA-2026-9000${n}`, assignee: slow.actor.id, dueAt: due(16), ...wishes };
    };
    const holdings = [{ unit: UNIT, step: 'acceptance', from: now, to: null, dueAt: null, doneAt: now }];
    const waitingSince = new Date('2026-03-16T16:00:00+07:00');
    await Feedback.insertMany([
      ...[1, 2, 3, 4, 5, 6].map((n) => copy(n, {})),
      copy(7, { dueAt: due(24), holdings }),
      copy(8, { status: 'paused', waitingSince }),
      copy(9, { status: 'submitted', unit: null, assignee: null, holdings: [], dueAt: due(17) }),
    ]);
    await head.visitor.get('/forecast');
    const row = (of: Person, n: number) =>
      of.visitor.last!.$(`a[href="/feedback/PA-2026-9000${n}"]`).closest('li').text();
    expect(row(head, 7))
      .to.contain('Người được phân công còn 6 phản ánh khác đến hạn sớm hơn')
      .and.contain('mỗi tuần trả lời được 5 thì riêng số đó đã cần 6 ngày')
      .and.contain('Giao cho Trần Văn Nhanh');
    expect(row(head, 8)).to.contain('Đang chờ người gửi bổ sung').and.contain('còn 0,1 ngày');
    expect(row(head, 9)).to.equal('');
    const coordinator = await person(world, 'coordinator');
    await coordinator.visitor.get(`/forecast?unit=${UNIT}`);
    expect(row(coordinator, 9)).to.contain('Chưa chuyển cho cơ quan nào').and.contain('Còn 0,5 ngày');
  });
});
