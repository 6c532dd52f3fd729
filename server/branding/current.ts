import type { Job } from '../platform/clock/scheduler.ts';
import { LANGUAGES, type Language, type Trilingual, textIn } from '../platform/context.ts';
import { storeMemory } from '../platform/data/store-memory.ts';
import { readSeed } from '../platform/seed.ts';
import { Brand } from './model.ts';
import type { Branding, BrandText } from './rules.ts';

export const SITE = 'site';

export interface Branded {
  number: number;
  brand: Branding;
  seal: string | null;
}

/** What ships: texts as in the locales, but for what the catalogue says of its city. */
export function shippedBrand(): Branding {
  const { directive } = readSeed<{ directive: Trilingual }>('branding');
  const none = { siteName: null, city: null, footer: null, contact: null, accent: null };
  return { ...none, directive, languages: [...LANGUAGES] };
}

const shipped = (): Branded => ({ number: 1, brand: shippedBrand(), seal: null });

const memory = storeMemory<{ branded?: Branded }>(() => ({}));

export function branded(): Branded {
  return memory().branded ?? shipped();
}

export async function readBrand(): Promise<Branded> {
  const kept = await Brand.findById(SITE, { number: 1, brand: 1, seal: 1 }).lean();
  memory().branded = kept ? { number: kept.number, brand: kept.brand, seal: kept.seal } : shipped();
  return branded();
}

const TEXT_OF_KEY: Record<string, BrandText> = {
  'site.name': 'siteName',
  'site.footer': 'footer',
  'home.about.law.directive': 'directive',
};

/** The city's own words in the place of a text that ships. */
export function ownText(key: string, language: Language): string | undefined {
  const name = TEXT_OF_KEY[key];
  return name && textIn(branded().brand[name] ?? undefined, language);
}

export function ownCity(): Trilingual | undefined {
  return branded().brand.city ?? undefined;
}

/** What every page shows of it. */
export function brandFrame() {
  const { number, brand, seal } = branded();
  return { number, seal: seal !== null, accent: brand.accent, contact: brand.contact };
}

/** Vietnamese is always among them: it is what everything is written in first. */
export function offeredLanguages(): readonly Language[] {
  const { languages } = branded().brand;
  return LANGUAGES.filter((each) => each === 'vi' || languages.includes(each));
}

export const brandJob: Job = {
  name: 'branding.read',
  everySeconds: 10,
  everyProcess: true,
  run: async () => void (await readBrand()),
};
