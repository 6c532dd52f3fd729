import { expect } from 'chai';
import { documentKey } from '../../../server/city/document-key.ts';
import {
  gateOf,
  inAccord,
  missingElements,
  onlyPassesOn,
  tellsWhy,
} from '../../../server/feedback/answer-check/rules/gate.ts';
import { blanksIn } from '../../../server/feedback/answer-check/rules/placeholders.ts';
import { promisesOf } from '../../../server/feedback/answering/rules/promises.ts';
import type { AnswerFields } from '../../../server/feedback/item/rules/answer.ts';
import { checkCitations, citationsIn } from '../../../server/feedback/item/rules/citations.ts';
import type { Kind } from '../../../server/feedback/item/rules/fields.ts';
import { lawKey } from '../../../server/feedback/item/rules/law-names.ts';
import { allStandIn, linesOf, numbered, pointsToShow } from '../../../server/feedback/item/rules/points.ts';
import { changesBetween } from '../../../server/feedback/item/word-changes.ts';
import type { LegalDocument } from '../../../server/regulations/ended/rules.ts';

const REQUIRED = {
  accepted: ['decision', 'action', 'actor', 'date', 'contact'],
  refused: ['decision', 'reason', 'legalBasis', 'remedy', 'contact'],
  explained: ['decision', 'reason', 'contact'],
  'explained.question': ['decision', 'legalBasis', 'contact'],
  'explained.feedback': ['decision', 'facts', 'contact'],
  transferred: ['unit', 'date', 'number', 'reason'],
};
const asked = numbered(['Khi nào có phép?', 'Vì sao chậm?']);
const complete: AnswerFields = {
  points: [
    { n: 1, outcome: 'accepted', text: 'Ngày 12/3.' },
    { n: 2, outcome: 'explained', text: 'Thiếu bản vẽ.' },
  ],
  legalBasis: [],
  actions: [{ text: 'cấp phép', actor: 'Phòng Quản lý đô thị', on: '2026-03-12' }],
  contact: { person: 'Bà Hà', reach: '024 3825 0000' },
};

describe('answer rules: points', () => {
  it('reads one point a line and drops numbers typed in front', () => {
    expect(linesOf(' 1. Khi nào?\n\n- Vì sao?\n  • Ai làm?\n2026 có làm không?')).to.deep.equal([
      'Khi nào?',
      'Vì sao?',
      'Ai làm?',
      '2026 có làm không?',
    ]);
  });

  it('numbers at most twelve, each within its length', () => {
    const points = numbered(Array.from({ length: 20 }, () => 'x'.repeat(900)));
    expect(points.map(({ n }) => n)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(points.every(({ text }) => text.length <= 500)).to.equal(true);
  });

  it('does not bring back as a point what was taken out of the text', () => {
    const sent = ['Gọi tôi số 0912 000 123?', 'Khi nào xong?'];
    const split = (text: string) => [`tách: ${text}`];
    expect(pointsToShow({ sent, text: 'Gọi tôi số 0912 000 123? Khi nào xong?' }, split)).to.deep.equal(sent);
    expect(pointsToShow({ sent, text: 'Khi nào xong?' }, split)).to.deep.equal(['tách: Khi nào xong?']);
    expect(pointsToShow({ sent, given: sent, text: 'Khi nào xong?' }, split)).to.deep.equal([
      'tách: Khi nào xong?',
    ]);
    expect(pointsToShow({ sent, given: ['Bao giờ xong?'], text: 'Khi nào xong?' }, split)).to.deep.equal([
      'Bao giờ xong?',
    ]);
  });

  it('compares words and not punctuation or the way accents are composed', () => {
    expect(allStandIn(['khi nào xong'], 'Xin hỏi: “Khi nào — xong?”'.normalize('NFD'))).to.equal(true);
    expect(allStandIn(['nào xong'], 'khinào xong')).to.equal(false);
  });
});

describe('answer rules: required elements and gate', () => {
  type Outcome = 'accepted' | 'refused' | 'explained';
  const days = { ahead: (day: string) => day > '2026-03-04', begun: (day: string) => day <= '2026-03-04' };
  const judged = { kind: 'feedback' as Kind, asked, days };
  const missing = (outcome: Outcome, change: Partial<AnswerFields> = {}, kind: Kind = 'feedback') =>
    missingElements({ ...judged, kind, outcome, fields: { ...complete, ...change } }, REQUIRED);

  it('asks for nothing when everything is there', () => {
    expect(missing('accepted')).to.deep.equal([]);
  });

  it('asks for each point with text and outcome', () => {
    expect(missing('accepted', { points: complete.points.slice(0, 1) })).to.deep.equal(['points']);
    expect(
      missing('accepted', { points: [...complete.points.slice(0, 1), { n: 2, text: 'Có.' }] }),
    ).to.deep.equal(['points']);
  });

  it('asks a refusal for reason and legal basis, and an explanation for facts with who and when', () => {
    expect(missing('refused')).to.deep.equal(['reason', 'legalBasis']);
    expect(missing('explained', { facts: { text: 'Đã xem', by: 'Bà Hà', on: '' } })).to.deep.equal(['facts']);
  });

  it('asks an explanation of a rule for the rule, and one of what happened for what was checked', () => {
    expect(missing('explained', {}, 'question')).to.deep.equal(['legalBasis']);
    expect(missing('explained', {}, 'feedback')).to.deep.equal(['facts']);
    expect(missing('explained', {}, 'recommendation')).to.deep.equal(['reason']);
    expect(missing('explained', { legalBasis: ['118/2025/NĐ-CP'] }, 'question')).to.deep.equal([]);
  });

  it('finds everything missing where there is free text alone', () => {
    expect(missingElements({ ...judged, outcome: 'refused', fields: undefined }, REQUIRED)).to.deep.equal([
      'points',
      'reason',
      'legalBasis',
      'contact',
    ]);
  });

  it('wants what, who and when of one and the same action, on a day to come', () => {
    const row = (text: string, actor: string, on: string) => ({ text, actor, on });
    const scattered = [row('cấp phép', '', ''), row('', 'Phòng A', ''), row('', '', '2026-03-12')];
    expect(missing('accepted', { actions: scattered })).to.deep.equal(['actor', 'date']);
    expect(missing('accepted', { actions: [row('cấp phép', 'Phòng A', '2020-02-03')] })).to.deep.equal([
      'date',
    ]);
    const two = [row('báo lại', '', ''), row('cấp phép', 'Phòng A', '2026-03-12')];
    expect(missing('accepted', { actions: two })).to.deep.equal([]);
  });

  it('takes no check of tomorrow for one that was made', () => {
    const facts = { text: 'Đã xem', by: 'Bà Hà', on: '2030-01-01' };
    expect(missing('explained', { facts })).to.deep.equal(['facts']);
    expect(missing('explained', { facts: { ...facts, on: '2026-03-04' } })).to.deep.equal([]);
  });

  it('takes some letters for a reason, and a full stop for none', () => {
    expect(['.', ' . . . . . ', 'abc', '', undefined].map(tellsWhy)).to.deep.equal(Array(5).fill(false));
    expect(tellsWhy('Đã gọi điện.')).to.equal(true);
  });

  it('knows an answer that does nothing but pass on', () => {
    const passed = { n: 1, outcome: 'transferred' as const, text: 'Chuyển.' };
    expect(onlyPassesOn({ ...complete, points: [passed] })).to.equal(true);
    expect(onlyPassesOn({ ...complete, points: [passed, complete.points[1]!] })).to.equal(false);
    expect(onlyPassesOn({ ...complete, points: [] })).to.equal(false);
  });

  it('asks a point passed on for the unit, the letter and the reason, whatever the outcome of the whole', () => {
    const points = [complete.points[0]!, { n: 2, outcome: 'transferred' as const, text: 'Chuyển.' }];
    expect(missing('accepted', { points })).to.deep.equal(['reason', 'unit', 'number']);
    const handover = { unit: 'dept-health', on: '2026-03-05', number: '12' };
    expect(missing('accepted', { points, handover, grounds: 'Đúng thẩm quyền' })).to.deep.equal([]);
  });

  it('opens for clear, wants a reason for partial, and the head for vague or incomplete', () => {
    const heard = { verdict: 'clear', sure: true, pointMissed: false } as const;
    expect(gateOf(heard, [])).to.equal('open');
    expect(gateOf({ ...heard, verdict: 'partial' }, [])).to.equal('open');
    expect(gateOf({ ...heard, verdict: 'partial', pointMissed: true }, [])).to.equal('reason');
    expect(gateOf({ ...heard, verdict: 'vague' }, [])).to.equal('override');
    expect(gateOf({ ...heard, verdict: 'vague', sure: false }, [])).to.equal('reason');
    expect(gateOf(heard, ['contact'])).to.equal('override');
  });

  it('lets verdict and points never contradict each other', () => {
    const vague = { verdict: 'vague', score: 20 } as const;
    expect(inAccord(vague, { answered: 2, of: 2 })).to.deep.equal({ verdict: 'partial', score: 55 });
    expect(inAccord(vague, { answered: 0, of: 2 })).to.deep.equal(vague);
    const clear = { verdict: 'clear', score: 90 } as const;
    expect(inAccord(clear, { answered: 1, of: 2 })).to.deep.equal({ verdict: 'partial', score: 74 });
    expect(inAccord(clear, { answered: 2, of: 2 })).to.deep.equal(clear);
    expect(inAccord(clear, { answered: 0, of: 0 })).to.deep.equal(clear);
  });

  it('promises only what has words and a day to come', () => {
    const now = new Date('2026-03-04T03:00:00Z');
    const endOf = (day: string) => new Date(`${day}T10:00:00Z`);
    const actions = [
      { text: 'cấp phép', actor: 'Phòng A', on: '2026-03-12' },
      { text: 'kiểm tra', actor: 'Phòng A', on: '2026-03-01' },
      { text: '', actor: 'Phòng A', on: '2026-03-12' },
      { text: 'báo lại', actor: '', on: '' },
    ];
    expect(promisesOf(actions, 'dept-health', { now, endOf })).to.deep.equal([
      { text: 'cấp phép', actor: 'Phòng A', dueAt: endOf('2026-03-12'), unit: 'dept-health' },
    ]);
  });
});

describe('answer rules: placeholders', () => {
  for (const text of [
    'ngày [ngày/tháng/năm]',
    'Kính gửi {{tên}}',
    'số …… ngày',
    'ngày … tháng',
    'ký ____',
    '<tên>',
    '024 …………',
    'theo công văn số …',
    'gửi ngày …\nKính chào',
  ])
    it(`finds the blank in “${text}”`, () => expect(blanksIn(text)).to.have.lengthOf(1));
  for (const text of [
    'xem chú thích [1]',
    'Vâng… chúng tôi hiểu.',
    'bàn, ghế, …',
    'ghi “sạp số …, chợ Xốm” kèm hợp đồng',
    'diện tích < 50 m² và > 20 m²',
    'hồ sơ gồm: đơn, bản vẽ...',
  ])
    it(`leaves “${text}” alone`, () => expect(blanksIn(text)).to.deep.equal([]));
});

describe('answer rules: citations', () => {
  const land = { number: '31/2024/QH15', validTo: null, replacedBy: null };
  const formerLand = { number: '45/2013/QH13', validTo: '2024-07-31', replacedBy: '31/2024/QH15' };
  const documents = new Map<string, LegalDocument>([
    ...[
      { number: '118/2025/NĐ-CP', validTo: null, replacedBy: null },
      { number: '61/2018/NĐ-CP', validTo: '2025-06-30', replacedBy: '118/2025/NĐ-CP' },
      land,
    ].map((document): [string, LegalDocument] => [documentKey(document.number)!, document]),
    ...['Đất đai', 'Land', 'о земле', 'Земельный кодекс'].flatMap((name): [string, LegalDocument][] => [
      [lawKey(name, '2024'), land],
      [lawKey(name, '2013'), formerLand],
    ]),
  ]);
  const states = (text: string) =>
    checkCitations(citationsIn(text), documents, '2026-03-04').map(({ text: cited, state }) => [
      cited,
      state,
    ]);

  /** Before the colon what stands around it, then the citation, then its state. */
  const CITED: [string, string, string][] = [
    ['Theo', 'khoản 2 Điều 9 Nghị định số 118/2025/NĐ-CP', 'known'],
    ['Theo', 'điểm a, khoản 2, Điều 9 NĐ 118/2025/NĐ-CP', 'known'],
    ['Theo', 'k. 2 Đ. 9 NĐ118/2025/NĐ-CP', 'known'],
    ['Theo', 'Điều 9, 10 và 12 của NĐ số 61/2018/NĐ-CP', 'expired'],
    ['Theo', 'TT 99/2099/TT-BTC', 'unknown'],
    ['Theo', 'QĐ 99/2023/QĐ-UBND', 'unknown'],
    ['Thực hiện', 'Chỉ thị số 15/CT-UBND', 'unknown'],
    ['Thực hiện', '15/CT-UBND', 'unknown'],
    ['Theo', 'khoản 3 Điều 138 Luật Đất đai 2024', 'known'],
    ['Theo', 'luật đất đai năm 2013', 'expired'],
    ['Theo', 'Luật Đất đai (2024)', 'known'],
    ['Theo', 'Luật Đất đai 2019', 'unknown'],
    ['Theo', 'Luật Phòng, chống tham ô và lãng phí 2024', 'unknown'],
    ['Under', 'Article 9 of Decree No. 118/2025/ND-CP', 'known'],
    ['Under', 'Art. 9(2) of Decree No. 61/2018/ND-CP', 'expired'],
    ['Under', 'Law 31/2024/QH15', 'known'],
    ['See', 'Arts. 5 and 9 of the 2024 Land Law', 'known'],
    ['Under', 'Land Law 2013', 'expired'],
    ['See', 'Clause 2, Article 9, Law on Land of 2024', 'known'],
    ['By the', '2024 Law on Land', 'known'],
    ['By the', 'Space Code 2024', 'unknown'],
    ['Согласно', 'ст. 9 Декрета № 118/2025/NĐ-CP', 'known'],
    ['Согласно', 'ст. 9 ч. 2 ФЗ № 59-ФЗ', 'unknown'],
    ['По', 'ч. 2 ст. 12 Федерального закона от 02.05.2006 № 59-ФЗ', 'unknown'],
    ['Согласно', 'п. 3 ст. 5 Закона о земле 2024 года', 'known'],
    ['По', 'закону «О земле» 2013 г.', 'expired'],
    ['По', 'Земельному кодексу 2024', 'known'],
  ];
  for (const [before, cited, state] of CITED)
    it(`finds “${cited}”: ${state}`, () =>
      expect(states(`${before} ${cited}, 12/3.`)).to.deep.equal([[cited, state]]));

  it('finds several in one sentence', () => {
    expect(states('Nghị định 61/2018/NĐ-CP và Luật Đất đai 2024 (31/2024/QH15)')).to.deep.equal([
      ['Nghị định 61/2018/NĐ-CP', 'expired'],
      ['Luật Đất đai 2024', 'known'],
      ['31/2024/QH15', 'known'],
    ]);
  });

  it('takes a number without its kind for the one document that begins with it', () => {
    expect(states('Decree 118/2025')).to.deep.equal([['Decree 118/2025', 'known']]);
  });

  for (const text of [
    'ngày 12/03/2026, kỳ 3/2026, hồ sơ 123/2026, công văn 45/UBND-XD, Quyết định 1234/QĐ-UBND',
    'Luật sư Hà gửi năm 2024; pháp luật năm 2024; kỷ luật cán bộ năm 2024; theo luật chơi 2024',
    'Luật Đất đai, trong năm 2026 Sở sẽ rà soát',
    'The law on parking here is old; in 2024 we changed it. QR code 2024.',
    'Закон на нашей стороне, в 2024 году мы писали. ТТ 12, дом 9-Ф.',
  ])
    it(`leaves “${text}” alone`, () => expect(states(text)).to.deep.equal([]));
});

describe('answer rules: changes', () => {
  it('shows what was taken out and what came, sentence by sentence', () => {
    const changes = changesBetween(
      'Sở sẽ cấp phép. Ngày 5/3.\n\nLiên hệ bà Hà.',
      'Sở sẽ cấp phép. Ngày 6/3.\n\nLiên hệ bà Hà.',
    );
    expect(changes).to.deep.equal([
      [
        { kind: 'same', text: 'Sở sẽ cấp phép.' },
        { kind: 'gone', text: 'Ngày 5/3.' },
        { kind: 'new', text: 'Ngày 6/3.' },
      ],
      [{ kind: 'same', text: 'Liên hệ bà Hà.' }],
    ]);
  });

  it('is done with very long texts too', () => {
    const long = 'Một câu. '.repeat(2_000);
    expect(changesBetween(long, `${long}Hết.`).flat().at(-1)).to.deep.equal({ kind: 'new', text: 'Hết.' });
  });
});

describe('answer rules: adversarial texts', () => {
  const nasty = [
    ...['[', '<', '…', '. ', '{{', 'điều 1 ', '1/2000/A-', 'Nghị định ', '\u202e', '👩‍👩‍👧 '],
    ...[
      'Luật a ',
      'Luật a, ',
      'Law on A ',
      'Land ',
      '2024 Land ',
      'Закон о а ',
      'аааа кодекс ',
      'Art. 9(2)',
      'ст. 9 ',
    ],
    ...['khoản 1 và 1 ', '1/CT-', '12-Ф', 'NĐ', 'a', '2024 '],
  ];
  for (const piece of nasty)
    it(`reads 200,000 characters of ${JSON.stringify(piece)}`, function () {
      this.timeout(2_000);
      const text = piece.repeat(Math.ceil(200_000 / piece.length));
      expect(blanksIn(text).length).to.be.at.least(0);
      expect(citationsIn(text).length).to.be.at.most(40);
    });
});
