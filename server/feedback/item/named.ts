import type { Trilingual } from '../../platform/context.ts';
import { unitOf } from '../../units/index.ts';

export interface Named {
  slug: string;
  name: Trilingual;
}

export function named(slug: string | null | undefined): Named | undefined {
  const unit = slug ? unitOf(slug) : undefined;
  return unit && { slug: unit.slug, name: unit.name };
}
