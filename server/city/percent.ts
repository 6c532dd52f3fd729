/** Rounded, but all only when it is all. */
export const percentOf = (part: number, all: number): number =>
  part === all ? 100 : Math.min(99, Math.round((100 * part) / all));
