/** An id that a browser keeps: random, of no meaning elsewhere. */
export const PERSON = /^[\w-]{43}$/;

export function voiceId(code: string, person: string): string {
  return `${code} ${person}`;
}
