/** A double click sends a form once. The server would make one item of it anyway. */
export function submitOnce(form: HTMLElement): void {
  let sent = false;
  form.addEventListener('submit', (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  // Coming back with the browser's back button, the form is usable again.
  window.addEventListener('pageshow', () => {
    sent = false;
  });
}
