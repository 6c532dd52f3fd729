import { expect } from 'chai';
import {
  type Assessment,
  assessAnswer,
  type Language,
  loadAnswerRules,
} from '../../server/answer-quality/index.ts';

const rules = loadAnswerRules();

function assess(language: Language, question: string, answer: string): Assessment {
  return assessAnswer({ language, question, answer }, rules);
}

function checksOf(assessment: Assessment): string[] {
  return assessment.findings.map((finding) => finding.check);
}

const QUESTION: Record<Language, string> = {
  vi: 'Đèn trước số 12 ngõ Hoa tắt cả tháng. Bao giờ sửa?',
  en: 'The lamp at 12 Flower Lane has been dark for a month. When will you repair it?',
  ru: 'Фонарь у дома 12 на Цветочной не горит месяц. Когда почините?',
};

/** By check: words that must be found, and words that look like them and must pass. */
const CASES: { check: string; language: Language; found: string; passes: string }[] = [
  {
    check: 'time-without-date',
    language: 'en',
    found: 'The lamp will be looked at in due course.',
    passes:
      'Electrician Vu Hai replaces the lamp at 12 Flower Lane in due course, that is on 14 August at 9:00.',
  },
  {
    check: 'time-without-date',
    language: 'vi',
    found: 'Đèn sẽ được xử lý trong thời gian tới.',
    passes: 'Trong thời gian tới, cụ thể là ngày 14/8, anh Vũ Hải thay bóng đèn trước số 12 ngõ Hoa.',
  },
  {
    check: 'time-without-date',
    language: 'ru',
    found: 'Вопрос решат в ближайшее время.',
    passes:
      'В ближайшее время, а именно 14 августа, электрик Павел Нечаев заменит фонарь у дома 12 на Цветочной.',
  },
  {
    check: 'rule-without-number',
    language: 'en',
    found: 'Repairs are made in accordance with applicable regulations.',
    passes:
      'The lamp at 12 Flower Lane is repaired on 14 August, in accordance with applicable regulations: Article 9 of Decision 14/2024 gives us three days.',
  },
  {
    check: 'rule-without-number',
    language: 'vi',
    found: 'Việc sửa chữa thực hiện theo quy định của pháp luật.',
    passes:
      'Theo quy định tại khoản 2 Điều 9 Quyết định 14/2024/QĐ-UBND, đèn trước số 12 được sửa trong 3 ngày, tức trước 14/8.',
  },
  {
    check: 'rule-without-number',
    language: 'ru',
    found: 'Работы ведутся в установленном порядке.',
    passes:
      'В установленном порядке (п. 9 постановления № 14) фонарь у дома 12 на Цветочной заменят до 14 августа.',
  },
  {
    check: 'action-without-actor',
    language: 'en',
    found: 'Measures are being taken.',
    passes:
      'Measures have been taken: electrician Mr Vu Hai replaced the lamp at 12 Flower Lane on 14 August.',
  },
  {
    check: 'action-without-actor',
    language: 'vi',
    found: 'Nội dung đang được xem xét.',
    passes:
      'Hồ sơ thay đèn đang được xem xét và ông Vũ Hải sẽ ký ngày 14/8, thợ lắp đèn trước số 12 ngay chiều đó.',
  },
  {
    check: 'action-without-actor',
    language: 'ru',
    found: 'Принимаются необходимые меры.',
    passes: 'Приняты меры: 14 августа электрик П. Р. Нечаев заменил фонарь у дома 12 на Цветочной.',
  },
  {
    check: 'sending-away',
    language: 'en',
    found: 'Please contact the competent authority.',
    passes:
      'The lamp at 12 Flower Lane will be repaired on 14 August by Mr Vu Hai. If it is still dark on 15 August, please contact me, Ms Lan, 024 5550 0100.',
  },
  {
    check: 'sending-away',
    language: 'vi',
    found: 'Đề nghị ông liên hệ cơ quan chức năng để được hướng dẫn.',
    passes:
      'Ông Vũ Hải thay đèn trước số 12 ngõ Hoa ngày 14/8. Nếu sau ngày này đèn chưa sáng, bà gọi ông Hải, 0912 000 100.',
  },
  {
    check: 'sending-away',
    language: 'ru',
    found: 'Рекомендуем обратиться в уполномоченный орган.',
    passes:
      'Фонарь у дома 12 на Цветочной заменит 14 августа электрик П. Р. Нечаев. Если не загорится, звоните ему, 8 (000) 300-10-10.',
  },
  {
    check: 'bare-transfer',
    language: 'en',
    found: 'Your letter has been forwarded to the relevant department.',
    passes:
      'The lamp belongs to Lighting Company 2. We forwarded your report on 11 August, slip 682; the company repairs the lamp at 12 Flower Lane by 14 August and reports to us.',
  },
  {
    check: 'bare-transfer',
    language: 'vi',
    found: 'Nội dung không thuộc thẩm quyền của phường.',
    passes:
      'Đèn do Xí nghiệp Chiếu sáng quản lý. Ngày 11/8 phường đã chuyển phản ánh, phiếu số 682, Xí nghiệp sẽ sửa đèn trước số 12 trước ngày 14/8.',
  },
  {
    check: 'bare-transfer',
    language: 'ru',
    found: 'Данный вопрос не относится к нашей компетенции.',
    passes:
      'Фонарь обслуживает МУП «Горсвет». 11 августа мы передали туда обращение, № 682, фонарь у дома 12 на Цветочной заменят до 14 августа.',
  },
  {
    check: 'acknowledgement-only',
    language: 'en',
    found: 'We have received your letter and thank you for your feedback.',
    passes:
      'Thank you for your feedback. Mr Vu Hai replaced the lamp at 12 Flower Lane on 14 August; it is lit again.',
  },
  {
    check: 'acknowledgement-only',
    language: 'vi',
    found: 'Phường xin ghi nhận ý kiến và cảm ơn ông.',
    passes:
      'Phường ghi nhận ý kiến của ông. Ngày 14/8 ông Vũ Hải đã thay đèn trước số 12 ngõ Hoa, đèn đã sáng.',
  },
  {
    check: 'acknowledgement-only',
    language: 'ru',
    found: 'Ваше обращение принято к сведению. Благодарим за обращение.',
    passes:
      'Благодарим за обращение. 14 августа электрик П. Р. Нечаев заменил фонарь у дома 12 на Цветочной, он горит.',
  },
  {
    check: 'conditional',
    language: 'en',
    found: 'The lamp may be considered for repair when funding becomes available.',
    passes: 'The lamp at 12 Flower Lane is replaced on 14 August; the money was granted in Decision 14/2024.',
  },
  {
    check: 'conditional',
    language: 'vi',
    found: 'Khi bố trí được kinh phí, việc sửa đèn có thể được xem xét.',
    passes: 'Đèn trước số 12 ngõ Hoa được thay ngày 14/8, kinh phí đã có theo Quyết định 14/2024/QĐ-UBND.',
  },
  {
    check: 'conditional',
    language: 'ru',
    found: 'При наличии финансирования вопрос может быть рассмотрен.',
    passes: 'Фонарь у дома 12 на Цветочной заменят 14 августа, деньги выделены приказом № 14.',
  },
];

describe('checks of stock phrases', () => {
  for (const { check, language, found, passes } of CASES) {
    it(`${language}: ${check} is found, and its concrete look-alike passes`, () => {
      const bad = assess(language, QUESTION[language], found);
      expect(bad.verdict).to.equal('vague');
      expect(checksOf(bad)).to.include(check);
      const marked = bad.findings.find((finding) => finding.check === check && finding.start !== null);
      if (check !== 'acknowledgement-only')
        expect(found.slice(marked!.start!, marked!.end!).trim()).to.have.length.greaterThan(5);
      const good = assess(language, QUESTION[language], passes);
      expect(good.verdict, passes).to.not.equal('vague');
      expect(checksOf(good)).to.not.include(check);
    });
  }
});

describe('checks of the whole answer', () => {
  it('names each missed point by its number', () => {
    const result = assess(
      'en',
      'Who cleans the canal, and what is the fee for a mooring?',
      'The canal is cleaned by Waterways Unit 2 under Mr Do Van Son, every Friday.',
    );
    expect(result.points.map((point) => point.answered)).to.deep.equal([true, false]);
    expect(result.findings.find((finding) => finding.type === 'point_missed')?.values).to.include({ n: 2 });
  });

  it('does not speak of missed points where one point was asked', () => {
    const result = assess('en', 'When does the ferry run?', 'We take note of your question.');
    expect(checksOf(result)).to.not.include('point-missed');
    expect(checksOf(result)).to.include('when-without-date');
  });

  it('finds an answer that repeats the question', () => {
    const question = 'The old bridge over the Red Creek near the mill is rotten. Please repair the bridge.';
    const result = assess(
      'en',
      question,
      'You write that the old bridge over the Red Creek near the mill is rotten and that the bridge should be repaired.',
    );
    expect(checksOf(result)).to.include('restates-question');
  });

  it('finds an answer about something else', () => {
    const result = assess(
      'en',
      'Why was my bakery licence refused?',
      'Our library holds 86,000 volumes. Readers enjoyed twelve concerts last year, and the garden was renewed in spring.',
    );
    expect(result.verdict).to.equal('vague');
    expect(checksOf(result)).to.include('off-topic');
  });

  it('calls an empty answer none', () => {
    const result = assess('vi', 'Bao giờ sửa đường?', '   ');
    expect(result).to.include({ verdict: 'vague' });
    expect(result.findings[0]).to.include({ type: 'none', check: 'empty', start: null, end: null });
    expect(result.points).to.deep.equal([{ text: 'Bao giờ sửa đường?', answered: false }]);
  });

  it('is not misled by dates and numbers that answer nothing', () => {
    const answer =
      'In the second quarter the ward handled 412 letters, 3% more than in 2025. By Decision 71 of 4 May a team of 9 was set up; it met on 6 May, 20 May and 3 June and exchanged views. The survey showed 97% satisfaction.';
    expect(assess('en', 'When will you repair the lamp at 12 Flower Lane?', answer).verdict).to.equal(
      'vague',
    );
  });

  it('passes a short decision without any number', () => {
    expect(
      assess('en', 'Do I need a permit for a hedge?', 'No, you need no permit for a hedge.').verdict,
    ).to.equal('clear');
    expect(
      assess(
        'vi',
        'Trồng hàng rào cây có phải xin phép không?',
        'Không, trồng hàng rào cây bác không phải xin phép.',
      ).verdict,
    ).to.equal('clear');
    expect(
      assess('ru', 'Нужно ли разрешение на живую изгородь?', 'Нет, разрешение на живую изгородь не нужно.')
        .verdict,
    ).to.equal('clear');
  });

  it('gives every verdict short of clear a reason', () => {
    for (const answer of ['Good day.', 'We do our best.', 'The sun shines. The sky is blue.']) {
      const result = assess('en', 'When will the lamp be repaired?', answer);
      expect(result.findings, answer).to.not.be.empty;
    }
  });
});

describe('advice on style and privacy', () => {
  const question = 'Is my file complete?';

  it('marks a long sentence and leaves a short one', () => {
    const long = `Your file is complete ${'and the map is in it '.repeat(8)}.`;
    expect(checksOf(assess('en', question, long))).to.include('long-sentence');
    expect(checksOf(assess('en', question, 'Your file is complete. The map is in it.'))).to.not.include(
      'long-sentence',
    );
  });

  it('marks a passive in which nobody acts, but not one with its doer', () => {
    expect(checksOf(assess('en', question, 'The file was examined. It will be signed.'))).to.include(
      'passive-without-agent',
    );
    expect(
      checksOf(assess('en', question, 'The file was examined by our Land Office. Ms Ha signs it.')),
    ).to.not.include('passive-without-agent');
    expect(checksOf(assess('vi', question, 'Hồ sơ sẽ được xem xét.'))).to.include('passive-without-agent');
    expect(checksOf(assess('ru', question, 'Дело будет рассмотрено.'))).to.include('passive-without-agent');
  });

  it('marks an abbreviation that nobody explains', () => {
    expect(checksOf(assess('en', question, 'Your file lies with the XLRD.'))).to.include(
      'unexplained-abbreviation',
    );
    expect(
      checksOf(assess('en', question, 'Your file lies with the Land Desk (XLRD). The UBND signs it.')),
    ).to.not.include('unexplained-abbreviation');
    expect(checksOf(assess('en', 'Is it with the XLRD?', 'Yes, it is with the XLRD.'))).to.not.include(
      'unexplained-abbreviation',
    );
  });

  it('marks numbers of papers and accounts, not office telephones and file codes', () => {
    const answer = 'Chủ hộ có CCCD 001082012345, tài khoản 1903 4567 8912.';
    const marked = assess('vi', question, answer).findings.filter(
      (finding) => finding.check === 'personal-data',
    );
    expect(marked.map(({ start, end }) => answer.slice(start!, end!)))
      .to.include('001082012345')
      .and.to.include('1903 4567 8912');
    expect(
      checksOf(assess('vi', question, 'Hồ sơ 000.12.34-230905-0007 đủ, gọi 024 3000 0000.')),
    ).to.not.include('personal-data');
  });
});
