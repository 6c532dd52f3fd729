import type { Trilingual } from '../../platform/context.ts';
import { regulationOf } from '../../regulations/index.ts';
import { unitOf } from '../../units/index.ts';

export interface Named {
  slug: string;
  name: Trilingual;
}

/** A unit with its name; undefined for none, and for one that the catalogue does not know. */
export function namedUnit(slug: string | null): Named | undefined {
  const unit = slug ? unitOf(slug) : undefined;
  return unit && { slug: unit.slug, name: unit.name };
}

export function namedUnits(slugs: readonly string[]): Named[] {
  return slugs.flatMap((slug) => namedUnit(slug) ?? []);
}

export function namedRegulations(slugs: readonly string[]): Named[] {
  return slugs.flatMap((slug) => {
    const it = regulationOf(slug);
    return it ? [{ slug: it.slug, name: it.name }] : [];
  });
}
