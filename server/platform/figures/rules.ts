/**
 * Figures are kept, not counted: each document counts for some cells, and when it changes, the cells change by the
 * difference. Pure: no store, no clock.
 */

/** What a row is about: the whole city, one unit, one regulation … */
export interface RowName {
  of: string;
  key: string;
  /** yyyy-mm; absent: of all time, or as it is now. */
  month?: string;
}

/** A document counts one in this field of this row. */
export interface Cell extends RowName {
  field: string;
}

export type Counts = Record<string, number>;

export interface RowChange extends RowName {
  _id: string;
  add: Counts;
}

export function rowId({ of, key, month }: RowName): string {
  return month ? `${of}/${key}/${month}` : `${of}/${key}`;
}

/** Sums up what documents count for, and what they no longer count for. */
export class Sum {
  readonly #rows = new Map<string, RowChange>();

  add(cells: readonly Cell[], times = 1): void {
    for (const { of, key, month, field } of cells) {
      const { add } = this.#row({ of, key, ...(month ? { month } : {}) });
      add[field] = (add[field] ?? 0) + times;
    }
  }

  #row(name: RowName): RowChange {
    const _id = rowId(name);
    const row = this.#rows.get(_id) ?? { _id, ...name, add: {} };
    this.#rows.set(_id, row);
    return row;
  }

  /** Rows in which something is left. */
  changes(): RowChange[] {
    return [...this.#rows.values()].flatMap((row) => {
      const add = withoutZeros(row.add);
      return Object.keys(add).length > 0 ? { ...row, add } : [];
    });
  }
}

function withoutZeros(counts: Counts): Counts {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}

export function sameCounts(one: Counts, other: Counts): boolean {
  const [left, right] = [withoutZeros(one), withoutZeros(other)];
  const fields = Object.keys(left);
  return fields.length === Object.keys(right).length && fields.every((field) => left[field] === right[field]);
}
