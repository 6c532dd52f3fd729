import { stampOf } from '../item-page/model.ts';
import { addressOf, narrowing } from '../queues/filter.ts';
import type { DeskGroup } from './groups.ts';
import type { DeskQuery } from './schemas.ts';

/** Stamp of a list. Relative times on it change by themselves and are no news. */
function stampOfGroups(groups: DeskGroup[]): string {
  return stampOf(
    groups.map(({ count, rows }) => [
      count,
      ...rows.map(({ code, status, dueAt, assignee }) => [code, status, dueAt, assignee]),
    ]),
  );
}

/** What a list of groups shows, and where it goes on. */
export function listModel(
  address: string,
  { groups, query }: { groups: DeskGroup[]; query: DeskQuery },
): Record<string, unknown> {
  const { group, after, whose } = query;
  const own: Record<string, string> = { ...(whose ? { whose } : {}), ...narrowing(query) };
  const asked = { ...own, ...(group ? { group } : {}), ...(group && after ? { after } : {}) };
  return {
    groups: groups.map(({ next, ...each }) => ({
      ...each,
      ...(next
        ? { next: `${address}?${new URLSearchParams({ ...own, group: each.name, after: next })}` }
        : {}),
    })),
    // Of one group alone: the way back to all of them.
    ...(group ? { whole: addressOf(address, own) } : {}),
    address: addressOf(address, asked),
    stamp: stampOfGroups(groups),
  };
}
