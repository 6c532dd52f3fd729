import { part } from '../parts.ts';

/** On less than this (a phone in the hand) the wall is a page like others, and scrolls. */
const WALL = '(min-width: 48rem) and (min-height: 30rem)';
/** Sizes of the question of the moment, in turn: the first leave room for what comes next, the last hardly any. */
const WITH_ROWS = ['', '1.45em', '1.2em'];
const ALONE = ['1.2em', '1em', '0.85em', '0.75em'];

/** Nobody scrolls a wall: a long question gets smaller, and rows that find no place are only counted. */
export function fitWall(wall: HTMLElement): void {
  const waiting = [...wall.querySelectorAll<HTMLElement>('.wall-queue li')];
  const fixed = window.matchMedia(WALL).matches;
  wall.classList.toggle('is-fitted', fixed);
  let shown = waiting.length;
  showRows(wall, waiting, shown);
  size(wall, fixed);
  while (fixed && shown > 0 && isCut(waiting[shown - 1]!)) showRows(wall, waiting, --shown);
}

function size(wall: HTMLElement, fixed: boolean): void {
  const text = part(wall, 'now-text')!;
  const fits = (alone: boolean) => (fontSize: string) => {
    wall.classList.toggle('is-tight', alone);
    text.style.fontSize = fontSize;
    return !fixed || wall.scrollHeight <= wall.clientHeight;
  };
  if (!WITH_ROWS.some(fits(false))) ALONE.some(fits(true));
}

function isCut(row: HTMLElement): boolean {
  return row.getBoundingClientRect().bottom > row.parentElement!.getBoundingClientRect().bottom + 1;
}

function showRows(wall: HTMLElement, waiting: readonly HTMLElement[], most: number): void {
  for (const [at, row] of waiting.entries()) row.hidden = at >= most;
  const more = Number(part(wall, 'next')!.dataset['waiting']) - most;
  part(wall, 'more')!.hidden = more === 0;
  part(wall, 'more-count')!.textContent = String(more);
}
