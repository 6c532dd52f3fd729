/** Before a page with words typed and not sent is left, the browser asks. */
export function warnUnsaved(form: HTMLElement): void {
  let typed = false;
  form.addEventListener('input', () => {
    typed = true;
  });
  form.addEventListener('submit', () => {
    typed = false;
  });
  window.addEventListener('beforeunload', (event) => {
    if (typed) event.preventDefault();
  });
}
