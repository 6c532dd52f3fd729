import { unitOf } from '../units/index.ts';

/** Slugs that the catalogue does not know. */
export function unknownUnits(slugs: readonly string[]): string[] {
  return slugs.filter((slug) => !unitOf(slug));
}
