import { entryShown } from './acts.ts';
import { DelayList, type DelayListFields } from './model.ts';
import { isListId } from './rules/act.ts';

/** What everybody may read of published lists, by their id (month and unit), as the sealed record proves it. */
export async function publicDelayLists(ids: readonly string[]): Promise<Map<string, object>> {
  const own = ids.filter(isListId);
  if (own.length === 0) return new Map();
  const rows = await DelayList.find({ _id: { $in: own }, status: 'published' }, { pending: 0 }).lean<
    DelayListFields[]
  >();
  return new Map(rows.map((row) => [row._id, publicRecord(row)]));
}

function publicRecord({
  _id: code,
  month,
  unit,
  edition,
  publishedAt,
  entries,
  corrections,
}: DelayListFields) {
  return {
    ...{ code, month, unit, edition, publishedAt },
    entries: entries.map((entry) => {
      const { code: item, review, dueAt, closedAt, apologised, extended } = entry;
      return { item, review, dueAt, closedAt, apologised, extended, ...entryShown(entry, corrections) };
    }),
  };
}
