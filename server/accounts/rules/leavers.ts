export const MOST_LEAVERS = 1000;
export const LEAVERS_LENGTH = 200_000;

/** What stands between the fields of a line; lists come with names and columns around the address. */
const BETWEEN = /[\s,;"<>()]+/;
/** In quotes or not; o'neil@ is an address of its own, and nobody else's. */
const ADDRESS = /^'?([^@']+(?:'[^@']+)*@[^@']+\.[^@'.]+)'?$/;

/** RFC 5321, 4.5.3.1.3: nothing longer is an address, and nothing longer is looked at closely. */
const LONGEST_ADDRESS = 254;

const addressIn = (line: string) =>
  line
    .split(BETWEEN)
    .map((part) => (part.length <= LONGEST_ADDRESS ? ADDRESS.exec(part)?.[1] : undefined))
    .find((each) => each !== undefined);

/**
 * Addresses of a list as offices keep it: one a line, or lines of a table (CSV with commas, semicolons or tabs).
 * @returns each address once, in small letters, and how many lines have none (a heading is such a line)
 */
export function addressesIn(text: string): { addresses: string[]; without: number } {
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  const found = lines.map((line) => addressIn(line)?.normalize('NFC').toLowerCase());
  const addresses = [...new Set(found.filter((each) => each !== undefined))];
  return { addresses, without: found.filter((each) => each === undefined).length };
}
