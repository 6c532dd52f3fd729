import type { SiteTokens } from '../secrets.ts';

/** Who was refused what, and how often, since it was asked for the last time. */
export interface Refused {
  kind: string;
  /** Tells one from another: neither address nor account can be read from it. */
  mark: string;
  count: number;
  since: Date;
  lastAt: Date;
}

/** A flood from everywhere fills no memory. */
const MOST_KEPT = 5_000;
const MARK_LETTERS = 12;

interface Known {
  kind: string;
  whose: string;
  letGoAt?: Date;
}

/** What this process has refused: gathered in memory, so that a flood costs the store nothing. */
export class Refusals {
  readonly #tokens: SiteTokens;
  readonly #now: () => Date;
  #gathered = new Map<string, Refused>();
  /** Whose a mark is, to let somebody go; the oldest are forgotten. */
  readonly #known = new Map<string, Known>();

  constructor(tokens: SiteTokens, now: () => Date) {
    this.#tokens = tokens;
    this.#now = now;
  }

  note(kind: string, whose: string): void {
    const mark = this.#tokens.derived('limits', `${kind} ${whose}`).slice(0, MARK_LETTERS);
    const key = `${kind}:${mark}`;
    const lastAt = this.#now();
    const before = this.#gathered.get(key);
    if (!before && this.#gathered.size >= MOST_KEPT) return;
    this.#gathered.set(key, {
      ...{ kind, mark, lastAt },
      count: (before?.count ?? 0) + 1,
      since: before?.since ?? lastAt,
    });
    const known = this.#known.get(key) ?? { kind, whose };
    this.#known.delete(key);
    this.#known.set(key, known);
    if (this.#known.size > MOST_KEPT) this.#known.delete(this.#known.keys().next().value!);
  }

  /** Those since the last time. */
  take(): Refused[] {
    const gathered = [...this.#gathered.values()];
    this.#gathered = new Map();
    return gathered;
  }

  /** Whose a row is that is let go at that moment, where this process has refused it itself and has not let it go yet. */
  letGo(key: string, at: Date): { kind: string; whose: string } | undefined {
    const known = this.#known.get(key);
    if (!known || (known.letGoAt && known.letGoAt >= at)) return undefined;
    known.letGoAt = at;
    return known;
  }
}
