import { pageIn } from '../../markup.ts';
/** What the moderators did, as the server draws it: shown in the console on demand, and again after each thing that is done. */
export class Trace {
  readonly #root: HTMLElement;

  constructor(root: HTMLElement) {
    this.#root = root;
    root.addEventListener('click', (event) => {
      const link = (event.target as Element).closest('[data-trace]');
      if (!link || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      void this.#show(link as HTMLAnchorElement);
    });
  }

  refresh(): void {
    const link = this.#root.querySelector<HTMLAnchorElement>('[data-trace]');
    if (link && this.#root.querySelector('[data-trace-list]')) void this.#show(link);
  }

  async #show({ href, parentElement }: HTMLAnchorElement): Promise<void> {
    const answer = await fetch(href).catch(() => undefined);
    if (!answer?.ok) return location.assign(href);
    const page = await pageIn(answer);
    const list = page.querySelector<HTMLElement>('[data-trace-list]');
    if (!list) return;
    this.#root.querySelector('[data-trace-list]')?.remove();
    list.dataset['added'] = 'yes';
    parentElement!.after(document.importNode(list, true));
  }
}
