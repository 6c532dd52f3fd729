import { cityDate } from '../../calendar/index.ts';
import type { Whose } from '../../feedback/index.ts';
import { CONTENT_LANGUAGES, type Context, type Trilingual, textIn } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { allRegulations } from '../../regulations/index.ts';
import { unitOf, unitsInForce, wardsInForce } from '../../units/index.ts';

/** One question at a time: figures are kept of units, fields, wards and languages, not of all their crossings. */
const ABOUT_KINDS = ['unit', 'field', 'ward', 'language'] as const;
export type AboutKind = (typeof ABOUT_KINDS)[number];

export interface About {
  kind: AboutKind | 'city';
  key: string;
  /** As the reader's language calls it. */
  name: string;
  whose: Whose[];
}

const CITY: Whose = { of: 'city', key: 'all' };

/** @param asked 'unit.dept-health', 'field.land', 'ward.…', 'language.vi'; absent: the whole city. @throws NotFound */
export function aboutOf(context: Context, asked: string | undefined): About {
  if (asked === undefined) return { kind: 'city', key: 'all', name: '', whose: [CITY] };
  const at = asked.indexOf('.');
  const [kind, key] = [asked.slice(0, at), asked.slice(at + 1)];
  const found = ABOUT[kind as AboutKind]?.(context, key);
  if (!found || found.whose.length === 0) throw new NotFound('dashboard.errors.unknown');
  return { kind: kind as AboutKind, key, ...found };
}

type Found = Pick<About, 'name' | 'whose'> | undefined;

const ABOUT: Record<AboutKind, (context: Context, key: string) => Found> = {
  unit: (context, key) => ofPlace(context, 'unit', key),
  ward: (context, key) => ofPlace(context, 'ward', key),
  field: ({ language }, key) => {
    const own = allRegulations().filter(({ fieldKey }) => fieldKey === key);
    return (
      own[0] && {
        name: textIn(own[0].field, language),
        whose: own.map(({ slug }) => ({ of: 'regulation', key: slug })),
      }
    );
  },
  language: ({ language }, key) =>
    (CONTENT_LANGUAGES as readonly string[]).includes(key)
      ? { name: translator(language)(`site.languages.${key}`), whose: [{ of: 'language', key }] }
      : undefined,
};

function ofPlace({ language }: Context, of: 'unit' | 'ward', key: string): Found {
  const unit = unitOf(key);
  return unit && { name: textIn(unit.name, language), whose: [{ of, key }] };
}

export interface AboutChoice {
  kind: AboutKind;
  options: { value: string; name: string; chosen: boolean }[];
}

/** What the figures can be narrowed to. */
export function aboutChoices({ now, language }: Context, about: About): AboutChoice[] {
  const today = cityDate(now);
  const fields = new Map(allRegulations().map(({ fieldKey, field }) => [fieldKey, field]));
  const t = translator(language);
  const all: Record<AboutKind, { key: string; name: string }[]> = {
    field: [...fields].map(([key, name]) => ({ key, name: textIn(name, language) })),
    unit: unitsInForce(today).map(named(language)),
    ward: wardsInForce(today).map(named(language)),
    language: CONTENT_LANGUAGES.map((key) => ({ key, name: t(`site.languages.${key}`) })),
  };
  return (['field', 'unit', 'ward', 'language'] as const).map((kind) => ({
    kind,
    options: all[kind].map(({ key, name }) => ({
      value: `${kind}.${key}`,
      name,
      chosen: about.kind === kind && about.key === key,
    })),
  }));
}

const named =
  (language: Context['language']) =>
  ({ slug, name }: { slug: string; name: Trilingual }) => ({ key: slug, name: textIn(name, language) });
