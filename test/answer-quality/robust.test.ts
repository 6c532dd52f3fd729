import { expect } from 'chai';
import fc from 'fast-check';
import {
  assessAnswer,
  type Language,
  loadAnswerRules,
  similarTo,
  splitPoints,
} from '../../server/answer-quality/index.ts';
import { findCues, indexCues } from '../../server/answer-quality/rules/cues.ts';
import { wordsOf } from '../../server/answer-quality/rules/words.ts';

const rules = loadAnswerRules();
const LANGUAGES: Language[] = ['vi', 'en', 'ru'];
const MEGABYTE = 1_000_000;

/** Strings that make careless patterns try every way to match. */
const ADVERSARIAL: Record<string, string> = {
  letters: 'a',
  spaces: ' ',
  digits: '1',
  dates: '12/3 ',
  days: 'ngày 12 ',
  dots: '.',
  lines: 'a\n',
  slashes: '1/',
  dashes: 'a-',
  capitals: 'Aa ',
  articles: 'Điều 1 khoản ',
  numbers: '1 000 ',
  mail: 'a.a@a',
  marks: 'a\u0301\u0323',
  joiners: 'a\u200d',
  brackets: '<',
  tags: '<b>',
  questions: 'when ',
  requests: 'đề nghị và ',
  list: '1) a 2) b ',
  titles: 'ông Nguyễn ',
  initials: 'А. Б. ',
  identity: 'CCCD ',
  passive: 'được ',
  surrogates: '😀',
};

describe('bad input', () => {
  for (const [name, piece] of Object.entries(ADVERSARIAL)) {
    it(`judges a megabyte of ${name} in bounded time`, function () {
      this.timeout(20_000);
      const text = piece.repeat(Math.ceil(MEGABYTE / piece.length));
      const began = process.cpuUsage();
      for (const language of LANGUAGES) {
        expect(assessAnswer({ language, question: text, answer: text }, rules).verdict).to.be.oneOf([
          'clear',
          'partial',
          'vague',
        ]);
      }
      const { user, system } = process.cpuUsage(began);
      // Processor time of this process, not the clock; far above what linear work needs, far below quadratic.
      expect((user + system) / 1e6).to.be.lessThan(3 * 5);
    });
  }

  it('compares words with cues a number of times that grows with the text only', () => {
    let compared = 0;
    const words = wordsOf('in due course '.repeat(2000), 'en').map((word) => ({
      ...word,
      form: {
        ...word.form,
        get text() {
          compared++;
          return word.form.text;
        },
      },
    }));
    findCues(words, indexCues({ time: ['in due course', 'in _ course _ in'] }), false);
    expect(compared).to.be.lessThan(words.length * 12);
  });

  it('gives a verdict for any string, with offsets inside it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...LANGUAGES),
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        (language, question, answer) => {
          const { findings, score, points } = assessAnswer({ language, question, answer }, rules);
          expect(score).to.be.within(0, 100);
          expect(points.every((point) => typeof point.answered === 'boolean')).to.equal(true);
          for (const { start, end } of findings)
            if (start !== null) expect(end).to.be.within(start, answer.length);
        },
      ),
      { numRuns: 300, seed: 7 },
    );
  });

  it('marks the same words in decomposed text, at the offsets of the text as given', () => {
    const answer = 'Chào bà. Việc này sẽ làm trong thời gian tới.';
    const apart = answer.normalize('NFD');
    const marked = (text: string) =>
      assessAnswer({ language: 'vi', question: 'Bao giờ sửa đường?', answer: text }, rules)
        .findings.filter((finding) => finding.check === 'time-without-date')
        .map(({ start, end }) => text.slice(start!, end!).normalize('NFC'));
    expect(marked(answer)).to.deep.equal(['trong thời gian tới']);
    expect(marked(apart)).to.deep.equal(['trong thời gian tới']);
  });

  it('keeps offsets behind emoji, right-to-left marks and tags', () => {
    const answer = '😀 \u200f<p class="x">Hello</p> We will \u202adecide in due\u200b course\u202c.';
    const { findings } = assessAnswer(
      { language: 'en', question: 'When is the road mended?', answer },
      rules,
    );
    const found = findings.find((finding) => finding.check === 'time-without-date')!;
    expect(answer.slice(found.start!, found.end!).replace(/\p{Cf}/gu, '')).to.equal('in due course');
  });

  it('reads an answer without tone marks', () => {
    const { findings } = assessAnswer(
      { language: 'vi', question: 'Bao gio sua duong?', answer: 'Se sua trong thoi gian toi.' },
      rules,
    );
    expect(findings.map((finding) => finding.check)).to.include('time-without-date');
  });

  it('accepts the new and the old place of the tone mark', () => {
    const tried = ['hòa', 'hoà'].map((word) => wordsOf(word, 'vi')[0]!.form.text);
    expect(tried[0]).to.equal(tried[1]);
  });

  it('reads another language than announced without failing', () => {
    expect(
      assessAnswer({ language: 'ru', question: 'When?', answer: 'Sẽ làm ngày 14/8. 12 мая.' }, rules).points,
    ).to.have.length(1);
  });

  it('splits and compares a megabyte', () => {
    const text = 'a, b and c? '.repeat(MEGABYTE / 12);
    expect(splitPoints(text, 'en').length).to.be.at.most(20);
    expect(similarTo(text, [text], 'en')).to.deep.equal([1]);
  });
});
