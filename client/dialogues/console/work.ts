import workView from '../../../views/dialogues/console/_console-work.hbs';
import { elementOf, swap } from '../../swap.ts';
import type { ConsoleView } from './console-view.ts';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The selected question with everything that can be done with it. What is typed for one question waits there. */
export class Work {
  readonly #root: HTMLElement;
  readonly #view: ConsoleView;
  readonly #start: (root: ParentNode) => void;
  readonly #drafts = new Map<string, Map<string, string>>();

  constructor(root: HTMLElement, view: ConsoleView, start: (root: ParentNode) => void) {
    this.#root = root.querySelector<HTMLElement>('[data-work]')!;
    this.#view = view;
    this.#start = start;
    this.#view.selected = this.#root.dataset['question'] || undefined;
    this.#root.addEventListener('input', (event) => this.#keep(event.target as Field));
  }

  get element(): HTMLElement {
    return this.#root;
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

  /** @param model as far as it is made already: it takes a while with thousands of questions */
  show(model: ConsoleView['model'] = this.#view.model): void {
    const drawn = elementOf(this.#view.drawing.draw(workView, model));
    if (drawn.dataset['question'] === this.#root.dataset['question']) {
      for (const added of swap(this.#root, drawn)) this.#start(added);
      return;
    }
    // Another question: its forms hold what was typed for it before.
    this.#root.dataset['question'] = drawn.dataset['question']!;
    this.#root.replaceChildren(...drawn.childNodes);
    for (const [id, value] of this.#drafts.get(this.#view.selected ?? '') ?? []) {
      const field = this.#root.querySelector<Field>(`#${id}`);
      if (field) field.value = value;
    }
    this.#start(this.#root);
  }

  #keep({ id, type, value }: Field): void {
    const { selected } = this.#view;
    if (!selected || !id || type === 'checkbox') return;
    const drafts = this.#drafts.get(selected) ?? new Map<string, string>();
    this.#drafts.set(selected, drafts.set(id, value));
  }
}
