/** An extension is granted once, before the date, for at most the limit's amount (domain/calendar.md, section 4.4). */
export interface ExtensionCase {
  dueAt: Date;
  extensions: readonly unknown[];
  /** Most that the table of limits allows; undefined: the table knows no extension. */
  most: number | undefined;
}

export type ExtensionFault = 'none-allowed' | 'twice' | 'after-date' | 'too-long' | 'no-amount';

/** Why it cannot be extended; undefined when it can. */
export function extensionFault(of: ExtensionCase, amount: number, now: Date): ExtensionFault | undefined {
  if (of.extensions.length > 0) return 'twice';
  if (now > of.dueAt) return 'after-date';
  if (of.most === undefined) return 'none-allowed';
  if (!(amount > 0)) return 'no-amount';
  return amount > of.most ? 'too-long' : undefined;
}
