import { foldText } from '../../server/platform/text.ts';

/**
 * A long list of boxes to tick: a line above it leaves those that are looked for, and those that are ticked, so that
 * nobody goes through all of them by keys. Without script the line is not there and the groups are unfolded by hand.
 */
export function findTicks(line: HTMLElement): void {
  const input = line.querySelector('input');
  const status = line.querySelector('[role=status]');
  const groups = [...(line.parentElement?.querySelectorAll('details') ?? [])];
  if (!input) return;
  line.hidden = false;
  // Its words belong to no form: Enter sends nothing, and leaving the page loses nothing.
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault();
  });
  input.addEventListener('input', (event) => {
    event.stopPropagation();
    const words = foldText(input.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const group of groups) {
      const shown = showFound(group, words);
      found += shown.found;
      group.hidden = words.length > 0 && shown.rows === 0;
      group.open = words.length > 0 ? shown.rows > 0 : group.querySelector(':checked') !== null;
    }
    if (status) status.textContent = words.length > 0 ? `${line.dataset['found'] ?? ''} ${found}` : '';
  });
}

/** @returns how many of a group are looked for, and how many are seen */
function showFound(group: HTMLElement, words: string[]): { found: number; rows: number } {
  let [found, rows] = [0, 0];
  for (const label of group.querySelectorAll('label')) {
    const name = foldText(label.textContent ?? '');
    const fits = words.every((word) => name.includes(word));
    label.hidden = !fits && !label.querySelector('input')?.checked;
    if (fits) found++;
    if (!label.hidden) rows++;
  }
  return { found, rows };
}
