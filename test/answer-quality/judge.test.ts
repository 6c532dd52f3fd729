import { expect } from 'chai';
import { boosted, type Growth } from '../../server/answer-quality/fit/boost.ts';
import { type ContrastRow, fillerFor, madeHarder, pairOf } from '../../server/answer-quality/fit/contrast.ts';
import { macroF1 } from '../../server/answer-quality/fit/figures.ts';
import { loadAnswerRules } from '../../server/answer-quality/rule-set.ts';
import { asksOwnCase, facetsOf } from '../../server/answer-quality/rules/facets.ts';
import { labelsOf } from '../../server/answer-quality/rules/point-signs.ts';
import { weighedBy } from '../../server/answer-quality/rules/trees.ts';
import { gather } from '../../server/answer-quality/rules/weigh.ts';
import { assessAnswer, type Language } from '../../server/answer-quality/rules.ts';

const rules = loadAnswerRules();
const assess = (language: Language, question: string, answer: string) =>
  assessAnswer({ language, question, answer }, rules);

describe('trees', () => {
  const growth: Growth = {
    rounds: 30,
    depth: 2,
    rate: 0.3,
    leastChild: 1,
    pull: 1,
    columns: 1,
    rows: 1,
    forests: 2,
  };
  /** Yes only where both signs stand. */
  const rows = Array.from({ length: 80 }, (_, at) =>
    Float64Array.of(at % 2, Math.floor(at / 2) % 2, at / 80),
  );
  const grown = {
    rows,
    labels: rows.map(([one, two]) => (one === 1 && two === 1 ? 1 : 0)),
    weights: rows.map(() => 1),
  };
  const names = ['one', 'two', 'noise'];

  it('tell what only two signs together tell', () => {
    const forest = boosted(names, grown, growth);
    const say = (one: number, two: number) =>
      weighedBy(forest, (to) => to.block(['one', 'two', 'noise'], [one, two, 0.5]));
    expect(say(1, 1)).to.be.greaterThan(1);
    for (const [one, two] of [
      [1, 0],
      [0, 1],
      [0, 0],
    ] as const)
      expect(say(one, two)).to.be.lessThan(-1);
  });

  it('are the same each time', () => {
    expect(boosted(names, grown, growth)).to.deep.equal(boosted(names, grown, growth));
  });

  it('take a sign that is not told for 0', () => {
    const forest = boosted(names, grown, growth);
    expect(weighedBy(forest, (to) => to.block(['one'], [1]))).to.equal(
      weighedBy(forest, (to) => to.block(['one', 'two', 'noise', 'other'], [1, 0, 0, 9])),
    );
  });
});

describe('what a point asks for', () => {
  it('is told from its own words', () => {
    expect(facetsOf('Which papers do I need, and what does it cost?', 'en')).to.deep.equal(['fee', 'papers']);
    expect(facetsOf('how long does it take?', 'en')).to.deep.equal(['duration']);
    expect(facetsOf('Giấy tờ gì, mấy ngày có?', 'vi')).to.include.members(['duration', 'papers']);
    expect(facetsOf('giay to gi, nop o dau', 'vi')).to.include.members(['papers', 'place']);
    expect(facetsOf('Куда идти и что взять с собой?', 'ru')).to.deep.equal(['papers', 'place']);
  });

  it('is nothing of the kind for a deed or a decision', () => {
    expect(facetsOf('Please repair the lamp.', 'en')).to.deep.equal([]);
    expect(facetsOf('Đề nghị sửa đèn.', 'vi')).to.deep.equal([]);
    expect(facetsOf('Почините фонарь.', 'ru')).to.deep.equal([]);
  });

  it('is a case of the sender’s own or a rule', () => {
    expect(asksOwnCase('My file was lodged on 6 July. On whose desk is it?', 'en')).to.equal(true);
    expect(asksOwnCase('Which papers does the land counter want?', 'en')).to.equal(false);
    expect(asksOwnCase('Hồ sơ của tôi nộp từ ngày 4/7, sao chưa có?', 'vi')).to.equal(true);
    expect(asksOwnCase('Заявление подала в мае, до сих пор жду.', 'ru')).to.equal(true);
    expect(asksOwnCase('Какие документы нужны?', 'ru')).to.equal(false);
  });

  it('stands under its number in the answer', () => {
    const text = '1. Yes. It is free. (b) No. В) Да. Q4: later';
    const starts = [0, 8, 20, 27, 34];
    expect(labelsOf(text, starts)).to.deep.equal([1, 1, 2, 3, 4]);
    expect(labelsOf('In 3 days. Yes', [0, 11])).to.deep.equal([0, 0]);
  });
});

const QUESTION = 'When is the lamp at 14 Tran Vu repaired, and who pays for my broken bicycle?';

describe('sentences that only give the question back', () => {
  it('count for nothing', () => {
    const copied = 'The lamp at 14 Tran Vu, the repair, the broken bicycle: all noted.';
    const { reading, echoes } = gather(
      { language: 'en', question: QUESTION, answer: `Mr Hai repairs it on 4 May. ${copied}` },
      rules,
    );
    expect(reading.sentences).to.have.length(1);
    expect(echoes).to.have.length(1);
  });

  it('count where they add a day, a reason or a decision', () => {
    for (const answer of [
      'The lamp at 14 Tran Vu is repaired on 4 May.',
      'Yes, the lamp at 14 Tran Vu will be repaired.',
      'The lamp at 14 Tran Vu cannot be repaired because the broken bicycle lies on it.',
    ])
      expect(gather({ language: 'en', question: QUESTION, answer }, rules).echoes, answer).to.deep.equal([]);
  });
});

const row = (own: Partial<ContrastRow>): ContrastRow => ({
  id: 'x',
  group: 'g',
  language: 'en',
  question: QUESTION,
  answer: 'On 4 May. The city pays.',
  verdict: 'clear',
  ...own,
});

describe('copies to learn from', () => {
  const pairs = [
    row({}),
    row({ group: 'h', question: 'May I burn leaves in my yard?', answer: 'No, nowhere.', answered: [true] }),
    row({ group: 'i', verdict: 'vague', answer: 'Leaves are a matter of taste.', answered: [false] }),
  ].map((each) => pairOf(each, each.answered?.length ?? 2));

  it('have the label of what they were made of, but answer nothing beside a stranger’s question', () => {
    const copies = madeHarder(pairs);
    for (const copy of copies.filter(({ made }) => made === 'stranger'))
      expect([copy.verdict, copy.answered.some(Boolean)]).to.deep.equal(['vague', false]);
    for (const copy of copies.filter(({ made }) => made === 'padded')) {
      const from = pairs.find(({ answer }) => copy.answer.includes(answer));
      expect(copy.verdict).to.equal(from!.verdict);
    }
    for (const copy of copies.filter(({ made }) => made === 'filler')) expect(copy.verdict).to.equal('vague');
  });

  it('are padded with two sentences, the same each time', () => {
    for (const language of ['en', 'vi', 'ru'] as const) {
      const filler = fillerFor({ language, question: QUESTION }, 'seed');
      expect(filler).to.equal(fillerFor({ language, question: QUESTION }, 'seed'));
      expect(filler.length).to.be.greaterThan(40);
    }
  });

  it('leave points without labels where readers and check count otherwise', () => {
    expect(pairOf(row({ verdict: 'partial', answered: [true, false] }), 3).answered).to.deep.equal([]);
    expect(pairOf(row({ verdict: 'clear', answered: [true] }), 2).answered).to.deep.equal([true, true]);
  });
});

describe('macro-F1', () => {
  it('is the mean over verdicts, 1 where all is right', () => {
    const right = (['clear', 'partial', 'vague'] as const).map((verdict) => ({
      meant: verdict,
      said: verdict,
    }));
    expect(macroF1(right)).to.equal(1);
    expect(macroF1(right.map(({ meant }) => ({ meant, said: 'clear' as const })))).to.be.closeTo(1 / 6, 1e-9);
  });
});

/** Complete in a line or two: neither actor nor promise is missing. */
const SHORT: [Language, string, string][] = [
  ['en', 'Where do I hand in old batteries?', 'In the red box at any Circle K, every day.'],
  [
    'en',
    'What do I need for a new work permit card, what does it cost and how long will it take?',
    'Form 03, one photo and a note of loss from the police. 300,000 dong, three working days.',
  ],
  ['vi', 'Trích lục bản đồ mất bao nhiêu tiền, mấy hôm có?', '15.000 đồng một tờ, trong 1 ngày là có.'],
  ['vi', 'Sang tên xe cần giấy tờ gì?', 'Căn cước, giấy đăng ký xe, tờ khai mẫu 02. Thế là đủ.'],
  [
    'ru',
    'Какие документы нужны для справки?',
    'Паспорт, заявление по форме 02, свидетельство. Больше ничего.',
  ],
  ['ru', 'Сколько стоит копия плана и сколько её ждать?', '15 000 рублей за лист, делаем 1 день.'],
];

describe('a short answer that gives what was asked', () => {
  for (const [language, question, answer] of SHORT)
    it(`is not vague: ${answer}`, () => {
      expect(assess(language, question, answer).verdict).to.not.equal('vague');
    });

  it('is no free pass: an if, or something else than what was asked', () => {
    const question = 'What does the permit cost and how long does it take?';
    const given = gather({ language: 'en', question, answer: '300,000 dong, three working days.' }, rules);
    expect(given.facets.flat()).to.have.members(['fee', 'duration']);
    expect(assess('en', question, 'Permits are a matter of trust between all of us.').verdict).to.equal(
      'vague',
    );
  });
});

const VAGUE: Record<'en' | 'vi' | 'ru', string[]> = {
  en: [
    'Your opinion has been noted and forwarded to the relevant departments for consideration.',
    'The matter will be considered in due course in accordance with applicable regulations.',
    'We always pay great attention to the wishes of citizens.',
    'Relevant units are coordinating to review the issue.',
  ],
  vi: [
    'Ý kiến của ông/bà đã được ghi nhận và chuyển các đơn vị liên quan nghiên cứu.',
    'Vấn đề sẽ được xem xét trong thời gian tới theo quy định hiện hành.',
    'Phường luôn quan tâm đến nguyện vọng của nhân dân.',
    'Các đơn vị liên quan đang phối hợp rà soát.',
  ],
  ru: [
    'Ваше обращение принято к сведению и направлено в соответствующие подразделения.',
    'Вопрос будет рассмотрен в установленном порядке в ближайшее время.',
    'Администрация уделяет большое внимание пожеланиям граждан.',
    'Соответствующие службы ведут работу по данному вопросу.',
  ],
};
const LAMP = {
  en: 'When is the street lamp in Lane 12 repaired?',
  vi: 'Bao giờ sửa đèn đường ngõ 12?',
  ru: 'Когда починят фонарь в переулке 12?',
};

describe('hard to fool', () => {
  for (const language of ['en', 'vi', 'ru'] as const) {
    it(`eight vague answers joined are vague: ${language}`, () => {
      const joined = [...VAGUE[language], ...VAGUE[language]].join(' ');
      expect(assess(language, LAMP[language], joined).verdict).to.equal('vague');
    });

    it(`two empty sentences free no vague answer: ${language}`, () => {
      const filler = fillerFor({ language, question: LAMP[language] }, 'pad');
      const answer = `${VAGUE[language].slice(0, 2).join(' ')} ${filler}`;
      expect(assess(language, LAMP[language], answer).verdict).to.equal('vague');
    });
  }

  it('a clear answer is not clear beside a stranger’s question', () => {
    const answer = 'The lamp was repaired last night by Mr Hai; he checks it again on 4 May.';
    expect(
      assess('en', 'Which papers do I need to marry a German citizen, and what is the fee?', answer).verdict,
    ).to.not.equal('clear');
  });
});

describe('what the check is sure of', () => {
  it('is said for the verdict, and for each point with its place', () => {
    const answer = 'We note your letter. The lamp was repaired on 3 May by Mr Hai.';
    const { readings, points, sure } = assess('en', LAMP.en, answer);
    expect(sure).to.be.a('boolean');
    expect(readings).to.have.length(points.length);
    for (const [at, { place }] of readings.entries())
      expect(place !== null, points[at]!.text).to.equal(points[at]!.answered);
    const { place } = readings[0]!;
    expect(place, 'it has a place').to.not.equal(null);
    expect(answer.slice(place!.start, place!.end)).to.include('3 May');
  });

  it('is beyond doubt where nothing is said', () => {
    expect(assess('en', LAMP.en, 'We note your letter.')).to.include({ verdict: 'vague', sure: true });
  });
});
