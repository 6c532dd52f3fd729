import {
  type Fields,
  fieldsIn,
  fieldsNamed,
  forgetFields,
  forgetKind,
  forgetOld,
  type Kept,
  keepFields,
  keptFields,
  tellSince,
} from '../kept-fields.ts';

const KIND = 'answer';
const PAUSE_MS = 500;
const OF_PAGE = ['_csrf', 'version', 'savedAt'];

/** Keeps the answer that is being written. What differs from the form when it is opened again is offered, never put in by itself. */
export function keptAnswer(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return;
  const key = `${KIND}:${form.dataset['code']}`;
  const notice = form.querySelector<HTMLElement>('.answer-kept');
  forgetOld(KIND);
  const kept = keptFields(key);
  if (kept && notice && !sameAs(kept, form)) offer(kept, { form, key, notice });
  else forgetFields(key);
  let timer: number | undefined;
  form.addEventListener('input', () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => keepFields(key, written(form)), PAUSE_MS);
  });
}

/** Whoever signs out leaves nothing behind: no answer, and nothing typed at the counter. */
export function forgetAnswers(form: HTMLElement): void {
  form.addEventListener('submit', () => {
    forgetKind(KIND);
    forgetKind('typed');
  });
}

function offer(
  kept: Kept,
  { form, key, notice }: { form: HTMLFormElement; key: string; notice: HTMLElement },
): void {
  tellSince(notice, kept);
  const [restore, discard] = notice.querySelectorAll('button');
  restore?.addEventListener('click', () => {
    for (const [name, value] of kept.fields) fill(form, name, value);
    notice.hidden = true;
    form.dispatchEvent(new InputEvent('input', { bubbles: true }));
    form.querySelector<HTMLElement>('textarea')?.focus();
  });
  discard?.addEventListener('click', () => {
    forgetFields(key);
    notice.hidden = true;
    form.querySelector<HTMLElement>('textarea')?.focus();
  });
  notice.hidden = false;
}

function fill(form: HTMLFormElement, name: string, value: string): void {
  for (const field of fieldsNamed(form, name)) {
    if (field instanceof HTMLInputElement && ['radio', 'checkbox'].includes(field.type))
      field.checked ||= field.value === value;
    else field.value = value;
  }
}

const written = (form: HTMLFormElement): Fields => fieldsIn(form, OF_PAGE).filter(([, value]) => value);

const sameAs = ({ fields }: Kept, form: HTMLFormElement) =>
  JSON.stringify(fields) === JSON.stringify(written(form));
