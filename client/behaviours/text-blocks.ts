/** Puts a block of words where one writes: into the text that had the focus last, else into the free text. */
export function textBlocks(element: HTMLElement): void {
  const form = element.closest('form');
  const select = element.querySelector('select');
  const button = element.querySelector('button');
  if (!form || !select || !button) return;
  let written = form.querySelector<HTMLTextAreaElement>('textarea[name=text]');
  form.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLTextAreaElement) written = target;
  });
  button.addEventListener('click', (event) => {
    const text = select.selectedOptions[0]?.dataset['text'];
    if (!text || !written) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = written;
    const joint =
      value.slice(0, selectionStart).trim() === '' || /\s$/.test(value.slice(0, selectionStart)) ? '' : '\n';
    for (let part = written.closest('details'); part; part = part.parentElement?.closest('details') ?? null)
      part.open = true;
    written.setRangeText(joint + text, selectionStart, selectionEnd, 'end');
    written.focus();
    written.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
}
