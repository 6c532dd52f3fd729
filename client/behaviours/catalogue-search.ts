import { pageIn } from '../markup.ts';

const PAUSE_MS = 250;

/**
 * Searches while one types: asks for the page that the form would show, and takes its results from it. The address
 * follows, so that reloading and the back button work. Whatever goes wrong, the button still does.
 */
export function catalogueSearch(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return;
  const results = byId(document, form.dataset['results']);
  const status = byId(document, form.dataset['status']);
  if (!results) return;
  let timer: number | undefined;
  let under: AbortController | undefined;

  const show = async () => {
    under?.abort();
    under = new AbortController();
    const address = addressOf(form);
    try {
      const response = await fetch(address, { signal: under.signal, headers: { accept: 'text/html' } });
      if (!response.ok) return;
      const page = await pageIn(response);
      const fresh = byId(page, results.id);
      if (!fresh) return;
      results.replaceChildren(...fresh.childNodes);
      if (status) status.textContent = byId(page, status.id)?.textContent ?? '';
      history.replaceState(null, '', address);
    } catch {
      // Overtaken by the next letter, or offline.
    }
  };
  const later = (event: Event) => {
    // Vietnamese is often composed from several keys: search for letters, not for half of one.
    if (event instanceof InputEvent && event.isComposing) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void show(), PAUSE_MS);
  };
  form.addEventListener('input', later);
  form.addEventListener('compositionend', later);
}

function byId(page: Document, id: string | undefined): HTMLElement | null {
  return id ? page.getElementById(id) : null;
}

function addressOf(form: HTMLFormElement): string {
  const values = new URLSearchParams();
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && value) values.append(name, value);
  const query = values.toString();
  const path = new URL(form.action).pathname;
  return query ? `${path}?${query}` : path;
}
