/** Puts the focus on the summary of errors, so that a screen reader reads it first. */
export function focusOnLoad(element: HTMLElement): void {
  element.focus();
}
