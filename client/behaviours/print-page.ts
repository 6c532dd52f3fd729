/** Shows a button that prints the page; without script it stays hidden and the browser's menu does it. */
export function printPage(button: HTMLElement): void {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
