const KEY = 'typed:/feedback/new';
/** What belongs to a page, not to what somebody typed. */
const OF_PAGE = ['_csrf', 'shown', 'regulation', 'unit', 'idempotencyKey'];

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Typed = [name: string, value: string][];

/**
 * Keeps what is typed into a form of several steps in this tab: going back, reloading or choosing another subject loses
 * nothing. A fresh page of the form is filled in again. It is forgotten with the tab, and once the receipt is shown.
 */
export function keepTyped(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return;
  const before = form.dataset['fresh'] ? read() : undefined;
  if (before) fillIn(form, before);
  let timer: number | undefined;
  form.addEventListener('input', () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => keep(form), 300);
  });
  form.addEventListener('change', () => keep(form));
  window.addEventListener('pagehide', () => keep(form));
  // What the server shows again is what was typed last.
  if (!form.dataset['fresh']) keep(form);
}

export function forgetTyped(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing is kept where storage is barred.
  }
}

function keep(form: HTMLFormElement): void {
  const typed: Typed = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' && !OF_PAGE.includes(name) ? [[name, value]] : [],
  );
  const said = typed.some(
    ([name, value]) => ['subject', 'text', 'name', 'organisation'].includes(name) && value,
  );
  try {
    if (said) sessionStorage.setItem(KEY, JSON.stringify(typed));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Full or barred: the form works without.
  }
}

function read(): Typed | undefined {
  try {
    const kept = sessionStorage.getItem(KEY);
    return kept ? (JSON.parse(kept) as Typed) : undefined;
  } catch {
    return undefined;
  }
}

function fillIn(form: HTMLFormElement, typed: Typed): void {
  const fieldsOf = (name: string) => form.querySelectorAll<Field>(`[name="${CSS.escape(name)}"]`);
  // Of what the page has no field for there may be several, as of files.
  const absent = new Set(typed.map(([name]) => name).filter((name) => fieldsOf(name).length === 0));
  const added: HTMLElement[] = [];
  for (const [name, value] of typed)
    if (absent.has(name)) added.push(hiddenField(name, value));
    else for (const field of fieldsOf(name)) setTo(field, value);
  form.append(...added);
  for (const field of form.querySelectorAll('textarea'))
    field.dispatchEvent(new Event('input', { bubbles: true }));
  const told = document.getElementById(form.dataset['told'] ?? '');
  if (!told) return;
  told.hidden = false;
  told.querySelector('button')?.addEventListener('click', () => {
    // Leaving the page would keep it once more.
    for (const field of added) field.remove();
    for (const [name] of typed)
      for (const field of fieldsOf(name))
        if (field.type !== 'radio' && field.type !== 'hidden') field.value = '';
    forgetTyped();
    told.hidden = true;
    form.querySelector<HTMLElement>('#subject')?.focus();
  });
}

function setTo(field: Field, value: string): void {
  if (field instanceof HTMLInputElement && ['radio', 'checkbox'].includes(field.type))
    field.checked = field.value === value;
  else if (!(field instanceof HTMLInputElement && field.type === 'file')) field.value = value;
}

/** Files that were stored already, and points as the sender has worded them. */
function hiddenField(name: string, value: string): HTMLInputElement {
  const field = document.createElement('input');
  Object.assign(field, { type: 'hidden', name, value });
  return field;
}
