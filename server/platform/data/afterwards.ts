/**
 * Conditions that lead no store to its documents: the others of a filter choose the index, and what they reach is held
 * against these. For what few documents meet, beside conditions that many do.
 */
export function afterwards<Filter extends object>(filter: Filter): { $nor: { $nor: Filter[] }[] } {
  return { $nor: [{ $nor: [filter] }] };
}
