/** What the desk fills in by itself. What people fill in stands in square brackets: the answer check stops those. */
export const PLACEHOLDERS = ['code', 'due', 'procedure', 'unit', 'name'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

const PLACEHOLDER = /\{([^{}\n]{0,60})\}/g;

function isPlaceholder(name: string): name is Placeholder {
  return (PLACEHOLDERS as readonly string[]).includes(name);
}

/** Names in braces that nothing fills in, as written. */
export function unknownIn(text: string): string[] {
  const named = [...text.matchAll(PLACEHOLDER)].map(([whole, name]) => ({ whole, name: name!.trim() }));
  return [...new Set(named.filter(({ name }) => !isPlaceholder(name)).map(({ whole }) => whole))];
}

/** What has no value becomes a blank for people, which no answer can be sent with. */
export function filled(text: string, values: Partial<Record<Placeholder, string>>): string {
  return text.replace(PLACEHOLDER, (whole, typed: string) => {
    const name = typed.trim();
    return isPlaceholder(name) ? (values[name] ?? `[${name}]`) : whole;
  });
}

export const MOST_TEXT = 4_000;
/** Of one unit. */
export const MOST_BLOCKS = 60;
/** Older versions of a block that are kept. */
export const MOST_VERSIONS = 30;
