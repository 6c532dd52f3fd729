const LOAD_ANEW_MS = 15_000;

/** The page as the server has it now. Undefined: it does not answer with one. */
export async function pageNow(): Promise<string | undefined> {
  try {
    const answer = await fetch(location.href);
    return answer.ok ? await answer.text() : undefined;
  } catch {
    return undefined;
  }
}

/** Loads a page that nobody stands beside, once the server has it: where nothing answers, the page would be gone for good. */
export function loadAnewLater(): void {
  window.setTimeout(async () => {
    if ((await pageNow()) === undefined) loadAnewLater();
    else location.reload();
  }, LOAD_ANEW_MS);
}
