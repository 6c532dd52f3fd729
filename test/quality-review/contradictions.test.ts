import { expect } from 'chai';
import { checkAnswer, correctAnswer } from '../../server/feedback/index.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { Contradiction } from '../../server/quality-review/contradictions/model.ts';
import { castOf, item, OTHER_UNIT } from '../support/factories.ts';
import { colleague, type Person, person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const UNIT = 'ward-ba-dinh';
const ASKED = {
  subject: 'Lệ phí và thời hạn đăng ký tạm trú',
  text: 'Xin hỏi lệ phí đăng ký tạm trú là bao nhiêu và bao lâu thì có kết quả?',
};
const says = (fee: string, days: string) =>
  `Lệ phí đăng ký tạm trú là ${fee} đồng, nộp tại quầy số 2. Thời hạn giải quyết là ${days} ngày làm việc kể từ ngày nhận đủ hồ sơ.`;

describe('answers that contradict each other', function () {
  this.timeout(30_000);
  let world: World;
  let reviewer: Person;

  before(async () => {
    world = await startWorld();
    reviewer = await person(world, 'reviewer');
  });
  after(() => world.stop());

  async function answered(unit: string, answer: string, regulation: string, wishes: object = {}) {
    const input = { ...ASKED, regulation, ...wishes };
    const { code } = await item(world, { status: 'answered', unit, input, written: { answer } });
    await world.settled();
    return code;
  }
  const between = async (one: string, other: string) =>
    Contradiction.findById([one, other].sort().join('~')).lean();

  it('are found when the second is sent, shown beside a draft, and told to both units', async () => {
    const regulation = 'temporary-residence';
    const heads = await Promise.all(
      [UNIT, OTHER_UNIT].map((unit) => colleague(world, 'head', { units: [unit] })),
    );
    const first = await answered(UNIT, says('10.000', '3'), regulation);
    const { code } = await item(world, {
      status: 'assigned',
      unit: OTHER_UNIT,
      input: { ...ASKED, regulation },
    });
    const official = await (await castOf(world)).inUnit('official', OTHER_UNIT);
    const draft = { outcome: 'explained' as const, text: says('25.000', '3') };
    const report = await checkAnswer(official.context(), code, draft);
    const finding = report.findings.find(({ check }) => check === 'other-figures');
    expect(finding, 'beside the draft').to.include({ advice: true });
    expect(finding!.cases![0]).to.include({ code: first });
    expect(finding!.cases![0]!.text).to.contain('10.000 đồng');
    const same = await checkAnswer(official.context(), code, { ...draft, text: says('10.000', '3') });
    expect(same.findings.map(({ check }) => check)).to.not.include('other-figures');

    const second = await answered(OTHER_UNIT, says('25.000', '3'), regulation);
    const found = (await between(first, second))!;
    expect(found).to.include({ status: 'open', regulation });
    expect(found.differences).to.deep.equal([
      { about: 'fee', first: ['10.000 đồng'], second: ['25.000 đồng'] },
    ]);
    for (const head of heads)
      expect(
        world.letters
          .to(head.actor.email)
          .map(({ subject }) => subject)
          .join(' '),
      ).to.match(/PA-.*khác/);
    const ledger = async () =>
      (await world.visitor().get(`/ledger/${regulation}`)).$('section[aria-labelledby=contradictions-title]');
    const told = (await ledger()).text();
    expect(told, 'on the ledger, for everybody').to.contain('10.000 đồng').and.to.contain('25.000 đồng');
    expect(told).to.contain(first).and.to.contain(second).and.to.contain('Chờ kết luận');
    await Feedback.updateOne({ code: second }, { publishText: false });
    expect(await ledger(), 'nobody else may read one of the answers').to.have.lengthOf(0);
    await Feedback.updateOne({ code: second }, { publishText: true });
    expect(
      await answered(OTHER_UNIT, says('10.000', '3'), regulation).then((one) => between(first, one)),
    ).to.equal(null);
  });

  it('are as many on the ledger as stand, however many newer ones do not', async () => {
    const regulation = 'household-separation';
    const first = await answered(UNIT, says('10.000', '3'), regulation);
    const second = await answered(OTHER_UNIT, says('25.000', '3'), regulation);
    const found = (await between(first, second))!;
    const later = (at: number) => new Date(found.foundAt.getTime() + at * 1_000);
    const stale = Array.from({ length: 90 }, (_, at) => ({
      ...found,
      _id: `${first}~PA-2025-${String(at + 1).padStart(6, '0')}`,
      codes: [first, `PA-2025-${String(at + 1).padStart(6, '0')}`] as [string, string],
      foundAt: later(1 + (at % 3)),
    }));
    await Contradiction.collection.insertMany(stale as never);
    const ledger = await world.visitor().get(`/ledger/${regulation}`);
    const rows = ledger.$('section[aria-labelledby=contradictions-title] li.row');
    expect(rows).to.have.lengthOf(1);
    expect(rows.text()).to.contain(second);
  });

  it('leave out answers that nobody else may read, and questions of another kind', async () => {
    const regulation = 'birth-registration';
    const first = await answered(UNIT, says('10.000', '3'), regulation, { publishText: false });
    const second = await answered(OTHER_UNIT, says('25.000', '3'), regulation);
    expect(await between(first, second)).to.equal(null);
    const asked = {
      subject: 'Ai trực ở bộ phận một cửa',
      text: 'Xin hỏi thứ Bảy ai trực tại bộ phận một cửa?',
    };
    const third = await answered(UNIT, says('15.000', '9'), regulation, asked);
    expect(await between(third, second)).to.equal(null);
  });

  it('are settled once, by a reviewer without a part in them; a correction mends them', async () => {
    const regulation = 'marriage-registration';
    const head = await colleague(world, 'head', { units: [OTHER_UNIT] });
    const first = await answered(UNIT, says('10.000', '3'), regulation);
    const second = await answered(OTHER_UNIT, says('25.000', '3'), regulation);
    const name = [first, second].sort().join('~');
    const list = await reviewer.visitor.get('/contradictions');
    expect(list.text).to.contain('10.000 đồng').and.to.contain('25.000 đồng');
    const path = `/contradictions/${name}`;
    const page = await reviewer.visitor.get(path);
    expect(page.$('section.point')).to.have.lengthOf(3);
    const empty = await reviewer.visitor.post(path, { holds: 'first', note: '' });
    expect(empty.status).to.equal(422);
    expect(empty.$('input[value=first]').attr('checked'), 'what was chosen stays').to.not.equal(undefined);
    const settled = await reviewer.visitor.post(path, {
      holds: 'first',
      note: 'Điều 5 Thông tư 75/2022/TT-BTC.',
    });
    expect(settled.path).to.equal('/contradictions?saved=yes');
    expect((await reviewer.visitor.post(path, { holds: 'second', note: 'Điều khác.' })).status).to.equal(409);
    await world.settled();
    const ledger = await world.visitor().get(`/ledger/${regulation}`);
    expect(ledger.text, 'which holds').to.contain('Câu thứ nhất đúng').and.not.to.contain('75/2022');
    const letter = world.letters.to(head.actor.email).at(-1)!;
    expect(letter.text).to.contain('75/2022/TT-BTC').and.to.contain('đính chính');

    const chief = await (await castOf(world)).inUnit('head', OTHER_UNIT);
    const { version } = (await Feedback.findOne({ code: second }).lean())!;
    const correction = { outcome: 'explained' as const, text: says('10.000', '3'), note: 'Sửa lệ phí.' };
    await correctAnswer(chief.context(), second, { ...correction, version, override: 'Theo kết luận.' });
    await world.settled();
    expect(await Contradiction.findById(name).lean()).to.include({ status: 'mended' });
  });

  it('are linked where the figures of the check stand, which say that nobody has read a sample yet', async () => {
    const page = await reviewer.visitor.get('/quality-review/figures');
    expect(page.$('main a[href="/contradictions"]')).to.have.lengthOf(1);
    expect(page.text).to.contain('Chưa có câu nào chọn theo mã hồ sơ được đọc');
    expect(page.$('#accuracy-verdicts')).to.have.lengthOf(0);
  });
});
