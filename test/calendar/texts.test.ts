import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { DAY_KINDS, LIMIT_STEPS } from '../../server/calendar/index.ts';

const RULES = new URL('../../server/calendar/', import.meta.url);
const LANGUAGES = ['vi', 'en', 'ru'] as const;

type Texts = Record<string, Record<string, string>>;

const texts = (language: string): Texts =>
  JSON.parse(readFileSync(new URL(`../../views/locales/${language}/calendar.json`, import.meta.url), 'utf8'));

const filesOf = (names: RegExp) =>
  ['', 'rules/']
    .flatMap((folder) => readdirSync(new URL(folder, RULES)).map((name) => new URL(folder + name, RULES)))
    .filter(({ pathname }) => names.test(pathname))
    // Names of packages are no keys.
    .map((file) => readFileSync(file, 'utf8').replace(/^import [^;]*;/gm, ''))
    .join('\n');

const keysIn = (files: RegExp, pattern: RegExp) => [
  ...new Set([...filesOf(files).matchAll(pattern)].map((match) => match[1]!)),
];

describe('texts of the calendar', () => {
  for (const language of LANGUAGES) {
    it(`name every fault, problem, reason, kind and clock in ${language}`, () => {
      const { faults, problems, reasons, kinds, limits } = texts(language);
      const codes = keysIn(/\.ts$/, /new DeadlineFault\(\s*'([a-z-]+)'/g);
      const keys = keysIn(/(check-\w+|calendar-file|ical|limits)\.ts$/, /'([a-z]+(?:-[a-z]+)+)'/g);
      const why = keysIn(/rules\/types\.ts$/, /^ {2}\| '([a-z-]+)'/gm);
      expect([codes.length, keys.length, why.length].map((count) => count > 11)).to.deep.equal([
        true,
        true,
        true,
      ]);
      expect(codes.filter((code) => !faults![code])).to.deep.equal([]);
      expect(keys.filter((key) => !problems![key])).to.deep.equal([]);
      expect(why).to.have.members(Object.keys(reasons!));
      expect(kinds).to.have.all.keys(...DAY_KINDS);
      expect(limits).to.have.all.keys(...LIMIT_STEPS);
    });

    it(`carry the same values in ${language} as in vi`, () => {
      const values = (text: string) => (text.match(/{{\w+}}/g) ?? []).sort().join();
      const [own, vi] = [texts(language), texts('vi')];
      for (const group of ['faults', 'problems', 'reasons']) {
        for (const [key, text] of Object.entries(vi[group]!)) {
          expect(values(own[group]![key]!), `${group}.${key}`).to.equal(values(text));
        }
      }
    });
  }
});
