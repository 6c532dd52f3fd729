import { watch } from '../live.ts';
import { pageIn } from '../markup.ts';

/** Updates often come in bursts, and screen readers need not hear each. */
const QUIET_MS = 3_000;

/** What may be put into the page on demand, if it is there: else the page is opened anew. */
const REGION = '[data-live-region]';

/**
 * Says quietly that a page is no longer the newest, and shows the new one on demand; never moves what is read.
 * An update only says that something happened, perhaps by one's own hand: the page behind `data-href` is fetched, and
 * only if its stamp differs is there something to show.
 */
export function liveUpdates(note: HTMLElement): void {
  const { topic, id } = note.dataset;
  if (!topic || !id) return;
  let waiting = false;
  const look = async () => {
    waiting = false;
    const fresh = await freshPage(note);
    if (fresh) show(note, fresh);
  };
  const later = () => {
    if (waiting) return;
    waiting = true;
    window.setTimeout(() => void look(), QUIET_MS);
  };
  const wait = Number(note.dataset['wait'] ?? 0);
  const onJoined = (again: boolean) => {
    note.dataset['joined'] = 'yes';
    // What happened before a late joining was not told either.
    if (again || wait > 0) later();
  };
  const join = () => {
    for (const each of id.split(' ')) void watch({ topic, id: each, onUpdate: later, onJoined });
  };
  if (wait > 0) window.setTimeout(join, wait);
  else join();
}

const noteOf = (page: Document, { topic }: DOMStringMap) =>
  page.querySelector<HTMLElement>(`[data-topic="${topic}"]`);

/** The page as it is now; undefined while it shows nothing else. */
async function freshPage(note: HTMLElement): Promise<Document | undefined> {
  try {
    const response = await fetch(note.dataset['href']!, { headers: { accept: 'text/html' } });
    if (!response.ok) return undefined;
    const page = await pageIn(response);
    const fresh = noteOf(page, note.dataset);
    return fresh && fresh.dataset['stamp'] !== note.dataset['stamp'] ? page : undefined;
  } catch {
    return undefined;
  }
}

function show(note: HTMLElement, fresh: Document): void {
  const region = document.querySelector<HTMLElement>(REGION);
  const newer = fresh.querySelector<HTMLElement>(REGION);
  const text = document.createElement('span');
  const added = region && newer ? rowsAdded(region, newer) : 0;
  const { text: changed = '', added: words = '' } = note.dataset;
  text.textContent = added > 0 ? words.replace('{n}', String(added)) : changed;
  note.replaceChildren(text, ' ', region && newer ? button(note, { fresh, region, newer }) : link(note));
}

/** Rows are known by where they lead. */
function rowsAdded(region: HTMLElement, newer: HTMLElement): number {
  const addresses = (of: HTMLElement) =>
    [...of.querySelectorAll<HTMLAnchorElement>('a.row-title')].map((row) => row.getAttribute('href'));
  const known = new Set(addresses(region));
  return new Set(addresses(newer).filter((each) => !known.has(each))).size;
}

function link(note: HTMLElement): HTMLElement {
  const element = document.createElement('a');
  element.href = note.dataset['href']!;
  element.textContent = note.dataset['show'] ?? '';
  return element;
}

interface Newer {
  fresh: Document;
  region: HTMLElement;
  newer: HTMLElement;
}

/** Puts the new rows where the old ones stand: the place on the page stays. */
function button(note: HTMLElement, { fresh, region, newer }: Newer): HTMLElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'link';
  element.textContent = note.dataset['show'] ?? '';
  element.addEventListener('click', () => {
    region.replaceChildren(...newer.childNodes);
    note.dataset['stamp'] = noteOf(fresh, note.dataset)?.dataset['stamp'] ?? '';
    note.replaceChildren();
    region.focus({ preventScroll: true });
  });
  return element;
}
