import workView from '../../../views/dialogues/console/_console-work.hbs';
import { elementOf } from '../../markup.ts';
import { redraw } from '../../same-shape.ts';
import { swap } from '../../swap.ts';
import type { ConsoleView } from './console-view.ts';

const LIKES = '.likes';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

interface Draft {
  value: string;
  /** Of the folded tools, the one in whose form it stands. */
  tool: string | undefined;
}

/** The selected question with everything that can be done with it. What is typed for one question waits there. */
export class Work {
  readonly #root: HTMLElement;
  readonly #view: ConsoleView;
  readonly #start: (root: ParentNode) => void;
  readonly #drafts = new Map<string, Map<string, Draft>>();
  #prepared: HTMLElement | undefined;
  /** Likes of the question that is shown, while those of another one still stand there. */
  #likes: Element | undefined;

  constructor(root: HTMLElement, view: ConsoleView, start: (root: ParentNode) => void) {
    this.#root = root.querySelector<HTMLElement>('[data-work]')!;
    this.#view = view;
    this.#start = start;
    this.#view.selected = this.#root.dataset['question'] || undefined;
    this.#root.addEventListener('input', (event) => this.#keep(event.target as Field));
    // As the server has drawn it, the page holds all forms.
    for (const name of this.#tools) view.filled.add(name);
    this.#root.addEventListener(
      'click',
      (event) => {
        const tool = (event.target as Element).closest('summary')?.closest<HTMLElement>('[data-tool]');
        if (tool) this.#fill(tool.dataset['tool']!);
      },
      true,
    );
  }

  get element(): HTMLElement {
    return this.#root;
  }

  get #tools(): string[] {
    return [...this.#root.querySelectorAll<HTMLElement>('details[data-tool]')].map(
      (each) => each.dataset['tool']!,
    );
  }

  tool(name: string): HTMLElement | null {
    return this.#root.querySelector<HTMLElement>(`[data-tool="${name}"]`);
  }

  /** What was typed for a form of a question is done with, also when another question is selected by now. */
  forget(form: HTMLFormElement, question: string): void {
    const fields = [...(form.elements as Iterable<Element>)] as Field[];
    for (const field of fields) this.#drafts.get(question)?.delete(field.id);
    form.reset();
  }

  /** Opens one of the folded tools. */
  open(name: string): void {
    this.#fill(name);
    const tool = this.tool(name) as HTMLDetailsElement | null;
    if (!tool) return;
    tool.open = true;
  }

  /** Draws another question before the frame that shows it: its forms hold what was typed for it before. */
  prepare(): void {
    const { selected = '', filled } = this.#view;
    if (selected === this.#root.dataset['question']) return;
    filled.clear();
    for (const { tool } of this.#drafts.get(selected)?.values() ?? []) if (tool) filled.add(tool);
    this.#prepared = this.#drawn;
  }

  /** What was prepared is out of date. */
  unprepare(): void {
    this.#prepared = undefined;
  }

  /** @returns true: its likes wait for `showLikes` */
  show(): boolean {
    const { selected = '' } = this.#view;
    this.#likes = undefined;
    if (selected === this.#root.dataset['question']) {
      for (const added of swap(this.#root, this.#drawn)) this.#start(added);
      return false;
    }
    if (this.#prepared?.dataset['question'] !== selected) this.prepare();
    const likes = this.#root.querySelector(LIKES) && this.#prepared!.querySelector(LIKES);
    redraw(this.#root, this.#prepared!, LIKES);
    this.#likes = likes ?? undefined;
    this.#prepared = undefined;
    this.#putBack();
    this.#start(this.#root);
    return Boolean(likes);
  }

  showLikes(): void {
    const shown = this.#root.querySelector(LIKES);
    if (shown && this.#likes) redraw(shown, this.#likes);
    this.#likes = undefined;
  }

  get #drawn(): HTMLElement {
    return elementOf(this.#view.drawing.draw(workView, this.#view.work));
  }

  #fill(name: string): void {
    if (this.#view.filled.has(name)) return;
    this.#view.filled.add(name);
    this.show();
    this.#putBack();
  }

  #putBack(): void {
    for (const [id, { value }] of this.#drafts.get(this.#view.selected ?? '') ?? []) {
      const field = this.#root.querySelector<Field>(`#${id}`);
      if (field) field.value = value;
    }
  }

  #keep(field: Field): void {
    const { id, type, value } = field;
    const { selected } = this.#view;
    if (!selected || !id || type === 'checkbox') return;
    const drafts = this.#drafts.get(selected) ?? new Map<string, Draft>();
    const tool = field.closest<HTMLElement>('details[data-tool]')?.dataset['tool'];
    this.#drafts.set(selected, drafts.set(id, { value, tool }));
  }
}
