import { canMerge } from '../../../server/dialogues/console/live-model/cards.ts';
import type { ConsoleView } from './console-view.ts';

/** Whoever moves less has pressed, not dragged. */
const LEAST_PX = 8;
/** So near to the end of a list it scrolls by itself. */
const EDGE_PX = 48;
const SCROLL_PX = 12;

interface Dragged {
  id: string;
  pointer: number;
  /** Where it was pressed. */
  x: number;
  y: number;
}

/**
 * Merging with the mouse: the row of one question is let fall on that of another. It sends the form that the button
 * beside similar questions sends; keys reach the same by `m`. Fingers scroll the lists.
 */
export class Dragging {
  readonly #root: HTMLElement;
  readonly #view: ConsoleView;
  #pressed: Dragged | undefined;
  /** What hangs at the pointer, once something is dragged. */
  #hint: HTMLElement | undefined;
  #at: { x: number; y: number } = { x: 0, y: 0 };
  #target: HTMLElement | undefined;
  #frame = 0;

  constructor(root: HTMLElement, view: ConsoleView) {
    this.#root = root;
    this.#view = view;
    root.classList.add('can-drag');
    root.addEventListener('pointerdown', (event) => this.#press(event));
    root.addEventListener('pointermove', (event) => this.#move(event));
    root.addEventListener('pointerup', (event) => this.#letGo(event));
    root.addEventListener('pointercancel', () => this.#end());
    // A browser would drag the address of the link.
    root.addEventListener('dragstart', (event) => {
      if (cardAt(event.target)) event.preventDefault();
    });
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.#hint) this.#end();
    });
  }

  #press(event: PointerEvent): void {
    const { button, isPrimary, pointerType, pointerId: pointer, clientX: x, clientY: y, target } = event;
    const id = this.#mergeable(target)?.dataset['question'];
    if (!id || button !== 0 || !isPrimary || pointerType === 'touch') return;
    if ((target as Element).closest('button, input, label, .code')) return;
    this.#pressed = { id, pointer, x, y };
  }

  #move({ pointerId, clientX: x, clientY: y, buttons }: PointerEvent): void {
    const pressed = this.#pressed;
    if (pressed?.pointer !== pointerId) return;
    if ((buttons & 1) === 0) {
      // Let go outside of the window.
      this.#end();
      return;
    }
    this.#at = { x, y };
    if (!this.#hint && Math.hypot(x - pressed.x, y - pressed.y) < LEAST_PX) return;
    if (!this.#hint) this.#begin(pressed);
    this.#aim();
  }

  #begin({ id, pointer }: Dragged): void {
    this.#root.setPointerCapture(pointer);
    getSelection()?.removeAllRanges();
    this.#root.classList.add('is-dragging');
    document.getElementById(`c-${id}`)?.classList.add('is-dragged');
    const hint = document.createElement('div');
    hint.className = 'drag-hint';
    hint.setAttribute('aria-hidden', 'true');
    this.#root.append(hint);
    this.#hint = hint;
    this.#scroll();
  }

  /** Which row is under the pointer, and says so. */
  #aim(): void {
    const { x, y } = this.#at;
    const found = this.#mergeable(document.elementFromPoint(x, y));
    const target = found?.dataset['question'] === this.#pressed!.id ? undefined : found;
    if (target !== this.#target) {
      this.#target?.classList.remove('is-target');
      target?.classList.add('is-target');
      this.#target = target;
    }
    const text = this.#view.cards.get(target?.dataset['question'] ?? '')?.text;
    const { say } = this.#view.drawing;
    const hint = this.#hint!;
    hint.textContent = text
      ? say('dialogues.console.drag-into', { text })
      : say('dialogues.console.drag-nowhere');
    const left = Math.min(x + 14, window.innerWidth - hint.offsetWidth - 8);
    const top = Math.min(y + 18, window.innerHeight - hint.offsetHeight - 8);
    hint.style.transform = `translate(${left}px, ${top}px)`;
  }

  /** A long list follows the pointer to what is out of sight. */
  #scroll(): void {
    this.#frame = requestAnimationFrame(() => {
      const { x, y } = this.#at;
      const pane = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-pane]');
      if (pane && this.#root.contains(pane)) {
        const { top, bottom } = pane.getBoundingClientRect();
        const by = y < top + EDGE_PX ? -SCROLL_PX : y > bottom - EDGE_PX ? SCROLL_PX : 0;
        if (by !== 0) {
          pane.scrollBy({ top: by, behavior: 'instant' });
          this.#aim();
        }
      }
      this.#scroll();
    });
  }

  #letGo({ pointerId }: PointerEvent): void {
    const pressed = this.#pressed;
    if (pressed?.pointer !== pointerId) return;
    const dragged = this.#hint !== undefined;
    // Lists may have changed under a pointer that stands still.
    if (dragged) this.#aim();
    const into = this.#target?.dataset['question'];
    this.#end();
    if (!dragged) return;
    // The press was no press on what it ended on.
    const swallow = (event: Event) => {
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('click', swallow, { capture: true, once: true });
    window.setTimeout(() => window.removeEventListener('click', swallow, { capture: true }));
    if (into) this.#merge(pressed.id, into);
  }

  #merge(id: string, into: string): void {
    const form = document.createElement('form');
    form.method = 'post';
    form.action = `/dialogues/${this.#view.session.code}/questions/${id}/merging`;
    Object.assign(form.dataset, { consoleForm: '', added: 'yes', dragged: '', question: id });
    const token = this.#root.querySelector<HTMLInputElement>('input[name=_csrf]')!.value;
    for (const [name, value] of Object.entries({ _csrf: token, into })) {
      const field = document.createElement('input');
      Object.assign(field, { type: 'hidden', name, value });
      form.append(field);
    }
    const place = this.#root.querySelector('.console-told')!;
    // Why the last one was refused.
    place.querySelector('[data-dragged]')?.remove();
    place.append(form);
    form.requestSubmit();
  }

  #end(): void {
    cancelAnimationFrame(this.#frame);
    this.#root.classList.remove('is-dragging');
    document.getElementById(`c-${this.#pressed?.id}`)?.classList.remove('is-dragged');
    this.#target?.classList.remove('is-target');
    this.#hint?.remove();
    [this.#pressed, this.#hint, this.#target] = [undefined, undefined, undefined];
  }

  /** Its row, where the question can be merged, or another one into it. */
  #mergeable(element: EventTarget | null): HTMLElement | undefined {
    const row = cardAt(element);
    const { known, cards, session } = this.#view;
    const card = known && row ? cards.get(row.dataset['question']!) : undefined;
    return card && canMerge(card, session) ? row! : undefined;
  }
}

function cardAt(element: EventTarget | null): HTMLElement | null {
  return element instanceof Element ? element.closest<HTMLElement>('.console-card') : null;
}
