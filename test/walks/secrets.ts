/** One secret in one place. */
export interface Secret {
  field: string;
  /** Code of the item, once it is known. */
  code?: string;
}

const MARK = /zqs[a-j]{4}x|97000\d{4}/gi;

/** Letters, as in names: what greets people takes nothing else for one. */
const lettered = (count: number) =>
  [...String(count).padStart(4, '0')].map((figure) => 'abcdefghij'[Number(figure)]).join('');

/** Makes unique words that stand for private texts, and finds them again in whatever comes out. */
export class Secrets {
  readonly #words = new Map<string, Secret>();
  /** Made by the product itself: keys, tokens. Looked for one by one. */
  readonly #made = new Map<string, Secret>();
  #count = 0;

  /** A word that appears nowhere else. */
  word(secret: Secret): string {
    const word = `zqs${lettered(++this.#count)}x`;
    this.#words.set(word, secret);
    return word;
  }

  /** A telephone number that appears nowhere else. */
  phone(secret: Secret): string {
    const digits = `97000${String(++this.#count).padStart(4, '0')}`;
    this.#words.set(digits, secret);
    return `+84${digits}`;
  }

  add(made: string, secret: Secret): void {
    if (made.length < 8) throw new Error('too short to be found');
    this.#made.set(made, secret);
  }

  words(): [string, Secret][] {
    return [...this.#words];
  }

  /** Everything of ours in a text, each once. */
  in(text: string): Secret[] {
    const found = new Set<Secret>();
    for (const [word] of text.matchAll(MARK)) found.add(this.#words.get(word.toLowerCase())!);
    for (const [made, secret] of this.#made) if (text.includes(made)) found.add(secret);
    return [...found];
  }
}
