import { once } from '../platform/once.ts';
import { readSeed } from '../platform/seed.ts';
import type { Regulation } from './rules.ts';

const shipped = once(() => readSeed<{ names: Record<string, string[]> }>('popular-names').names);

/** What people call a procedure: as the city has written, until then what ships. The search finds it by these names too. */
export function popularNamesOf({ slug, popularNames }: Partial<Regulation>): readonly string[] {
  return popularNames ?? (slug ? shipped()[slug] : undefined) ?? [];
}
