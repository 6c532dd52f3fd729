export const MOST_LEAVERS = 1000;
export const LEAVERS_LENGTH = 200_000;

/** First thing on a line that looks like an address; lists come with names and columns around it. */
const ADDRESS = /[^\s,;"'<>()]+@[^\s,;"'<>()]+\.[^\s,;"'<>()]+/;

/**
 * Addresses of a list as offices keep it: one a line, or lines of a table (CSV with commas, semicolons or tabs).
 * @returns each address once, in small letters, and how many lines have none (a heading is such a line)
 */
export function addressesIn(text: string): { addresses: string[]; without: number } {
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  const found = lines.map((line) => ADDRESS.exec(line)?.[0].normalize('NFC').toLowerCase());
  const addresses = [...new Set(found.filter((each) => each !== undefined))];
  return { addresses, without: found.filter((each) => each === undefined).length };
}
