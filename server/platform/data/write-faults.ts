interface FaultOfRow {
  code: number;
  index: number;
  errmsg: string;
}

const DUPLICATE = 11000;

/** Faults of single rows of a write of many; undefined when the store says nothing certain of the others. */
export function faultsOfRows(error: unknown): FaultOfRow[] | undefined {
  const { writeErrors, result } = error as {
    writeErrors?: FaultOfRow[];
    result?: { getWriteConcernError?(): unknown };
  };
  if (!writeErrors?.length) return undefined;
  // Then the other rows may be lost again, so nobody may be told that they are kept.
  return result?.getWriteConcernError?.() ? undefined : writeErrors;
}

/** True when nothing else went wrong than that something stood there already. */
export function onlyRepeats(error: unknown): boolean {
  return faultsOfRows(error)?.every(({ code }) => code === DUPLICATE) ?? false;
}
