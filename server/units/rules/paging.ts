/** A stretch of a list, and the slug to ask for the next one with. */
export interface Stretch<T> {
  shown: T[];
  next: string | null;
}

/**
 * The entries after the one with the slug `after`. A slug that has left the list since begins the list anew.
 * @param most how many at the most
 */
export function stretchAfter<T extends { slug: string }>(
  list: readonly T[],
  after: string | undefined,
  most: number,
): Stretch<T> {
  const from = after === undefined ? 0 : list.findIndex((each) => each.slug === after) + 1;
  const shown = list.slice(from, from + most);
  return { shown, next: from + most < list.length ? (shown.at(-1)?.slug ?? null) : null };
}
