import Handlebars from 'handlebars';
import type { Language, Trilingual } from '../context.ts';
import { type DateStyle, formatDate, formatNumber, formatRelative } from '../i18n/dates.ts';
import { translator } from '../i18n/texts.ts';

export interface HelperSettings {
  timeZone: string;
  publicUrl: string;
  /** The address of a bundled file: 'main.css' → '/assets/main-8f3a.css'. */
  asset(name: string): string;
}

interface Options {
  hash: Record<string, unknown>;
  data: { root: { language: Language; now: Date } };
  fn(context: unknown): string;
  inverse(context: unknown): string;
}

const languageOf = (options: Options) => (options.hash['language'] as Language) ?? options.data.root.language;

/** Plain text with its paragraphs: what people wrote is never markup. */
function paragraphs(text: unknown): Handlebars.SafeString {
  const blocks = String(text ?? '')
    .split(/\n\s*\n/)
    .map((block) => Handlebars.escapeExpression(block.trim()).replaceAll('\n', '<br>'));
  return new Handlebars.SafeString(
    blocks
      .filter(Boolean)
      .map((block) => `<p>${block}</p>`)
      .join('\n'),
  );
}

/** The helpers that templates may use; docs/architecture.md lists them. */
export function viewHelpers(settings: HelperSettings): Record<string, Handlebars.HelperDelegate> {
  const date = (style: DateStyle) => (at: Date | undefined, options: Options) =>
    at ? formatDate(new Date(at), style, languageOf(options), settings.timeZone) : '';
  return {
    /**
     * {{t 'feedback.title' name=x}}; several parts are joined: {{t 'feedback.status' status}}. What a text came with is
     * given whole: {{t text values=values}}
     */
    t: (...given: unknown[]) => {
      const options = given.pop() as Options;
      const { values, ...named } = options.hash;
      return translator(languageOf(options))(given.join('.'), {
        ...(values as object | undefined),
        ...named,
      });
    },
    /** The reader's language of a trilingual name. */
    tri: (name: Trilingual | undefined, options: Options) => name?.[languageOf(options)] ?? name?.vi ?? '',
    date: date('date'),
    day: date('day'),
    moment: date('moment'),
    short: date('short'),
    iso: (at: Date | undefined) => (at ? new Date(at).toISOString() : ''),
    relative: (at: Date | undefined, options: Options) =>
      at ? formatRelative(new Date(at), options.data.root.now, languageOf(options)) : '',
    number: (value: number, options: Options) => formatNumber(value, languageOf(options)),
    /** Size of a file, at least 1. */
    kilobytes: (bytes: number, options: Options) =>
      formatNumber(Math.max(1, Math.ceil(bytes / 1024)), languageOf(options)),
    paragraphs,
    eq: (a: unknown, b: unknown) => a === b,
    or: (...given: unknown[]) => given.slice(0, -1).find(Boolean),
    and: (...given: unknown[]) => given.slice(0, -1).every(Boolean),
    not: (value: unknown) => !value,
    includes: (list: unknown, value: unknown) => Array.isArray(list) && list.includes(value),
    concat: (...given: unknown[]) => given.slice(0, -1).join(''),
    lookupIn: (record: Record<string, unknown> | undefined, key: string) => record?.[key],
    asset: (name: string) => settings.asset(name),
    url: (path: string) => settings.publicUrl + path,
  };
}
