/** A path of this site from what came from outside; anything that could lead elsewhere becomes '/'. */
export function ownPath(given: string | undefined): string {
  return given && /^\/(?![/\\])[^\s\\]*$/.test(given) ? given : '/';
}
