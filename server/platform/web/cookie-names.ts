/**
 * How a cookie is called in the browser. Over https the prefixes keep sites of the same city, under a name beside ours,
 * from planting one: `__Host-` for the whole site, `__Secure-` for a part of it.
 */
export function cookieName(name: string, { secure, path }: { secure: boolean; path: string }): string {
  if (!secure) return name;
  return path === '/' ? `__Host-${name}` : `__Secure-${name}`;
}

/** What a browser has sent under the name. Those from before there were prefixes are read as long as no other has come. */
export function readCookie(
  sent: Record<string, string | false> | undefined,
  name: string,
  secure: boolean,
): string | undefined {
  const prefixed = secure && (sent?.[`__Host-${name}`] || sent?.[`__Secure-${name}`]);
  return prefixed || sent?.[name] || undefined;
}
