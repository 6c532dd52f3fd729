import { expect } from 'chai';
import { listFeedback } from '../../../server/feedback/index.ts';
import { compared, relevanceOf } from '../../../server/feedback/lists/relevance.ts';
import { item } from '../../support/factories.ts';
import { senderContext } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

const subjectOnly = (subject: string) => compared({ subject, text: '' });

describe('how well a text answers a query', () => {
  const BETTER: [query: string, better: string, worse: string][] = [
    ['sổ đỏ', 'Cấp sổ đỏ quá hẹn', 'Số nhà và tầm đo của nồi hơi'],
    ['sổ đỏ', 'Cấp sổ đỏ quá hẹn', 'Bảng số do phường cấp'],
    ['so do', 'Cấp sổ đỏ quá hẹn', 'Số nhà do phường cấp'],
    ['bằng lái', 'Mất bằng lái xe', 'Đường bằng, xe lái được'],
    ['khai sinh', 'Đăng ký khai sinh', 'Khai thuế khi sinh sống ở nước ngoài'],
    ['регистрация', 'Регистрация рождения', 'Регистратура поликлиники'],
    ['street lamp', 'The street lamp is out', 'A lamp at the end of our street'],
  ];
  for (const [query, better, worse] of BETTER)
    it(`${query}: ${better} before ${worse}`, () => {
      const score = relevanceOf(query);
      expect(score(subjectOnly(better))).to.be.above(score(subjectOnly(worse)));
    });

  it('counts the subject more than the text', () => {
    const score = relevanceOf('sổ đỏ');
    const inSubject = score(compared({ subject: 'Sổ đỏ', text: 'chậm' }));
    expect(inSubject).to.be.above(score(compared({ subject: 'Chậm', text: 'sổ đỏ' })));
  });

  it('does without words', () => {
    expect(relevanceOf('!')(compared({ subject: 'Sổ', text: 'đỏ' }))).to.equal(0);
  });
});

describe('search of items', () => {
  let world: World;
  const codes = new Map<string, string>();
  const TEXTS = [
    'Cấp sổ đỏ quá hẹn',
    'Регистрации рождения нет',
    'Số nhà phường đo sai',
    'Bảng số nhà bị đổ',
  ];

  before(async () => {
    world = await startWorld();
    for (const subject of TEXTS) {
      const text = `${subject}. Đề nghị trả lời sớm cho tôi.`;
      const { code } = await item(world, { status: 'accepted', input: { subject, text } });
      codes.set(subject, code);
      await world.advance({ hours: 1 });
    }
  });
  after(() => world.stop());

  // The index follows the journal.
  beforeEach(() => world.settled());

  const found = async (q: string) => (await listFeedback(senderContext(world), { q })).items;

  it('finds what was meant, and without marks all that may be, the newest first', async () => {
    const subjects = async (q: string) => (await found(q)).map(({ subject }) => subject);
    expect(await subjects('sổ đỏ')).to.deep.equal(['Cấp sổ đỏ quá hẹn']);
    const all = ['Cấp sổ đỏ quá hẹn', 'Bảng số nhà bị đổ', 'Số nhà phường đo sai'];
    expect(await subjects('so do')).to.have.members(all);
    expect(await subjects('sỏ đò')).to.have.members(all);
  });

  it('finds long words whatever their ending', async () => {
    for (const q of ['регистра', 'регистрац', 'регистрация'])
      expect(
        (await found(q)).map(({ code }) => code),
        q,
      ).to.deep.equal([codes.get(TEXTS[1]!)]);
  });

  it('goes through all pages, each item once, also when something new has come', async () => {
    for (let number = 0; number < 22; number++)
      await item(world, { status: 'accepted', input: { subject: `Cây đổ số ${number}` } });
    await world.settled();
    const first = await listFeedback(senderContext(world), { q: 'cây đổ' });
    await item(world, { status: 'accepted', input: { subject: 'Cây đổ mới' } });
    await world.settled();
    const second = await listFeedback(senderContext(world), { q: 'cây đổ', after: first.next! });
    const all = [...first.items, ...second.items].map(({ code }) => code);
    expect(first.items).to.have.length(20);
    expect(new Set(all).size).to.equal(22);
    expect(second.next).to.equal(undefined);
  });
});
