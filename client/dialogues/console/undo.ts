import type { InnerQuestionView } from '../../../server/dialogues/streams/protocol.ts';
import { part, put, show } from './filling.ts';

/** What a form of the console decides, by the end of its address. */
const DECIDES: Record<string, string> = { approval: 'approved', answer: 'answered', promise: 'checking' };

/** One key has decided something: the way back stays in sight, whichever question is looked at next. */
export class Undo {
  readonly #box: HTMLElement;
  readonly #form: HTMLFormElement;

  constructor(root: HTMLElement) {
    this.#box = root.querySelector<HTMLElement>('[data-undo]')!;
    this.#form = this.#box.querySelector('form')!;
  }

  /** @param view of the question that the form concerned. @returns true when it can be taken back */
  offer(form: HTMLFormElement, view: (id: string) => InnerQuestionView | undefined): boolean {
    const [, id = '', what = ''] = /\/questions\/([^/]*)\/(\w+)$/.exec(form.action) ?? [];
    const decided = DECIDES[what];
    this.#box.hidden = decided === undefined;
    if (!decided) return false;
    this.#form.action = this.#form.action.replace(/\/questions\/[^/]*\//, `/questions/${id}/`);
    this.#form.querySelector<HTMLInputElement>('input[name=decided]')!.value = decided;
    for (const each of Object.values(DECIDES)) show(this.#box, `undone-${each}`, each === decided);
    put(this.#box, 'undone-text', view(id)?.text ?? part(this.#box, 'undone-text')!.textContent ?? '');
    return true;
  }

  press(): void {
    if (!this.#box.hidden) this.#form.querySelector('button')!.click();
  }
}
