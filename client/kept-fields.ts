/** Older ones are of no use to anybody, and texts of people do not lie about on a device. */
const KEPT_MS = 7 * 24 * 3_600_000;

export type Fields = [name: string, value: string][];
export interface Kept {
  at: number;
  fields: Fields;
}

export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * What somebody types into a form, kept on this device: a closed browser, a dead battery or an ended session loses
 * nothing. It goes when it was sent, when somebody says so, and after a week.
 * @param key '<kind>:<which>'
 */
export function keepFields(key: string, fields: Fields): void {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields } satisfies Kept));
  } catch {
    // Full or barred: the form works without.
  }
}

export function keptFields(key: string): Kept | undefined {
  try {
    const text = localStorage.getItem(key);
    const kept = text ? (JSON.parse(text) as Kept) : undefined;
    return kept && Array.isArray(kept.fields) && kept.at > Date.now() - KEPT_MS ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** In a notice that offers what is kept: since when it is there. */
export function tellSince(notice: HTMLElement, { at }: Kept): void {
  const time = notice.querySelector('time');
  if (!time) return;
  time.dateTime = new Date(at).toISOString();
  const { lang } = document.documentElement;
  time.textContent = new Intl.DateTimeFormat(lang, { dateStyle: 'short', timeStyle: 'short' }).format(at);
}

export function forgetFields(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing is kept where storage is barred.
  }
}

function keysOf(kind: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(`${kind}:`));
  } catch {
    return [];
  }
}

export function forgetKind(kind: string): void {
  for (const key of keysOf(kind)) forgetFields(key);
}

export function forgetOld(kind: string): void {
  for (const key of keysOf(kind)) if (!keptFields(key)) forgetFields(key);
}

/** What a form holds as text, without what belongs to the page. */
export function fieldsIn(form: HTMLFormElement, ofPage: readonly string[]): Fields {
  return [...new FormData(form)].flatMap(
    ([name, value]): Fields => (typeof value === 'string' && !ofPage.includes(name) ? [[name, value]] : []),
  );
}

export function fieldsNamed(form: HTMLFormElement, name: string): Field[] {
  return [...form.querySelectorAll<Field>(`[name="${CSS.escape(name)}"]`)];
}
