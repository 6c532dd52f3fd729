import {
  type Field,
  type Fields,
  fieldsIn,
  fieldsNamed,
  forgetFields,
  forgetOld,
  keepFields,
  keptFields,
} from '../kept-fields.ts';

const KEY = 'typed:/feedback/new';
/** What belongs to a page, not to what somebody typed. */
const OF_PAGE = ['_csrf', 'shown', 'regulation', 'unit', 'idempotencyKey'];
const SAID = ['subject', 'text', 'name', 'organisation'];
/** The server keeps files of unfinished forms for a day. */
const FILE = '_file';
const FILES_MS = 20 * 3_600_000;

/**
 * Keeps what is typed into a form of several steps on this device, and says so: going back, reloading, choosing another
 * subject or closing the browser loses nothing. A fresh page of the form is filled in again. It is forgotten once the
 * receipt is shown, with one button, and after a week.
 */
export function keepTyped(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return;
  forgetOld('typed');
  const told = document.getElementById(form.dataset['told'] ?? '');
  const before = form.dataset['fresh'] ? keptFields(KEY) : undefined;
  const added = before ? fillIn(form, stillThere(before)) : [];
  if (told && before) told.hidden = false;
  let own = !!before;
  const save = () => {
    own = keep(form, own);
    if (told && own) told.hidden = false;
  };
  let timer: number | undefined;
  form.addEventListener('input', () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, 300);
  });
  form.addEventListener('change', save);
  window.addEventListener('pagehide', save);
  told?.querySelector('button')?.addEventListener('click', () => {
    window.clearTimeout(timer);
    // Leaving the page would keep it once more.
    for (const field of added) field.remove();
    empty(form);
    own = false;
    forgetTyped();
    told.hidden = true;
    form.querySelector<HTMLElement>('#subject')?.focus();
  });
  // What the server shows again is what was typed last.
  if (!form.dataset['fresh']) save();
}

export function forgetTyped(): void {
  forgetFields(KEY);
}

/**
 * @param own this page has kept something: another that stands empty takes nothing away
 * @returns whether there was anything to keep
 */
function keep(form: HTMLFormElement, own: boolean): boolean {
  const typed = fieldsIn(form, OF_PAGE);
  const said = typed.some(([name, value]) => SAID.includes(name) && value);
  if (said) keepFields(KEY, typed);
  else if (own) forgetTyped();
  return said;
}

function stillThere({ at, fields }: { at: number; fields: Fields }): Fields {
  return Date.now() - at < FILES_MS ? fields : fields.filter(([name]) => name !== FILE);
}

function empty(form: HTMLFormElement): void {
  for (const [name] of fieldsIn(form, OF_PAGE))
    for (const field of fieldsNamed(form, name))
      if (field.type !== 'radio' && field.type !== 'hidden') field.value = '';
}

/** @returns the fields that it had to add */
function fillIn(form: HTMLFormElement, typed: Fields): HTMLElement[] {
  // Of what the page has no field for there may be several, as of files.
  const absent = new Set(typed.map(([name]) => name).filter((name) => fieldsNamed(form, name).length === 0));
  const added: HTMLElement[] = [];
  for (const [name, value] of typed)
    if (absent.has(name)) added.push(hiddenField(name, value));
    else for (const field of fieldsNamed(form, name)) setTo(field, value);
  form.append(...added);
  for (const field of form.querySelectorAll('textarea'))
    field.dispatchEvent(new Event('input', { bubbles: true }));
  return added;
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
