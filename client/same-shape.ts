import { isTyped } from './swap.ts';

/**
 * Makes an element what it was newly drawn as, where both have nearly the same shape: elements stay, and only what is
 * said in them changes, so that little has to be laid out anew. Nothing that somebody has typed stays.
 * @param but a selector: what matches on both sides, at the same place, stays as it is shown
 */
export function redraw(shown: Element, drawn: Element, but?: string): void {
  for (const field of shown.querySelectorAll<Field>('input, textarea, select'))
    if (isTyped(field)) untype(field);
  redrawElement(shown, drawn, but);
}

function redrawElement(shown: Element, drawn: Element, but?: string): void {
  if (shown.isEqualNode(drawn)) return;
  redrawAttributes(shown, drawn);
  const added = [...drawn.childNodes];
  const before = [...shown.childNodes];
  for (const [at, node] of before.entries()) {
    const now = added[at];
    if (!now) node.remove();
    else if (isAlike(node, now, but)) redrawNode(node, now, but);
    else node.replaceWith(now);
  }
  shown.append(...added.slice(before.length));
}

function redrawNode(node: ChildNode, now: ChildNode, but?: string): void {
  if (!(node instanceof Element)) {
    if (node.nodeValue !== now.nodeValue) node.nodeValue = now.nodeValue;
  } else if (!(but && node.matches(but))) redrawElement(node, now as Element, but);
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function untype(field: Field): void {
  if (field instanceof HTMLSelectElement) {
    const chosen = [...field.options].findIndex(({ defaultSelected }) => defaultSelected);
    field.selectedIndex = Math.max(0, chosen);
    return;
  }
  field.value = field.defaultValue;
  if (field instanceof HTMLInputElement) field.checked = field.defaultChecked;
}

/** What a behaviour has put there, or is at, is drawn anew. */
function isAlike(node: ChildNode, now: ChildNode, but?: string): boolean {
  if (!(node instanceof Element && now instanceof Element)) return node.nodeType === now.nodeType;
  return (
    node.localName === now.localName &&
    node.id === now.id &&
    (!but || node.matches(but) === now.matches(but)) &&
    !node.matches('[data-behaviour], [data-added], select')
  );
}

function redrawAttributes(shown: Element, drawn: Element): void {
  for (const { name, value } of drawn.attributes)
    if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
  for (const { name } of [...shown.attributes]) if (!drawn.hasAttribute(name)) shown.removeAttribute(name);
  if (shown instanceof HTMLInputElement || shown instanceof HTMLTextAreaElement) untype(shown);
}
