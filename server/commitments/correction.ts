/** What a corrected answer makes of the promises that were in it. Pure: no store, no clock. */

export interface Standing {
  id: string;
  text: string;
  dueAt: Date;
}

export interface Promised {
  text: string;
  dueAt: Date;
}

export interface Outcome<S, P> {
  /** As it stands. */
  same: { standing: S; promise: P }[];
  /** The same promise with another date or other words. */
  changed: { standing: S; promise: P }[];
  /** No longer in the answer. */
  gone: S[];
  /** Not in the register yet. */
  added: P[];
}

const folded = (text: string): string => text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();

/**
 * Which promise is which: first those with the same words and date, then with the same words, then with the same date.
 * Words that the sender keeps from the public are empty: there the date tells.
 * @param byDate false: other words on the same date are another promise. So it is in a second answer, which corrects
 *   nothing
 * @param standing promises of the register that are open and whose date lies ahead; what has passed is history
 */
export function followCorrection<S extends Standing, P extends Promised>(
  standing: readonly S[],
  promised: readonly P[],
  { byDate = true }: { byDate?: boolean } = {},
): Outcome<S, P> {
  const left = [...standing];
  let open = [...promised];
  const same: Outcome<S, P>['same'] = [];
  const changed: Outcome<S, P>['changed'] = [];
  const sameText = (one: S, other: P) => folded(one.text) === folded(other.text);
  const sameDate = (one: S, other: P) => one.dueAt.getTime() === other.dueAt.getTime();
  const pair = (fits: (one: S, other: P) => boolean) => {
    open = open.filter((promise) => {
      const at = left.findIndex((one) => fits(one, promise));
      if (at < 0) return true;
      const [found] = left.splice(at, 1);
      const alike = sameText(found!, promise) && sameDate(found!, promise);
      (alike ? same : changed).push({ standing: found!, promise });
      return false;
    });
  };
  pair((one, other) => sameText(one, other) && sameDate(one, other));
  pair(sameText);
  if (byDate) pair(sameDate);
  return { same, changed, gone: left, added: open };
}
