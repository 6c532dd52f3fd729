import { type Context, LANGUAGES } from '../platform/context.ts';
import { timelineOf } from '../platform/journal/index.ts';
import { readBrand, SITE } from './current.ts';
import { Brand } from './model.ts';
import { BRAND_TEXTS, type Branding } from './rules.ts';

export type BrandValues = Record<string, string | string[]>;

/** A brand by the names of the form's fields. */
export function valuesOfBrand(brand: Branding): BrandValues {
  const texts = BRAND_TEXTS.flatMap((name) =>
    Object.entries(brand[name] ?? {}).map(([language, text]) => [`${name}-${language}`, text]),
  );
  return { ...Object.fromEntries(texts), accent: brand.accent ?? '', languages: brand.languages };
}

/** Whether the file is the seal: then the site holds it, whatever was under way. */
export async function sealHolder(id: string): Promise<string | undefined> {
  return (await Brand.exists({ _id: SITE, seal: id })) ? SITE : undefined;
}

/** @param again 'last': what the last change has replaced */
export async function brandShown(_context: Context, again: string | undefined) {
  const { number, brand, seal } = await readBrand();
  const document = await Brand.findById(SITE, { pending: 1 }).lean();
  const entries = (document ? await timelineOf(document) : []).reverse();
  const last = entries.find(({ name }) => name === 'branding.changed')?.details['before'] as
    | Branding
    | undefined;
  return {
    number,
    seal: seal !== null,
    texts: BRAND_TEXTS,
    allLanguages: LANGUAGES,
    undo: last !== undefined,
    history: entries
      .slice(0, 20)
      .map(({ at, actor, name }) => ({ at, by: actor.name, name: name.replace('branding.', '') })),
    values: valuesOfBrand(again === 'last' && last ? last : brand),
  };
}
