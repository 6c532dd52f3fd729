/** What people type from a wall: DT-2026-0007 is 26-7. */
export function shortCodeOf(code: string): string {
  const [, year, number] = /^DT-\d\d(\d\d)-0*(\d+)$/.exec(code)!;
  return `${year}-${number}`;
}

export function codeOf(short: string): string {
  const [year, number] = short.split('-') as [string, string];
  return `DT-20${year}-${number.padStart(4, '0')}`;
}

/** The shortest address of a session. */
export const shortPath = (code: string): string => `/d/${shortCodeOf(code)}`;
