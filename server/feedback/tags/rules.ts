/** Of a site: more no list of boxes shows. */
export const MOST_TAGS = 60;
export const LONGEST_TAG = 40;

/** The same word, however it is written. */
export function sameTag(one: string, other: string): boolean {
  return one.normalize('NFC').toLowerCase() === other.normalize('NFC').toLowerCase();
}
