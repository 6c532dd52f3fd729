import { cityDate } from '../../calendar/index.ts';
import type { Crossing, Whose } from '../../feedback/index.ts';
import { AUTHORITY } from '../../feedback/item/rules/fields.ts';
import { CONTENT_LANGUAGES, type Context, type Trilingual, textIn } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { allFields, regulationsOfField } from '../../regulations/index.ts';
import { unitOf, unitsInForce, wardsInForce } from '../../units/index.ts';

/** In the order of the form; `written`: in which language, for `language` in an address is that of the page. */
export const NARROWED_BY = ['field', 'unit', 'ward', 'written', 'sender'] as const;
type NarrowedBy = (typeof NARROWED_BY)[number];

export type Narrowing = Partial<Record<NarrowedBy, string>>;

/** What a dashboard is about: figures are kept of each by itself; of several at once the items are gone through. */
export interface About {
  kind: NarrowedBy | 'city' | 'several';
  narrowing: Narrowing;
  /** As the reader's language calls it; of several one after another. */
  name: string;
  /** Whose kept figures these are; none of several. */
  whose: Whose[];
  crossing: Crossing;
}

/** @throws NotFound */
export function aboutOf({ language }: Pick<Context, 'language'>, asked: Narrowing): About {
  const chosen = NARROWED_BY.flatMap((by) => {
    const key = asked[by];
    if (key === undefined) return [];
    const found = FOUND[by](key, language);
    if (!found) throw new NotFound('dashboard.errors.unknown');
    return { by, key, ...found };
  });
  const [first] = chosen;
  const { field, unit, written, ward, sender } = asked;
  return {
    kind: chosen.length > 1 ? 'several' : (first?.by ?? 'city'),
    narrowing: Object.fromEntries(chosen.map(({ by, key }) => [by, key])),
    name: chosen.map(({ name }) => name).join(' · '),
    whose: chosen.length > 1 ? [] : (first?.whose ?? [{ of: 'city', key: 'all' }]),
    crossing: {
      ward,
      language: written,
      ...(sender ? { sender: AUTHORITY } : {}),
      ...(unit ? { units: [unit] } : {}),
      ...(field ? { regulations: regulationsOfField(field) } : {}),
    },
  };
}

type Found = { name: string; whose: Whose[] } | undefined;

const FOUND: Record<NarrowedBy, (key: string, language: Context['language']) => Found> = {
  unit: (key, language) => ofPlace('unit', key, language),
  ward: (key, language) => ofPlace('ward', key, language),
  field(key, language) {
    const field = allFields().find((each) => each.key === key);
    const own = regulationsOfField(key);
    return (
      field && {
        name: textIn(field.name, language),
        whose: own.map((slug) => ({ of: 'regulation', key: slug })),
      }
    );
  },
  written: (key, language) =>
    (CONTENT_LANGUAGES as readonly string[]).includes(key)
      ? { name: translator(language)(`site.languages.${key}`), whose: [{ of: 'language', key }] }
      : undefined,
  sender: (key, language) =>
    key === AUTHORITY
      ? { name: translator(language)(`feedback.senderKinds.${key}`), whose: [{ of: 'sender', key }] }
      : undefined,
};

function ofPlace(of: 'unit' | 'ward', key: string, language: Context['language']): Found {
  const unit = unitOf(key);
  return unit && { name: textIn(unit.name, language), whose: [{ of, key }] };
}

/** 'unit.dept-health': addresses from when a dashboard was about one thing alone. */
export function narrowingOf({ about, ...asked }: Narrowing & { about?: string | undefined }): Narrowing {
  if (about === undefined) return asked;
  const at = about.indexOf('.');
  const kind = about.slice(0, at);
  const by = kind === 'language' ? 'written' : NARROWED_BY.find((each) => each === kind);
  if (!by) throw new NotFound('dashboard.errors.unknown');
  return { [by]: about.slice(at + 1), ...asked };
}

export interface NarrowingChoice {
  by: NarrowedBy;
  options: { value: string; name: string; chosen: boolean }[];
}

/** What the figures can be narrowed to. */
export function narrowingChoices({ now, language }: Context, chosen: Narrowing): NarrowingChoice[] {
  const today = cityDate(now);
  const t = translator(language);
  const named = ({ slug, name }: { slug: string; name: Trilingual }) => ({
    key: slug,
    name: textIn(name, language),
  });
  const all: Record<NarrowedBy, { key: string; name: string }[]> = {
    field: allFields().map(({ key, name }) => ({ key, name: textIn(name, language) })),
    unit: unitsInForce(today).map(named),
    ward: wardsInForce(today).map(named),
    written: CONTENT_LANGUAGES.map((key) => ({ key, name: t(`site.languages.${key}`) })),
    sender: [{ key: AUTHORITY, name: t(`feedback.senderKinds.${AUTHORITY}`) }],
  };
  return NARROWED_BY.map((by) => ({
    by,
    options: all[by].map(({ key, name }) => ({ value: key, name, chosen: chosen[by] === key })),
  }));
}

/** An address with what is narrowed, the period and whatever else. */
export function addressOf(
  path: string,
  { narrowing, ...rest }: { narrowing: Narrowing } & Record<string, unknown>,
): string {
  const given = Object.entries({ ...narrowing, ...rest }).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given as [string, string][]);
  return search.size > 0 ? `${path}?${search}` : path;
}
