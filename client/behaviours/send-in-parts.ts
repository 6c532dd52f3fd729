import { newId } from '../new-id.ts';

/** What a poor line still carries; of what it cuts off no more is lost. */
const PART_BYTES = 512 * 1024;
/** As the server takes them; what is larger it refuses with its own words. */
const MOST_BYTES = 10 * 1024 * 1024;
const PART_MS = 90_000;
const FIRST_PAUSE_MS = 1_000;
const MOST_PAUSE_MS = 30_000;

/** Whole under this mark, or to be sent with the form as ever: the server has a reason against it, or against us. */
type End = { mark: string } | 'with-the-form';

/**
 * Large files go ahead of their form, little by little: what a poor line cuts off goes on from where it was, by itself.
 * Without script, and for small files, the form carries them.
 */
export function sendInParts(field: HTMLElement): void {
  const form = field.closest('form');
  const input = field.querySelector<HTMLInputElement>('input[type=file]');
  const said = field.querySelector<HTMLElement>('[data-sending]');
  if (!form || !input || !said) return;
  let state: 'idle' | 'working' | 'done' = 'idle';
  const ahead = (event: SubmitEvent) => {
    const files = [...(input.files ?? [])];
    const large = files.filter(({ size }) => size > PART_BYTES && size <= MOST_BYTES);
    if (state === 'done' || (state === 'idle' && large.length === 0)) return;
    event.preventDefault();
    // Those who would count this as sent hear of it when it is.
    event.stopImmediatePropagation();
    if (state === 'working') return;
    state = 'working';
    const { submitter } = event;
    const address = submitter?.getAttribute('formaction') ?? form.getAttribute('action') ?? '';
    void sendAll(large, { form, address, said }).then((left) => {
      const rest = new DataTransfer();
      for (const file of files) if (!large.includes(file) || left.includes(file)) rest.items.add(file);
      input.files = rest.files;
      state = 'done';
      form.requestSubmit(submitter);
    });
  };
  form.addEventListener('submit', ahead, true);
  // Come back to with the browser's button, the page is as usable as before.
  window.addEventListener('pageshow', () => {
    state = 'idle';
  });
}

interface Way {
  form: HTMLFormElement;
  address: string;
  said: HTMLElement;
}

/** One after another, in their order. @returns those that the form has to carry */
async function sendAll(files: File[], way: Way): Promise<File[]> {
  const left: File[] = [];
  for (const file of files) {
    const end = await sendOne(file, way);
    if (end === 'with-the-form') left.push(file);
    else way.form.append(markField(end.mark));
  }
  return left;
}

async function sendOne(file: File, way: Way): Promise<End> {
  const upload = newId();
  let have = 0;
  let pause = FIRST_PAUSE_MS;
  for (;;) {
    const percent = percentOf(have / file.size);
    say(way.said, 'sending', { name: file.name, percent });
    const answer = await sendPart(file, { upload, from: have, ...way });
    if (answer === 'with-the-form' || (typeof answer === 'object' && 'mark' in answer)) return answer;
    if (typeof answer === 'object') {
      have = answer.have;
      pause = FIRST_PAUSE_MS;
      continue;
    }
    say(way.said, 'broken', { name: file.name, percent });
    await lineAgain(Math.max(pause, answer));
    pause = Math.min(2 * pause, MOST_PAUSE_MS);
  }
}

/** @returns a number of milliseconds to wait where the line broke or the server is busy */
async function sendPart(
  file: File,
  { upload, from, form, address }: Way & { upload: string; from: number },
): Promise<End | { have: number } | number> {
  const body = new FormData();
  body.set('_csrf', form.querySelector<HTMLInputElement>('input[name=_csrf]')?.value ?? '');
  const fields = { _part: upload, _from: from, _size: file.size, _name: file.name.slice(-200) };
  for (const [name, value] of Object.entries(fields)) body.set(name, String(value));
  const part = await file
    .slice(from, from + PART_BYTES)
    .arrayBuffer()
    .catch(() => undefined);
  // Moved or changed on the device since it was chosen: the form says what it can.
  if (!part) return 'with-the-form';
  body.set('files', new Blob([part]), file.name);
  try {
    const response = await fetch(address, { method: 'POST', body, signal: AbortSignal.timeout(PART_MS) });
    if (response.status === 429 || response.status >= 500)
      return 1_000 * Number(response.headers.get('retry-after') ?? 1);
    if (!response.ok) return 'with-the-form';
    const { mark, have } = (await response.json()) as { mark?: string; have: number };
    return mark === undefined ? { have } : { mark };
  } catch {
    return 0;
  }
}

/** After a while, or at once when the browser has a line again. */
function lineAgain(afterMs: number): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      window.clearTimeout(timer);
      window.removeEventListener('online', go);
      resolve();
    };
    const timer = window.setTimeout(go, afterMs);
    window.addEventListener('online', go);
  });
}

/** Rounded down: 100 only when all is here. */
function percentOf(share: number): string {
  const format = new Intl.NumberFormat(document.documentElement.lang, { style: 'percent' });
  return format.format(Math.floor(100 * share) / 100);
}

function say(said: HTMLElement, what: 'sending' | 'broken', values: Record<string, string>): void {
  said.textContent = (said.dataset[what] ?? '').replace(
    /\{(\w+)\}/g,
    (_, name: string) => values[name] ?? '',
  );
}

function markField(mark: string): HTMLInputElement {
  const field = document.createElement('input');
  Object.assign(field, { type: 'hidden', name: '_file', value: mark });
  return field;
}
