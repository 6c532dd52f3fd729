import { stampOf } from '../item-page/model.ts';
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
  { groups, query: { group, after, whose } }: { groups: DeskGroup[]; query: DeskQuery },
): Record<string, unknown> {
  const own: Record<string, string> = whose ? { whose } : {};
  const asked = { ...own, ...(group ? { group } : {}), ...(group && after ? { after } : {}) };
  const search = new URLSearchParams(asked).toString();
  return {
    groups: groups.map(({ next, ...each }) => ({
      ...each,
      ...(next
        ? { next: `${address}?${new URLSearchParams({ ...own, group: each.name, after: next })}` }
        : {}),
    })),
    // Of one group alone: the way back to all of them.
    ...(group ? { whole: whose ? `${address}?whose=${whose}` : address } : {}),
    address: search ? `${address}?${search}` : address,
    stamp: stampOfGroups(groups),
  };
}
