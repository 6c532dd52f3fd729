const PLACE = 'dialogue-console-alone';

/** One moderator hosts alone: what is answered and what is screened next stand side by side. Kept for the next time. */
export function offerAlone(root: HTMLElement): void {
  const link = root.querySelector<HTMLElement>('[data-alone]')!;
  const show = (alone: boolean) => {
    root.classList.toggle('is-alone', alone);
    link.textContent = (alone ? link.dataset['back'] : link.dataset['word']) ?? '';
  };
  if (localStorage.getItem(PLACE)) show(true);
  link.addEventListener('click', (event) => {
    event.preventDefault();
    const alone = !root.classList.contains('is-alone');
    if (alone) localStorage.setItem(PLACE, 'yes');
    else localStorage.removeItem(PLACE);
    show(alone);
  });
}
