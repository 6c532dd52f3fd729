import { expect } from 'chai';
import { CONTENT_LANGUAGES, type ContentLanguage } from '../../server/platform/context.ts';
import { hasText, preferredLanguage, readTexts, translator } from '../../server/platform/i18n/texts.ts';
import { keysInCode, keysInViews, type Use } from './texts-in-use.ts';

const PLURAL = /_(zero|one|two|few|many|other)$/;
const TEXTS = Object.fromEntries(CONTENT_LANGUAGES.map((each) => [each, readTexts(each)])) as Record<
  ContentLanguage,
  Record<string, string>
>;

/** Keys that have forms for numbers: those with an `_other`. */
const pluralKeys = (language: ContentLanguage) =>
  new Set(
    Object.keys(TEXTS[language])
      .filter((key) => key.endsWith('_other'))
      .map((key) => key.replace(PLURAL, '')),
  );

function bareKeys(language: ContentLanguage): string[] {
  const plural = pluralKeys(language);
  const keys = Object.keys(TEXTS[language]).map((key) =>
    plural.has(key.replace(PLURAL, '')) ? key.replace(PLURAL, '') : key,
  );
  return [...new Set(keys)].sort();
}

const BARE = Object.fromEntries(CONTENT_LANGUAGES.map((each) => [each, bareKeys(each)])) as Record<
  ContentLanguage,
  string[]
>;
const KNOWN = new Set(BARE.vi);

/** Values of a text, each once; those in three languages without the language. */
const holes = (text: string) => [
  ...new Set([...text.matchAll(/\{\{\s*([\w.]+)/g)].map(([, name]) => name!.replace(/\.(vi|en|ru)$/, ''))),
];

describe('texts', () => {
  it('exist in each language, key by key', () => {
    expect(BARE.vi.length).to.be.greaterThan(300);
    for (const language of ['en', 'ru'] as const) {
      const own = new Set(BARE[language]);
      expect(
        BARE.vi.filter((key) => !own.has(key)),
        `missing in ${language}`,
      ).to.deep.equal([]);
      expect(
        BARE[language].filter((key) => !KNOWN.has(key)),
        `only in ${language}`,
      ).to.deep.equal([]);
    }
  });

  for (const language of CONTENT_LANGUAGES)
    it(`have the plural forms that ${language} asks for, and no others`, () => {
      const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories.slice().sort();
      const keys = Object.keys(TEXTS[language]);
      for (const key of pluralKeys(language)) {
        const forms = keys.filter((each) => each.startsWith(`${key}_`) && each.replace(PLURAL, '') === key);
        const categories = forms.map((each) => PLURAL.exec(each)![1]!).sort();
        expect(categories, key).to.deep.equal(wanted);
      }
    });

  it('name no value that only one language knows', () => {
    // Russian may leave a name out where it would have to be declined; a value of one language alone is a slip.
    const alone: string[] = [];
    for (const key of BARE.vi) {
      const named = CONTENT_LANGUAGES.flatMap((language) =>
        holes(TEXTS[language][key] ?? TEXTS[language][`${key}_other`]!),
      );
      for (const hole of new Set(named))
        if (named.filter((each) => each === hole).length < 2) alone.push(`${key}: ${hole}`);
    }
    expect(alone).to.deep.equal([]);
  });

  it('are never empty, and hold no markup but in the words of letters and pages', () => {
    const wrong = CONTENT_LANGUAGES.flatMap((language) =>
      Object.entries(TEXTS[language])
        .filter(
          ([, text]) => !text.trim() || text !== text.normalize('NFC') || /<\/?[a-z]|\bTODO\b|�/i.test(text),
        )
        .map(([key]) => `${language} ${key}`),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('are not left in another language', () => {
    const cyrillic = Object.entries(TEXTS.ru).filter(
      ([, text]) => /[a-z]{4,}/i.test(text.replace(/\{\{[^}]*\}\}/g, '')) && !/[а-яё]/i.test(text),
    );
    const allowed = /^(site\.languages|.*\.(rss|ics|json|csv|api|email-example|mongodb))/;
    expect(cyrillic.map(([key]) => key).filter((key) => !allowed.test(key))).to.deep.equal([]);
  });

  const exists = ({ key, open }: Use) =>
    open ? BARE.vi.some((each) => each.startsWith(key)) : hasText(key) || KNOWN.has(key);

  it('exist for every key in a template', () => {
    const uses = keysInViews();
    expect(uses.length).to.be.greaterThan(300);
    expect(uses.filter((use) => !exists(use)).map(({ file, key }) => `${file}: ${key}`)).to.deep.equal([]);
  });

  it('exist for every key in the code', () => {
    const uses = keysInCode();
    expect(uses.length).to.be.greaterThan(60);
    expect(uses.filter((use) => !exists(use)).map(({ file, key }) => `${file}: ${key}`)).to.deep.equal([]);
  });

  it('choose the language that a browser asks for, Vietnamese else', () => {
    const CASES: [string | undefined, ContentLanguage][] = [
      [undefined, 'vi'],
      ['', 'vi'],
      ['en-GB,en;q=0.9', 'en'],
      ['ru', 'ru'],
      ['fr, ru;q=0.5', 'ru'],
      ['de', 'vi'],
      [`${'xx,'.repeat(5000)}en`, 'vi'],
    ];
    for (const [asked, language] of CASES)
      expect(preferredLanguage(asked), asked?.slice(0, 20)).to.equal(language);
  });

  it('put in values as they are: escaping is the work of the page', () => {
    expect(translator('en')('errors.too-many', { seconds: '<5>' })).to.include('<5>');
  });
});
