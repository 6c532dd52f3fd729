/** One more row for an action, without asking the server for it. */
export function moreActions(form: HTMLElement): void {
  const button = form.querySelector<HTMLButtonElement>('button[name=step][value=add]');
  button?.addEventListener('click', (event) => {
    const rows = form.querySelectorAll<HTMLElement>('fieldset.action');
    const last = rows[rows.length - 1];
    if (!last) return;
    event.preventDefault();
    const row = emptyCopy(last, rows.length + 1);
    last.after(row);
    button.hidden = rows.length + 1 >= Number(button.dataset['most']);
    row.querySelector('input')?.focus();
  });
}

/** Names and ids are action-N-…; the legend says the number. */
function emptyCopy(last: HTMLElement, n: number): HTMLElement {
  const row = last.cloneNode(true) as HTMLElement;
  for (const element of row.querySelectorAll<HTMLElement>('*'))
    for (const { name, value } of [...element.attributes])
      element.setAttribute(name, value.replace(/action-\d+/g, `action-${n}`));
  const legend = row.querySelector('legend');
  if (legend) legend.textContent = (legend.textContent ?? '').replace(/\d+/, String(n));
  for (const input of row.querySelectorAll('input')) {
    input.defaultValue = '';
    input.value = '';
    input.removeAttribute('aria-invalid');
  }
  for (const gone of row.querySelectorAll('.error, .finding')) gone.remove();
  for (const wrong of row.querySelectorAll('.has-error')) wrong.classList.remove('has-error');
  return row;
}
