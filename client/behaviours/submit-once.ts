/** A double click sends a form once. The server would make one item of it anyway. */
export function submitOnce(form: HTMLElement): void {
  form.addEventListener('submit', (event) => {
    if (form.dataset['sent']) event.preventDefault();
    form.dataset['sent'] = 'yes';
  });
  // Coming back with the browser's back button, the form is usable again.
  window.addEventListener('pageshow', () => delete form.dataset['sent']);
}
