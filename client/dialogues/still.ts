/**
 * Changes the page above or beside what somebody reads without moving it: the element with the focus, or the first in
 * sight, stays where it was on the screen.
 */
export function holdStill(candidates: Iterable<HTMLElement>, change: () => void): void {
  const fixed = inSight(candidates);
  const before = fixed?.getBoundingClientRect().top;
  change();
  if (!fixed?.isConnected || before === undefined) return;
  const moved = fixed.getBoundingClientRect().top - before;
  if (moved !== 0) scrollerOf(fixed).scrollBy({ top: moved, behavior: 'instant' });
}

/** A pane that scrolls by itself, or the page. */
function scrollerOf(element: HTMLElement): Element | Window {
  const pane = element.closest('[data-pane]');
  return pane && pane.scrollHeight > pane.clientHeight ? pane : window;
}

function inSight(candidates: Iterable<HTMLElement>): HTMLElement | undefined {
  const all = [...candidates];
  const focused = document.activeElement;
  return (
    all.find((each) => each.contains(focused)) ??
    all.find((each) => {
      const { top, bottom } = each.getBoundingClientRect();
      return bottom > 0 && top < window.innerHeight;
    })
  );
}
