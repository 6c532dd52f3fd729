/** A text to be compared: its shingles, in the language that it is written in. */
export interface AlikeText {
  code: string;
  language: string;
  words: ReadonlySet<string>;
}

export interface AlikeGroup {
  first: string;
  /** In the order given, with the share of what they have in common with the first. */
  others: { code: string; share: number }[];
}

/**
 * Texts that say nearly the same as an earlier one. Each is compared with the first of a group alone: else a text would
 * drift from one to the next into what is something else. Only groups that share words are looked at.
 */
export function groupsAlike(texts: readonly AlikeText[], least: number): AlikeGroup[] {
  const groups: (AlikeGroup & { size: number })[] = [];
  const byWords = new Map<string, number[]>();
  for (const { code, language, words } of texts) {
    const keys = [...words].map((each) => `${language} ${each}`);
    const shared = new Map<number, number>();
    for (const key of keys)
      for (const at of byWords.get(key) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
    const shares = [...shared].map(([at, both]) => ({
      at,
      share: both / (keys.length + groups[at]!.size - both),
    }));
    const best = shares.sort((one, other) => other.share - one.share)[0];
    if (best && best.share >= least) {
      groups[best.at]!.others.push({ code, share: best.share });
      continue;
    }
    for (const key of keys) byWords.set(key, [...(byWords.get(key) ?? []), groups.length]);
    groups.push({ first: code, others: [], size: keys.length });
  }
  return groups
    .filter(({ others }) => others.length > 0)
    .map(({ first, others }) => ({ first, others }))
    .sort((one, other) => other.others.length - one.others.length);
}
