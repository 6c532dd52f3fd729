import { pageIn } from '../../markup.ts';
import { swap } from '../../swap.ts';

/**
 * Parts of the minutes are saved one by one, where they stand: what is typed in the others stays. The server answers with
 * its whole page, of which only the part that was sent is taken.
 */
export function minutesParts(root: HTMLElement): void {
  const unsaved = new Set<string>();
  const boxOf = (element: EventTarget | null) => (element as Element).closest<HTMLElement>('[data-part-box]');
  root.addEventListener('input', (event) => {
    const part = boxOf(event.target)?.dataset['partBox'];
    if (part) unsaved.add(part);
  });
  root.addEventListener('submit', (event) => {
    const box = boxOf(event.target);
    if (!box) return;
    event.preventDefault();
    void save(box, event.target as HTMLFormElement).then((saved) => {
      if (saved) unsaved.delete(box.dataset['partBox']!);
    });
  });
  window.addEventListener('beforeunload', (event) => {
    if (unsaved.size > 0) event.preventDefault();
  });
}

/** @returns true when all that stands in the part is saved */
async function save(box: HTMLElement, form: HTMLFormElement): Promise<boolean> {
  if (box.dataset['sending']) return false;
  box.dataset['sending'] = 'yes';
  const sent = textIn(box).value;
  try {
    const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    const response = await fetch(form.action, { method: 'POST', headers: { accept: 'text/html' }, body });
    const page = await pageIn(response);
    return show(box, { page, saved: response.ok, sent });
  } catch {
    say(box, wordsOf(box, 'failed'));
    return false;
  } finally {
    delete box.dataset['sending'];
  }
}

interface Answer {
  page: Document;
  saved: boolean;
  sent: string;
}

function show(box: HTMLElement, { page, saved, sent }: Answer): boolean {
  const fresh = page.querySelector<HTMLElement>(`[data-part-box="${CSS.escape(box.dataset['partBox']!)}"]`);
  const refusal =
    (!saved && page.querySelector('.error-summary h2, main h1')?.textContent) || wordsOf(box, 'failed');
  if (!fresh?.querySelector('textarea')) {
    say(box, refusal);
    return false;
  }
  const text = textIn(box);
  // Somebody has gone on typing while the answer was under way.
  const more = text.value !== sent;
  if (!more) text.defaultValue = sent;
  swap(box, fresh);
  if (!saved) text.focus();
  say(box, saved ? wordsOf(box, 'saved') : refusal);
  return saved && !more;
}

const wordsOf = (box: HTMLElement, name: 'saved' | 'failed'): string =>
  box.closest<HTMLElement>(`[data-${name}]`)!.dataset[name]!;

const textIn = (box: HTMLElement): HTMLTextAreaElement => box.querySelector('textarea')!;

function say(box: HTMLElement, words: string): void {
  const place = box.querySelector<HTMLElement>('[role=status]');
  if (place) place.textContent = words;
}
