import { expect } from 'chai';
import { apologiseFeedback } from '../../server/feedback/index.ts';
import { DigestMark } from '../../server/notices/model.ts';
import { Outbox } from '../../server/platform/mail/outbox.ts';
import { regulationOf } from '../../server/regulations/index.ts';
import { castOf, item, REGULATION, UNIT } from '../support/factories.ts';
import { type Person, person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const VIEW = 'notices/letters/digest';
const PRIVATE = 'Nỗi niềm riêng';

/** The item of the first test is due on Wednesday, 18 March, 17:00. */
const MORNINGS = ['10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20', '23', '24', '25'];

describe('letters of the day', function () {
  this.timeout(180_000);
  let world: World;
  let silentHead: Person;
  let code: string;
  const people: Record<string, string> = {};

  before(async () => {
    world = await startWorld();
    ({ code } = await item(world, {
      status: 'assigned',
      input: { subject: `${PRIVATE} một` },
      written: { publicText: { subject: 'Cây nghiêng', text: 'Cây xà cừ đã nghiêng sau trận mưa lớn.' } },
    }));
    const cast = await castOf(world);
    people['official'] = (await cast.inUnit('official', UNIT)).actor.email;
    people['head'] = (await cast.inUnit('head', UNIT)).actor.email;
    people['coordinator'] = cast.coordinator.actor.email;
    const leader = await person(world, 'leader', { language: 'en' });
    people['leader'] = leader.actor.email;
    silentHead = await person(world, 'head', { units: [UNIT], language: 'ru' });
    people['silent head'] = silentHead.actor.email;
    await silentHead.visitor.get('/account/notices');
    await silentHead.visitor.submit('/account/notices', { digest: 'none' });
  });
  after(() => world?.stop());

  const morning = async (date: string, time = '08:01') => {
    await world.advanceTo(new Date(`2026-03-${date}T${time}:00+07:00`));
  };
  const letters = (who: string) =>
    Outbox.find({ letter: VIEW, to: people[who]! }).sort({ createdAt: 1 }).lean();
  const days = async (who: string) =>
    (await letters(who)).map(({ createdAt }) =>
      new Date(createdAt.getTime() + 7 * 3_600_000).toISOString().slice(8, 10),
    );

  it('does not begin on the day on which the server is set up', async () => {
    await world.settled();
    expect(await Outbox.countDocuments({ letter: VIEW })).to.equal(0);
  });

  it('comes once in the morning of working days, to whom it concerns', async () => {
    for (const date of MORNINGS) {
      await morning(date);
      await world.settled();
    }
    // Five working days before the date, then every day; never on Saturday 14 or Sunday 15.
    const daily = ['11', '12', '13', '16', '17', '18', '19', '20', '23', '24', '25'];
    expect(await days('official')).to.deep.equal(daily);
    expect(await days('head')).to.deep.equal(daily);
    expect(await days('silent head')).to.deep.equal(['18']);
    expect(await days('coordinator')).to.deep.equal(['19']);
    expect(await days('leader')).to.deep.equal(['25']);
  });

  it('says what is due, why it is told, in the language of its reader', async () => {
    const official = await letters('official');
    const texts = official.map(({ text }) => text.replace(/\s+/g, ' ').toLowerCase());
    expect(texts[0]).to.contain('sắp đến hạn (1)').and.contain(code.toLowerCase()).and.contain('cây nghiêng');
    expect(texts[1]).to.contain('đã dùng 50% thời gian');
    expect(texts[3]).to.contain('còn 2 ngày làm việc');
    expect(texts[5]).to.contain('đến hạn hôm nay');
    expect(texts[6]).to.contain('quá hạn (1)');
    const [leader] = await letters('leader');
    expect(leader!.subject).to.contain('1 item');
    expect(leader!.text.replace(/\s+/g, ' ')).to.contain('5 working days overdue');
    expect((await letters('silent head'))[0]!.text.replace(/\s+/g, ' ')).to.contain('в день срока');
  });

  it('holds no private word and no key that nobody translated', async () => {
    for (const { text, subject, html } of await Outbox.find({ letter: VIEW }).lean()) {
      expect(subject + text + html).to.not.contain(PRIVATE);
      expect(subject + text).to.not.match(/notices\.[a-z]/);
    }
  });

  it('sends nothing twice when the mark of the morning is lost', async () => {
    const before = await Outbox.countDocuments({ letter: VIEW });
    await DigestMark.updateOne({}, { $set: { openedAt: new Date('2026-03-25T08:00:00+07:00') } });
    await world.settled();
    expect(await Outbox.countDocuments({ letter: VIEW })).to.equal(before);
  });

  it('leaves people alone at night, and catches up when the server was down in the morning', async () => {
    const before = await Outbox.countDocuments({ letter: VIEW });
    await morning('27', '07:59');
    await morning('27', '20:00');
    await morning('28', '09:00');
    expect(await Outbox.countDocuments({ letter: VIEW })).to.equal(before);
    await morning('30', '15:00');
    expect(await days('official'))
      .to.include('30')
      .and.not.include('27');
  });

  it('tells what was promised, and of texts that may not be published the regulation only', async () => {
    const cast = await castOf(world);
    const head = await cast.inUnit('head', UNIT);
    const promisedAt = new Date('2026-04-02T17:00:00+07:00');
    await apologiseFeedback(head.context(), code, {
      cause: 'workload',
      reason: 'Chúng tôi xin lỗi vì chậm trễ.',
      promisedAt,
    });
    const declined = await item(world, {
      status: 'assigned',
      input: { subject: `${PRIVATE} hai`, publishText: false },
    });
    await world.advanceTo(new Date('2026-04-09T08:01:00+07:00'));
    const text = (await letters('official')).at(-1)!.text.replace(/\s+/g, ' ').toLowerCase();
    expect(text)
      .to.contain('đã hẹn lại với người gửi (1)')
      .and.contain(declined.code.toLowerCase())
      .and.contain(regulationOf(REGULATION)!.name.vi.toLowerCase());
    expect(text).to.not.contain(PRIVATE.toLowerCase());
  });

  let routed: { code: string };
  let screened: { code: string };

  it('tells coordinators what waits for screening, by its code alone', async () => {
    const waiting = await item(world, { input: { subject: `${PRIVATE} ba` } });
    routed = await item(world, { status: 'routed' });
    screened = waiting;
    await world.advanceTo(new Date('2026-04-10T08:01:00+07:00'));
    const text = (await letters('coordinator')).at(-1)!.text;
    expect(text).to.contain(waiting.code).and.not.contain(PRIVATE);
  });

  it('tells of the end of the limits that those have who hold it, whatever the date of the sender', async () => {
    await world.advanceTo(new Date('2026-04-13T08:01:00+07:00'));
    const last = async (who: string) => (await letters(who)).at(-1)!.text.replace(/\s+/g, ' ').toLowerCase();
    expect(await last('head')).to.match(
      new RegExp(`${routed.code.toLowerCase()}[^·]*·[^·]*phân công trong cơ quan – quá hạn 1 ngày làm việc`),
    );
    expect(await last('leader')).to.match(
      new RegExp(`${screened.code.toLowerCase()}[^·]*· screening – 1 working day overdue`),
    );
  });
});
