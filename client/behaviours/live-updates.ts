import { watch } from '../live.ts';

/** Updates often come in bursts, and screen readers need not hear each. */
const QUIET_MS = 3_000;

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
    if (await isNewer(note)) show(note);
  };
  const later = () => {
    if (waiting) return;
    waiting = true;
    window.setTimeout(() => void look(), QUIET_MS);
  };
  const onJoined = (again: boolean) => {
    note.dataset['joined'] = 'yes';
    if (again) later();
  };
  for (const each of id.split(' ')) void watch({ topic, id: each, onUpdate: later, onJoined });
}

async function isNewer(note: HTMLElement): Promise<boolean> {
  try {
    const response = await fetch(note.dataset['href']!, { headers: { accept: 'text/html' } });
    if (!response.ok) return false;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const fresh = page.querySelector<HTMLElement>(`[data-topic="${note.dataset['topic']}"]`);
    return fresh !== null && fresh.dataset['stamp'] !== note.dataset['stamp'];
  } catch {
    return false;
  }
}

function show(note: HTMLElement): void {
  if (note.firstChild) return;
  const text = document.createElement('span');
  text.textContent = note.dataset['text'] ?? '';
  const link = document.createElement('a');
  link.href = note.dataset['href']!;
  link.textContent = note.dataset['show'] ?? '';
  note.append(text, ' ', link);
}
