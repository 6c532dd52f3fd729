/** Puts what the server has said of single fields at these fields, as a page without script has it. */
export function showErrors(form: HTMLFormElement, refused: Element): void {
  clearErrors(form);
  const wrong = [...refused.querySelectorAll<HTMLAnchorElement>('li a[href^="#"]')].flatMap((link) => {
    // Fields may stand beside their form.
    const field = ([...form.elements] as HTMLElement[]).find(({ id }) => id === link.hash.slice(1));
    return field ? [{ field, text: link.dataset['error'] ?? link.textContent ?? '' }] : [];
  });
  for (const { field, text } of wrong) mark(field, text);
  wrong[0]?.field.focus();
}

export function clearErrors(root: Element): void {
  for (const box of root.querySelectorAll('.has-error')) box.classList.remove('has-error');
  for (const error of root.querySelectorAll<HTMLElement>('.field > .error')) error.remove();
  for (const field of root.querySelectorAll('[aria-invalid]')) {
    field.removeAttribute('aria-invalid');
    describe(field, (id) => id !== `${field.id}-error`);
  }
}

function mark(field: HTMLElement, text: string): void {
  field.setAttribute('aria-invalid', 'true');
  // Beside a tick there is no room: its words stand above.
  if (field.matches('[type=checkbox]')) return;
  const error = document.createElement('p');
  error.className = 'error';
  error.id = `${field.id}-error`;
  error.textContent = text;
  field.before(error);
  field.closest('.field')?.classList.add('has-error');
  describe(field, () => true, error.id);
}

/** Changes which elements describe a field. */
function describe(field: Element, keep: (id: string) => boolean, ...more: string[]): void {
  const ids = (field.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && keep(id));
  const all = [...more, ...ids].join(' ');
  if (all) field.setAttribute('aria-describedby', all);
  else field.removeAttribute('aria-describedby');
}
