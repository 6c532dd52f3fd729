import type { ModerationFigures } from '../../../server/dialogues/streams/protocol.ts';
import type { Language } from '../../../server/platform/context.ts';
import { formatNumber } from '../../../server/platform/i18n/dates.ts';
import { part } from '../cards.ts';

/** What the moderators did, in numbers. */
export function showFigures(root: HTMLElement, { reasons, ...counts }: ModerationFigures): void {
  const list = part(root, 'figures');
  if (!list) return;
  for (const [name, count] of Object.entries(counts)) showCount(list, name, count);
  for (const { reason, count } of reasons) showCount(list, `reason.${reason}`, count);
}

/** What is of another thing (`data-some`) has a row only when it has happened. */
function showCount(list: HTMLElement, name: string, count: number): void {
  const value = list.querySelector<HTMLElement>(`[data-figure="${CSS.escape(name)}"]`);
  if (!value) return;
  value.textContent = formatNumber(count, document.documentElement.lang as Language);
  if (value.dataset['some'] === undefined) return;
  value.hidden = count === 0;
  (value.previousElementSibling as HTMLElement).hidden = count === 0;
}
