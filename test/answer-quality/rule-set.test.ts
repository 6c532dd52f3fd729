import { expect } from 'chai';
import { assessAnswer, loadAnswerRules } from '../../server/answer-quality/index.ts';
import { CONTENT_LANGUAGES } from '../../server/platform/context.ts';
import { hasText } from '../../server/platform/i18n/texts.ts';

const rules = loadAnswerRules();

describe('the shipped rule set', () => {
  it('says its version with each verdict', () => {
    expect(
      assessAnswer({ language: 'en', question: 'Why?', answer: 'Because.' }, rules).rulesVersion,
    ).to.equal(rules.version);
  });

  it('is read once', () => {
    expect(loadAnswerRules()).to.equal(rules);
  });

  /** A missed point gets a sentence to fill in, by its kind. */
  const KINDS = ['when', 'amount', 'who', 'why', 'where', 'yes-no', 'what', 'how', 'request'];
  const HINTS: Record<string, string[]> = { 'point-missed': KINDS.map((kind) => `point-missed-${kind}`) };

  it('has a hint and a name for each check in all languages', () => {
    const checks = new Set([
      ...Object.keys(rules.languages.vi.phrases),
      'empty',
      'point-missed',
      'when-without-date',
      'restates-question',
      'off-topic',
      'promise-without-date',
      'promise-without-date-or-actor',
      'incomplete',
      'no-decision',
      'long-sentence',
      'passive-without-agent',
      'unexplained-abbreviation',
      'personal-data',
      'boilerplate',
    ]);
    for (const language of CONTENT_LANGUAGES) {
      for (const check of checks) {
        for (const hint of HINTS[check] ?? [check])
          expect(hasText(`answer-quality.hints.${hint}`, language), `${language} ${hint}`).to.equal(true);
        expect(hasText(`answer-quality.checks.${check}`, language), `${language} ${check}`).to.equal(true);
      }
    }
  });

  it('has the same lists in each language', () => {
    // Topics are each language's own: what a question and an answer share is never compared across languages.
    for (const part of ['phrases', 'cues'] as const) {
      const [vi, en, ru] = CONTENT_LANGUAGES.map((language) =>
        Object.keys(rules.languages[language][part]).sort(),
      );
      expect(en).to.deep.equal(vi);
      expect(ru).to.deep.equal(vi);
    }
  });

  it('gives the same answer for the same input', () => {
    const input = {
      language: 'ru',
      question: 'Когда уберут столб?',
      answer: 'Столб уберут 14 августа.',
    } as const;
    expect(assessAnswer(input, rules)).to.deep.equal(assessAnswer(input, rules));
  });

  it('takes the points that the sender confirmed instead of splitting', () => {
    const points = ['the lamp', 'the hedge', 'the bench'];
    expect(
      assessAnswer({ language: 'en', question: 'x', answer: 'Done.', points }, rules).points.map(
        (point) => point.text,
      ),
    ).to.deep.equal(points);
  });
});
