/** Copies the address in a field. Where the browser does not let it, the address is selected for the person to copy. */
export function copyLink(button: HTMLElement): void {
  const { from, told, done = '', other = '' } = button.dataset;
  const field = document.getElementById(from ?? '');
  const status = document.getElementById(told ?? '');
  if (!(field instanceof HTMLInputElement) || !status) return;
  button.hidden = false;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = done;
    } catch {
      field.select();
      status.textContent = other;
    }
  });
}
