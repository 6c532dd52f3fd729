import { standingIn } from '../../item/rules/points.ts';

/** New items made of one in one go, and of one in all. */
export const MOST_AT_ONCE = 3;
export const MOST_PARTS = 10;

/** Letters with the new codes leave after this; until then nobody has heard of it. */
const UNDO_MS = 60_000;

export function splitAt(now: Date): Date {
  return new Date(now.getTime() + UNDO_MS);
}

/**
 * Whether a text is another one with passages left out: each of its lines and sentences stands in the other. What is
 * public then stays as somebody has looked at it.
 */
export function onlyLeavesOut(whole: string, rest: string): boolean {
  return rest
    .split(/[\n.!?…;]+/)
    .filter((each) => /[\p{L}\p{N}]/u.test(each))
    .every(standingIn(whole));
}
