import type { Trilingual } from '../platform/context.ts';

/** A unit, a regulation: what a page needs to name it and to lead to it. */
export interface Named {
  slug: string;
  name: Trilingual;
}
