const OFF = 'work-keys-off';

/** Keys for those who decide one item after the other. Single ones can be switched off, and never act while somebody types. */
export function workKeys(element: HTMLElement): void {
  const box = element.querySelector<HTMLInputElement>('input[type=checkbox]');
  if (!(element instanceof HTMLDetailsElement) || !box) return;
  element.hidden = false;
  box.checked = localStorage.getItem(OFF) === null;
  box.addEventListener('change', () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, 'yes');
  });
  element.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    element.open = false;
    element.querySelector('summary')?.focus();
  });
  document.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    if ((ctrlKey || metaKey) && key === 'Enter') return send(event);
    if (!box.checked || ctrlKey || metaKey || altKey || typing(target)) return;
    if (act(key, element)) event.preventDefault();
  });
}

/** What Enter in a line of the form would do: of an answer it saves, elsewhere it presses the first button. */
function send(event: KeyboardEvent): void {
  const form = event.target instanceof Element ? event.target.closest('form') : null;
  const button = form?.querySelector<HTMLButtonElement>('button[type=submit]');
  if (!button) return;
  event.preventDefault();
  button.click();
}

function act(key: string, list: HTMLDetailsElement): boolean {
  if (key === '?') {
    list.open = !list.open;
    list.querySelector('summary')?.focus();
  } else if (key === 'j' || key === 'k') return toRow(key === 'j' ? 1 : -1);
  else if (key === 'd') return toWork();
  else return false;
  return true;
}

/** To the next or the one before in the list, from the one that is shown or has the focus. */
function toRow(by: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('.triage-list .row-title')];
  const focused = rows.indexOf(document.activeElement as HTMLElement);
  const at = focused >= 0 ? focused : rows.findIndex((row) => row.ariaCurrent === 'true');
  const row = rows[at < 0 ? 0 : at + by];
  // On a phone the end of a long list is folded: what is folded takes no focus.
  const rest = row?.closest<HTMLDetailsElement>('details.rest');
  if (rest) rest.open = true;
  row?.focus();
  return !!row;
}

function toWork(): boolean {
  // Of the desk of an answer its title takes the focus; the pane around it, which comes first in the page, does not.
  const place =
    document.querySelector<HTMLElement>('#triage-work, #answer-title') ??
    document.querySelector<HTMLElement>('.desk-work');
  place?.focus();
  place?.scrollIntoView({ block: 'nearest' });
  return !!place;
}

function typing(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input:not([type=checkbox]), textarea, select') !== null;
}
