import { Idiomorph } from 'idiomorph';
import { elementOf } from './markup.ts';

/**
 * Makes an element what it was newly drawn as. What has not changed stays the same element, with focus, selection and
 * place; what somebody has typed, and what they have opened, stays as they left it.
 * @returns elements that are new
 */
export function swap(shown: Element, drawn: Element | string): HTMLElement[] {
  const added: HTMLElement[] = [];
  const focused = document.activeElement as HTMLElement | null;
  Idiomorph.morph(shown, typeof drawn === 'string' ? elementOf(drawn) : drawn, {
    morphStyle: 'outerHTML',
    callbacks: {
      beforeNodeMorphed: (from, to) =>
        !(from instanceof HTMLElement && to instanceof HTMLElement) || mayChange(from, to),
      // What a behaviour has put there stays.
      beforeNodeRemoved: (node) => !(node instanceof HTMLElement && node.dataset['added'] !== undefined),
      afterNodeAdded: (node) => void (node instanceof HTMLElement && added.push(node)),
    },
  });
  // Where rows change places, the one with the focus may have been moved, and has lost it.
  if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
  return added;
}

function mayChange(from: HTMLElement, to: HTMLElement): boolean {
  if (from instanceof HTMLDetailsElement) to.toggleAttribute('open', from.open);
  if (from.isEqualNode(to) || from.dataset['stays'] !== undefined) return false;
  if (isTyped(from)) {
    for (const { name, value } of to.attributes) if (name !== 'value') from.setAttribute(name, value);
    for (const { name } of [...from.attributes]) if (!to.hasAttribute(name)) from.removeAttribute(name);
    return false;
  }
  if (from instanceof HTMLTextAreaElement) {
    // Both, so that it does not look as if somebody had typed it.
    from.defaultValue = (to as HTMLTextAreaElement).defaultValue;
    from.value = from.defaultValue;
  }
  return true;
}

/** Somebody has typed or chosen in it what it was not drawn with. */
export function isTyped(element: Element): boolean {
  if (element instanceof HTMLTextAreaElement) return element.value !== element.defaultValue;
  if (element instanceof HTMLSelectElement)
    return (
      element.selectedIndex !==
      Math.max(
        0,
        [...element.options].findIndex((each) => each.defaultSelected),
      )
    );
  if (!(element instanceof HTMLInputElement) || element.type === 'hidden') return false;
  return element.value !== element.defaultValue || element.checked !== element.defaultChecked;
}
