/** One row of a table of moves: this entry is possible in these states, and leads to that one. */
export interface Move<Entry, Status> {
  entry: Entry;
  from: readonly Status[];
  to: Status | 'stays';
}

/** The state after a move; undefined when the table has no such row. */
export function statusAfter<Entry, Status>(
  moves: readonly Move<Entry, Status>[],
  status: Status,
  entry: Entry,
): Status | undefined {
  const move = moves.find((each) => each.entry === entry && each.from.includes(status));
  return move?.to === 'stays' ? status : move?.to;
}
