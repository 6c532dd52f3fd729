/** What stays may be taken away by the change itself: then the next one is held. */
const MOST_HELD = 3;

/**
 * Changes the page above or beside what somebody reads without moving it: the element with the focus, or the first in
 * sight, stays where it was on the screen.
 */
export function holdStill(candidates: Iterable<HTMLElement>, change: () => void): void {
  const held = inSight(candidates).map((each) => ({ each, before: each.getBoundingClientRect().top }));
  change();
  const fixed = held.find(({ each }) => each.isConnected);
  if (!fixed) return;
  const moved = fixed.each.getBoundingClientRect().top - fixed.before;
  if (moved !== 0) scrollerOf(fixed.each).scrollBy({ top: moved, behavior: 'instant' });
}

/** A pane that scrolls by itself, or the page. */
function scrollerOf(element: HTMLElement): Element | Window {
  const pane = element.closest('[data-pane]');
  return pane && pane.scrollHeight > pane.clientHeight ? pane : window;
}

/** The one with the focus, or else the first few that are to be seen. */
function inSight(candidates: Iterable<HTMLElement>): HTMLElement[] {
  const all = [...candidates];
  const focused = document.activeElement;
  const one = all.find((each) => each.contains(focused));
  if (one) return [one];
  const seen: HTMLElement[] = [];
  for (const each of all) {
    const { top, bottom } = each.getBoundingClientRect();
    if (bottom > 0 && top < window.innerHeight) seen.push(each);
    if (seen.length === MOST_HELD) break;
  }
  return seen;
}
