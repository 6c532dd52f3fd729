import Handlebars from 'handlebars/runtime.js';
import { type DateStyle, formatDate, formatNumber, formatPercent, formatRelative } from '../i18n/dates.ts';
import { type Language, type Trilingual, textIn } from '../i18n/languages.ts';
import type { Translate } from '../i18n/texts.ts';

/** Helpers of server and browser: live pages draw with the same templates. */
export interface HelperSettings {
  translator(language: Language): Translate;
  /** Of the site, at the time of asking: a calendar with another one may come into force. */
  timeZone(): string;
  /** The site's own words in the place of a text that ships. */
  ownText?(key: string, language: Language): string | undefined;
  publicUrl: string;
  /** The address of a bundled file: 'main.css' → '/assets/main-8f3a.css'. */
  asset(name: string): string;
  /** Its digest, for the browser to compare; absent in tests. */
  integrity?(name: string): string;
  /** Of a picture among them. */
  size?(name: string): { width: number; height: number } | undefined;
}

interface Options {
  hash: Record<string, unknown>;
  data: { root: { language: Language; now: Date } };
  fn(context: unknown): string;
  inverse(context: unknown): string;
}

const languageOf = (options: Options) => (options.hash['language'] as Language) ?? options.data.root.language;

/** Places in a text, in order and apart from each other. */
type Marks = readonly { start: number; end: number }[];

/** Plain text with its paragraphs: what people wrote is never markup. {{paragraphs text marks=found}} marks words in it. */
function paragraphs(text: unknown, { hash }: Options): Handlebars.SafeString {
  const whole = String(text ?? '');
  const marks = (hash['marks'] as Marks | undefined) ?? [];
  const blocks = blocksOf(whole).map((block) => marked(whole, block, marks).replaceAll('\n', '<br>'));
  return new Handlebars.SafeString(blocks.map((block) => `<p>${block}</p>`).join('\n'));
}

/** Paragraphs without the blanks around them. */
function blocksOf(text: string): Marks[number][] {
  let from = 0;
  return text
    .split(/(\n\s*\n)/)
    .map((piece) => {
      const start = from + piece.length - piece.trimStart().length;
      from += piece.length;
      return { start, end: start + piece.trim().length };
    })
    .filter(({ start, end }) => end > start);
}

function marked(text: string, { start, end }: Marks[number], marks: Marks): string {
  const escaped = (from: number, to: number) => Handlebars.escapeExpression(text.slice(from, to));
  let html = '';
  let at = start;
  for (const mark of marks) {
    const [from, to] = [Math.max(mark.start, start), Math.min(mark.end, end)];
    if (from >= to) continue;
    html += `${escaped(at, from)}<mark>${escaped(from, to)}</mark>`;
    at = to;
  }
  return html + escaped(at, end);
}

/** The helpers that templates may use; docs/architecture.md lists them. */
export function viewHelpers(settings: HelperSettings): Record<string, Handlebars.HelperDelegate> {
  const date = (style: DateStyle) => (at: Date | undefined, options: Options) =>
    at ? formatDate(new Date(at), style, languageOf(options), settings.timeZone()) : '';
  return {
    /**
     * {{t 'feedback.title' name=x}}; several parts are joined: {{t 'feedback.status' status}}. What a text came with is
     * given whole: {{t text values=values}}
     */
    t: (...given: unknown[]) => {
      const options = given.pop() as Options;
      const { values, ...named } = options.hash;
      const own = given.length === 1 && settings.ownText?.(String(given[0]), languageOf(options));
      if (own) return own;
      return settings.translator(languageOf(options))(given.join('.'), {
        ...(values as object | undefined),
        ...named,
      });
    },
    /** The reader's language of a trilingual name. */
    tri: (name: Trilingual | undefined, options: Options) => textIn(name, languageOf(options)) ?? '',
    date: date('date'),
    day: date('day'),
    moment: date('moment'),
    short: date('short'),
    iso: (at: Date | undefined) => (at ? new Date(at).toISOString() : ''),
    relative: (at: Date | undefined, options: Options) =>
      at ? formatRelative(new Date(at), options.data.root.now, languageOf(options), settings.timeZone()) : '',
    number: (value: number, options: Options) => formatNumber(value, languageOf(options)),
    percentage: (value: number, options: Options) => formatPercent(value, languageOf(options)),
    /** Size of a file, at least 1. */
    kilobytes: (bytes: number, options: Options) =>
      formatNumber(Math.max(1, Math.ceil(bytes / 1024)), languageOf(options)),
    paragraphs,
    /** Plain text in one piece, {{marked text marks=found}} marks words in it. */
    marked: (text: unknown, { hash }: Options) => {
      const whole = String(text ?? '');
      const marks = (hash['marks'] as Marks | undefined) ?? [];
      return new Handlebars.SafeString(marked(whole, { start: 0, end: whole.length }, marks));
    },
    eq: (a: unknown, b: unknown) => a === b,
    or: (...given: unknown[]) => given.slice(0, -1).find(Boolean),
    and: (...given: unknown[]) => given.slice(0, -1).every(Boolean),
    not: (value: unknown) => !value,
    /** Rows of a list from one on, and up to another: {{#each (slice rows 0 5)}}, {{#each (slice rows 5)}}. */
    slice: (list: unknown, from: number, to: unknown) =>
      Array.isArray(list) ? list.slice(from, typeof to === 'number' ? to : undefined) : [],
    includes: (list: unknown, value: unknown) => Array.isArray(list) && list.includes(value),
    concat: (...given: unknown[]) => given.slice(0, -1).join(''),
    lookupIn: (record: Record<string, unknown> | undefined, key: string) => record?.[key],
    asset: (name: string) => settings.asset(name),
    integrity: (name: string) => settings.integrity?.(name) ?? '',
    assetSize: (name: string) => settings.size?.(name),
    url: (path: string) => settings.publicUrl + path,
    /** Data within <script type="application/json">: nothing in it ends the element. */
    json: (value: unknown) => new Handlebars.SafeString(JSON.stringify(value).replaceAll('<', '\\u003c')),
  };
}
