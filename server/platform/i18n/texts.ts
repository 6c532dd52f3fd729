import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next, { type i18n } from 'i18next';
import { LANGUAGES, type Language } from '../context.ts';
import { keepNewest } from '../newest.ts';
import { once } from '../once.ts';
import { VIEWS } from '../project-files.ts';
import { agreed as agreedRussian } from './russian.ts';
import { agreed as agreedVietnamese } from './vietnamese.ts';

const FOLDER = join(VIEWS, 'locales');

type Nested = { [key: string]: string | Nested };

/** Nested or flat files both become flat keys, so that 'feedback.answered' and 'feedback.answered.subject' can stand side by side. */
function flatten(node: Nested, prefix: string, into: Record<string, string>): Record<string, string> {
  for (const [key, value] of Object.entries(node)) {
    const path = `${prefix}.${key}`;
    if (typeof value === 'string') into[path] = value;
    else flatten(value, path, into);
  }
  return into;
}

/** All texts of a language: `views/locales/vi/feedback.json` gives the keys that begin with `feedback.`. */
export function readTexts(language: Language): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const file of readdirSync(join(FOLDER, language)).filter((name) => name.endsWith('.json'))) {
    const content = JSON.parse(readFileSync(join(FOLDER, language, file), 'utf8')) as Nested;
    flatten(content, file.replace(/\.json$/, ''), texts);
  }
  return texts;
}

/** What each language calls itself, for those of which another language has no name. */
function ownNames(all: readonly (readonly [Language, Record<string, string>])[]): Record<string, string> {
  return Object.fromEntries(
    all.map(([language, texts]) => {
      const key = `site.languages.${language}`;
      return [key, texts[key] ?? language];
    }),
  );
}

const texts = once((): i18n => {
  const read = LANGUAGES.map((language) => [language, readTexts(language)] as const);
  const names = ownNames(read);
  const instance = i18next.createInstance();
  void instance.init({
    lng: 'vi',
    fallbackLng: 'vi',
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    // Handlebars escapes; letters and JSON must not be escaped twice.
    interpolation: { escapeValue: false },
    resources: Object.fromEntries(
      read.map(([language, texts]) => [language, { translation: { ...names, ...texts } }]),
    ),
  });
  return instance;
});

export type Translate = (key: string, values?: Record<string, unknown>) => string;

const fixed = new Map<Language, Translate>();
/** What words around a date ask of it, and it of them. */
const AGREED: Partial<Record<Language, (text: string) => string>> = {
  vi: agreedVietnamese,
  ru: agreedRussian,
};

/** The text behind a key in a language. An unknown key comes back as itself; a test finds such keys. */
export function translator(language: Language): Translate {
  let translate = fixed.get(language);
  if (!translate) {
    const written = texts().getFixedT(language) as unknown as Translate;
    const agreed = AGREED[language];
    translate = remembering(agreed ? (key, values) => agreed(written(key, values)) : written);
    fixed.set(language, translate);
  }
  return translate;
}

/** So many texts are remembered in each language; the oldest go first. */
const MOST_REMEMBERED = 5_000;
/** A longer value is somebody's own text, which does not come back. */
const LONGEST_VALUE = 80;

/** The same text with the same values is always the same: while people type, the same few are wanted over and over. */
function remembering(translate: Translate): Translate {
  const known = new Map<string, string>();
  return (key, values) => {
    const name = values === undefined ? key : nameOf(key, values);
    if (name === undefined) return translate(key, values);
    let text = known.get(name);
    if (text === undefined) {
      text = translate(key, values);
      keepNewest(known, [name, text], MOST_REMEMBERED);
    }
    return text;
  };
}

/** Undefined where a value is more than a short text or a number. */
function nameOf(key: string, values: Record<string, unknown>): string | undefined {
  let name = key;
  for (const each in values) {
    const value = values[each];
    if (typeof value === 'object' ? value !== null : String(value).length > LONGEST_VALUE) return undefined;
    name += `\u0001${each}\u0001${typeof value}${value}`;
  }
  return name;
}

export function hasText(key: string, language: Language = 'vi'): boolean {
  return texts().exists(key, { lng: language });
}

/** The language that a browser asks for, among ours; Vietnamese if none fits. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  for (const part of (acceptLanguage ?? '').split(',').slice(0, 20)) {
    const wanted = part.trim().slice(0, 2).toLowerCase();
    if ((LANGUAGES as readonly string[]).includes(wanted)) return wanted as Language;
  }
  return 'vi';
}
