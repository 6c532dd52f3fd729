/** One line for each table of numbers, so that a new fit shows what changed without filling thousands of lines. */
export function inLines(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
  const entries = Object.entries(value);
  if (entries.every(([, each]) => typeof each === 'number')) return JSON.stringify(value);
  const lines = entries.map(
    ([name, each]) => `${indent} ${JSON.stringify(name)}: ${inLines(each, `${indent} `)}`,
  );
  return `{\n${lines.join(',\n')}\n${indent}}`;
}
