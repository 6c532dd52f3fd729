/** Tells how many characters are left, once the end comes near. */
export function characterCount(element: HTMLElement): void {
  if (!(element instanceof HTMLTextAreaElement) || element.maxLength < 0) return;
  const left = document.createElement('p');
  left.className = 'hint';
  left.setAttribute('aria-live', 'polite');
  element.after(left);
  const show = () => {
    const rest = element.maxLength - element.value.length;
    left.textContent = rest < element.maxLength / 5 ? `${element.value.length} / ${element.maxLength}` : '';
  };
  element.addEventListener('input', show);
  show();
}
