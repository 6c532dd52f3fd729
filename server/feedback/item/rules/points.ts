import { MOST } from './fields.ts';

/** The numbered points of an item: what its sender wants answered, one by one. */
export interface Point {
  n: number;
  text: string;
}

export const MOST_POINTS = MOST.points;
export const LONGEST_POINT = 500;

/** Lines as points: empty ones are dropped, a number or dash that somebody typed in front of them too. */
export function linesOf(typed: string): string[] {
  return typed
    .split('\n')
    .map((line) => line.replace(/^\s*(?:\d{1,2}\s*[.):]|[-–•*])\s+/, '').trim())
    .filter(Boolean);
}

export function numbered(texts: readonly string[]): Point[] {
  return texts.slice(0, MOST_POINTS).map((text, at) => ({ n: at + 1, text: shortened(text) }));
}

function shortened(text: string): string {
  const letters = [...text];
  return letters.length > LONGEST_POINT ? `${letters.slice(0, LONGEST_POINT - 1).join('')}…` : text;
}

const folded = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\p{P}\s]+/gu, ' ')
    .trim();

/** Whether a point stands word for word in a text, whatever the punctuation. */
export function standingIn(text: string): (point: string) => boolean {
  const whole = ` ${folded(text)} `;
  return (point) => whole.includes(` ${folded(point)} `);
}

/** True when every point does. */
export function allStandIn(points: readonly string[], text: string): boolean {
  return points.every(standingIn(text));
}

/**
 * The points that may become public. What a coordinator has taken out of the text must not come back as a point: points
 * left as they were are kept only if the public text still says them, else split from it anew.
 * @param given the points as the coordinator left them; undefined when nobody asked
 * @param split the rule that splits a text
 */
export function pointsToShow(
  { sent, given, text }: { sent: readonly string[]; given?: readonly string[] | undefined; text: string },
  split: (text: string) => string[],
): string[] {
  const same = !given || (given.length === sent.length && given.every((point, at) => point === sent[at]));
  if (!same) return [...given!];
  return allStandIn(sent, text) ? [...sent] : split(text);
}
