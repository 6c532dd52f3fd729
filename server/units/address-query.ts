/**
 * What a search form sent, read back from the address, for showing the form again after a refusal.
 * @param names the fields of the form; a field given twice counts with its first value
 */
export function typedInAddress(address: string, names: readonly string[]): Record<string, string> {
  const given = new URLSearchParams(address.split('?').slice(1).join('?'));
  return Object.fromEntries(names.map((name) => [name, (given.get(name) ?? '').slice(0, 500)]));
}

/** An address with the values that are there. */
export function addressWith(path: string, values: Record<string, string | undefined>): string {
  const given = Object.entries(values).filter((entry): entry is [string, string] => !!entry[1]);
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}
