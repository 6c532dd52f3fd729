const MOST_LETTERS = 60;
const MOST_WORDS = 7;
/** Words of letters, joined by what stands in names: 'Nguyễn Thị Lan-Anh', 'J. O’Brien'. */
const NAME = /^\p{L}[\p{L}\p{M}'’-]*\.?(?: \p{L}[\p{L}\p{M}'’-]*\.?)*$/u;
/** 'example.com' and 'e.g.this': a name has a blank after its dot. */
const DOTTED = /\.\S/;

/**
 * The name by which a letter greets its reader; undefined for what is no name: letters go to addresses that somebody
 * typed in, and must not carry sentences, links or addresses for anybody.
 */
export function greetingName(typed: string | undefined): string | undefined {
  const name = (typed ?? '').normalize('NFC').trim().replace(/\s+/g, ' ');
  if (name.length > MOST_LETTERS || name.split(' ').length > MOST_WORDS) return undefined;
  return NAME.test(name) && !DOTTED.test(name) ? name : undefined;
}
