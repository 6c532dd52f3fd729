let site = '';

/** Set once at start: calendar programs need whole addresses. */
export function useSite(publicUrl: string): void {
  site = publicUrl;
}

/** A whole address of this site. */
export function siteAddress(path: string): string {
  return site + path;
}
