import {
  type Field,
  type Fields,
  fieldsIn,
  fieldsNamed,
  forgetFields,
  forgetOld,
  type Kept,
  keepFields,
  keptFields,
  tellSince,
} from '../kept-fields.ts';

const KIND = 'typed';
/** Whoever is signed in has a draft of the own; visitors of one device have one among them. */
const keyOf = (element: HTMLElement) =>
  [`${KIND}:/feedback/new`, element.dataset['person']].filter(Boolean).join(':');
/** What belongs to a page, not to what somebody typed. */
const OF_PAGE = ['_csrf', 'shown', 'regulation', 'unit', 'idempotencyKey'];
const SAID = ['subject', 'text', 'name', 'organisation'];
/** The server keeps files of unfinished forms for a day. */
const FILE = '_file';
const FILES_MS = 20 * 3_600_000;

/**
 * Keeps what is typed into a form of several steps on this device, and says so: going back, reloading or closing the
 * browser loses nothing. The same page reloaded is filled in again. Anybody may open a fresh one on this device, so it
 * shows nothing of what is kept: it says since when something is there, and asks. It is forgotten once the receipt is
 * shown, with one button, and after a week.
 */
export function keepTyped(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return;
  const key = keyOf(form);
  forgetOld(KIND);
  const told = document.getElementById(form.dataset['told'] ?? '');
  const offer = document.getElementById(form.dataset['offer'] ?? '');
  let own = false;
  let added: HTMLElement[] = [];
  const restore = (before: Kept) => {
    added = fillIn(form, stillThere(before));
    own = true;
    if (told) told.hidden = false;
  };
  const save = () => {
    own = keep(form, { key, own });
    if (own && told) told.hidden = false;
    // Whoever writes something else has answered.
    if (own && offer) offer.hidden = true;
  };
  const before = form.dataset['fresh'] ? keptFields(key) : undefined;
  if (before && isSamePage()) restore(before);
  else if (before && offer)
    ask(offer, before, {
      restore: () => {
        restore(before);
        form.querySelector<HTMLElement>('#subject')?.focus();
      },
      discard: () => {
        forgetFields(key);
        form.querySelector<HTMLElement>('#subject')?.focus();
      },
    });
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
    forgetFields(key);
    told.hidden = true;
    form.querySelector<HTMLElement>('#subject')?.focus();
  });
  // What the server shows again is what was typed last.
  if (!form.dataset['fresh']) save();
}

export function forgetTyped(receipt: HTMLElement): void {
  forgetFields(keyOf(receipt));
}

/** Reloaded, or come back to: what stands here is what was typed here. */
function isSamePage(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return entry instanceof PerformanceNavigationTiming && ['reload', 'back_forward'].includes(entry.type);
}

function ask(offer: HTMLElement, kept: Kept, answers: { restore: () => void; discard: () => void }): void {
  tellSince(offer, kept);
  const [restore, discard] = offer.querySelectorAll('button');
  const answer = (act: () => void) => () => {
    offer.hidden = true;
    act();
  };
  restore?.addEventListener('click', answer(answers.restore));
  discard?.addEventListener('click', answer(answers.discard));
  offer.hidden = false;
}

/**
 * @param own this page has kept something: another that stands empty takes nothing away
 * @returns whether there was anything to keep
 */
function keep(form: HTMLFormElement, { key, own }: { key: string; own: boolean }): boolean {
  const typed = fieldsIn(form, OF_PAGE);
  const said = typed.some(([name, value]) => SAID.includes(name) && value);
  if (said) keepFields(key, typed);
  else if (own) forgetFields(key);
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
