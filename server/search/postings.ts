/**
 * Postings: in which documents a term stands, and how much it says there. Documents are numbered; so many in a row make
 * a segment. One posting is 16 bits: the place in the segment and a weight of sixteen steps.
 */
export const SEGMENT = 4096;
const WEIGHT_BITS = 4;
const MOST_WEIGHT = 15;

/** BM25: how soon further occurrences say nothing more, and how far the length of a text matters. */
const K1 = 1.2;
const B = 0.4;
/** Words of an ordinary text. Fixed: weights are kept, and must stay comparable. */
const ORDINARY_LENGTH = 100;

export const segmentOf = (doc: number) => Math.floor(doc / SEGMENT);
export const placeOf = (doc: number) => doc % SEGMENT;
export const placeIn = (posting: number) => posting >> WEIGHT_BITS;
export const weightIn = (posting: number) => posting & MOST_WEIGHT;

export function posting(place: number, weight: number): number {
  return (place << WEIGHT_BITS) | weight;
}

/** @param times how often it stands there, words of a heading counted more @param length of the text in words */
export function weightOf(times: number, length: number): number {
  const share = times / (times + K1 * (1 - B + (B * length) / ORDINARY_LENGTH));
  return Math.max(1, Math.min(MOST_WEIGHT, Math.round(share * (MOST_WEIGHT + 1))));
}

/** How rare a term is: the rarer, the more it says. */
export function rarity(documents: number, withTerm: number): number {
  return Math.log(1 + (documents - Math.min(documents, withTerm) + 0.5) / (withTerm + 0.5));
}

export function packed(postings: readonly number[]): Uint8Array {
  return new Uint8Array(Uint16Array.from(postings).buffer);
}

/** @param bytes may lie anywhere in a larger buffer */
export function unpacked(bytes: Uint8Array): Uint16Array {
  return new Uint16Array(new Uint8Array(bytes).buffer);
}
