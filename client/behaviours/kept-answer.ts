const PREFIX = 'answer:';
const PAUSE_MS = 500;
/** Older ones are of no use to anybody, and texts of people do not lie about on a device. */
const KEPT_MS = 7 * 24 * 3_600_000;
const OF_PAGE = ['_csrf', 'version', 'savedAt'];

interface Kept {
  at: number;
  fields: [name: string, value: string][];
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * Keeps the answer that is being written on this device: a closed browser, a dead battery or an ended session loses
 * nothing. What differs from the form when it is opened again is offered, never put in by itself.
 */
export function keptAnswer(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return;
  const key = `${PREFIX}${form.dataset['code']}`;
  const notice = form.querySelector<HTMLElement>('.answer-kept');
  forgetOld();
  const kept = read(key);
  if (kept && notice && !sameAs(kept, form)) offer(kept, { form, key, notice });
  else forget(key);
  let timer: number | undefined;
  form.addEventListener('input', () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => keep(key, form), PAUSE_MS);
  });
}

/** Whoever signs out leaves nothing behind. */
export function forgetAnswers(form: HTMLElement): void {
  form.addEventListener('submit', () => {
    for (const key of ownKeys()) forget(key);
  });
}

function offer(
  kept: Kept,
  { form, key, notice }: { form: HTMLFormElement; key: string; notice: HTMLElement },
): void {
  const time = notice.querySelector('time');
  if (time) {
    const at = new Date(kept.at);
    time.dateTime = at.toISOString();
    const { lang } = document.documentElement;
    time.textContent = new Intl.DateTimeFormat(lang, { dateStyle: 'short', timeStyle: 'short' }).format(at);
  }
  const [restore, discard] = notice.querySelectorAll('button');
  restore?.addEventListener('click', () => {
    for (const [name, value] of kept.fields) fill(form, name, value);
    notice.hidden = true;
    form.dispatchEvent(new InputEvent('input', { bubbles: true }));
    form.querySelector<HTMLElement>('textarea')?.focus();
  });
  discard?.addEventListener('click', () => {
    forget(key);
    notice.hidden = true;
    form.querySelector<HTMLElement>('textarea')?.focus();
  });
  notice.hidden = false;
}

function fill(form: HTMLFormElement, name: string, value: string): void {
  for (const field of form.querySelectorAll<Field>(`[name="${CSS.escape(name)}"]`)) {
    if (field instanceof HTMLInputElement && ['radio', 'checkbox'].includes(field.type))
      field.checked ||= field.value === value;
    else field.value = value;
  }
}

function fieldsOf(form: HTMLFormElement): Kept['fields'] {
  return [...new FormData(form)].flatMap(([name, value]): Kept['fields'] =>
    typeof value === 'string' && value && !OF_PAGE.includes(name) ? [[name, value]] : [],
  );
}

const sameAs = ({ fields }: Kept, form: HTMLFormElement) =>
  JSON.stringify(fields) === JSON.stringify(fieldsOf(form));

function keep(key: string, form: HTMLFormElement): void {
  const kept: Kept = { at: Date.now(), fields: fieldsOf(form) };
  try {
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Full or barred: the form works without.
  }
}

function read(key: string): Kept | undefined {
  try {
    const text = localStorage.getItem(key);
    return text ? (JSON.parse(text) as Kept) : undefined;
  } catch {
    return undefined;
  }
}

function forget(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing is kept where storage is barred.
  }
}

function ownKeys(): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

function forgetOld(): void {
  for (const key of ownKeys()) if ((read(key)?.at ?? 0) < Date.now() - KEPT_MS) forget(key);
}
