const THREE_COLUMNS = '(min-width: 100rem) and (min-height: 34rem)';

/** Where there is a column for them, earlier answers stand open; Escape shuts the menu of actions. */
export function answerDesk(element: HTMLElement): void {
  const drawer = element.querySelector<HTMLDetailsElement>('.desk-aside > details');
  if (drawer && window.matchMedia(THREE_COLUMNS).matches) drawer.open = true;
  const menu = element.querySelector<HTMLDetailsElement>('details.desk-actions');
  menu?.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });
}
