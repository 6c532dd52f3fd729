/** An extension is granted once, before the date, for at most the limit's amount (domain/calendar.md, section 4.4). */
export interface ExtensionCase {
  dueAt: Date;
  extensions: readonly unknown[];
  /** Most that the table of limits allows; undefined: the table knows no extension. */
  most: number | undefined;
}

export type ExtensionRefusal = 'none-allowed' | 'twice' | 'after-date';

/** Why it cannot be extended at all; undefined when it can. */
export function extensionRefusal(of: ExtensionCase, now: Date): ExtensionRefusal | undefined {
  if (of.extensions.length > 0) return 'twice';
  if (now > of.dueAt) return 'after-date';
  return of.most === undefined ? 'none-allowed' : undefined;
}

/** Why it cannot be extended by so much; undefined when it can. */
export function extensionFault(
  of: ExtensionCase,
  amount: number,
  now: Date,
): ExtensionRefusal | 'too-long' | 'no-amount' | undefined {
  const refusal = extensionRefusal(of, now);
  if (refusal) return refusal;
  if (!(amount > 0)) return 'no-amount';
  return amount > of.most! ? 'too-long' : undefined;
}
