/**
 * Tells how many characters are left, once the end comes near, and that it is too long. What is pasted is never cut: a
 * browser would do so without a word.
 */
export function characterCount(element: HTMLElement): void {
  if (!(element instanceof HTMLTextAreaElement)) return;
  const most = Number(element.dataset['most'] ?? element.maxLength);
  if (!(most > 0)) return;
  const left = document.createElement('p');
  left.className = 'hint';
  left.dataset['added'] = 'yes';
  left.setAttribute('aria-live', 'polite');
  element.after(left);
  const show = () => {
    const { length } = element.value;
    const over = length > most;
    left.className = over ? 'error' : 'hint';
    left.textContent =
      length < (most * 4) / 5
        ? ''
        : `${length} / ${most}${over ? ` – ${element.dataset['over'] ?? ''}` : ''}`;
  };
  element.addEventListener('input', show);
  show();
}
