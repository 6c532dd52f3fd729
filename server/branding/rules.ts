import type { Trilingual } from '../platform/context.ts';

/** Texts of a city's own; null: as they ship. */
export const BRAND_TEXTS = ['siteName', 'city', 'footer', 'directive', 'contact'] as const;
export type BrandText = (typeof BRAND_TEXTS)[number];

export interface Branding extends Record<BrandText, Trilingual | null> {
  /** #rrggbb of buttons, links and the head of letters; null: the one that ships. */
  accent: string | null;
  /** Languages of the pages that people are offered. */
  languages: string[];
}

type Colour = readonly [number, number, number];

const WHITE: Colour = [255, 255, 255];
/** The darkest and the brightest ground that stands behind links: `client/styles/theme.css`. */
const SUNKEN: Colour = [0xf2, 0xf1, 0xec];
const DARK_SUNKEN: Colour = [0x20, 0x27, 0x24];
const DARK_PAPER: Colour = [0x13, 0x18, 0x15];
/** WCAG 2.2 AA, text. */
const ENOUGH = 4.5;

const readColour = (hex: string): Colour =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Colour;
const hexOf = (colour: Colour): string =>
  `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
/** So much of one, the rest of the other. */
const mixed = (one: Colour, share: number, other: Colour): Colour =>
  one.map((part, at) => part * share + other[at]! * (1 - share)) as unknown as Colour;

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2: from 1 (the same) to 21 (black on white). */
function contrast(one: Colour, other: Colour): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Why a colour cannot be read: on what, how much it has, to two places; undefined: it can. */
export function colourFault(hex: string): { on: 'white-text' | 'paper'; ratio: number } | undefined {
  const accent = readColour(hex);
  const tried = [
    // Charts set white words on the colour, a little lightened.
    { on: 'white-text', ratio: contrast(WHITE, mixed(accent, 0.92, WHITE)) },
    { on: 'paper', ratio: contrast(accent, SUNKEN) },
  ] as const;
  const worst = tried.find(({ ratio }) => ratio < ENOUGH);
  return worst && { on: worst.on, ratio: Math.floor(worst.ratio * 100) / 100 };
}

/** Lightened until it can be read on dark grounds. */
function forDark(accent: Colour): Colour {
  for (let share = 1; share > 0; share -= 0.05) {
    const lighter = mixed(accent, share, WHITE);
    if (contrast(lighter, DARK_SUNKEN) >= 7) return lighter;
  }
  return WHITE;
}

/** The style sheet of a colour: by day and in the dark. */
export function stylesOf(hex: string): string {
  const accent = readColour(hex);
  const dark = forDark(accent);
  const set = (of: Colour, strong: Colour, rest: { wash: Colour; on: Colour }) =>
    `:root{--accent:${hexOf(of)};--accent-strong:${hexOf(strong)};--accent-wash:${hexOf(rest.wash)};--on-accent:${hexOf(rest.on)};--focus:${hexOf(of)}}`;
  const light = set(accent, mixed(accent, 0.7, [0, 0, 0]), { wash: mixed(accent, 0.1, WHITE), on: WHITE });
  const night = set(dark, mixed(dark, 0.6, WHITE), { wash: mixed(dark, 0.16, DARK_PAPER), on: DARK_PAPER });
  return `@media screen{${light}}\n@media screen and (prefers-color-scheme:dark){${night}}\n`;
}

/** Texts of which one language is there and another is not. */
export function halfTexts(texts: Record<string, Partial<Trilingual>>): string[] {
  return Object.entries(texts).flatMap(([name, each]) => {
    const languages = ['vi', 'en', 'ru'] as const;
    const missing = languages.filter((language) => !each[language]);
    return missing.length < languages.length ? missing.map((language) => `${name}-${language}`) : [];
  });
}
