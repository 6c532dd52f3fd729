/**
 * Makes an element what it was newly drawn as, where both have nearly the same shape: elements stay, and only what is
 * said in them changes, so that little has to be laid out anew. Nothing that somebody has typed stays.
 */
export function redraw(shown: Element, drawn: Element): void {
  redrawAttributes(shown, drawn);
  const added = [...drawn.childNodes];
  const before = [...shown.childNodes];
  for (const [at, node] of before.entries()) {
    const now = added[at];
    if (!now) node.remove();
    else if (isAlike(node, now)) redrawNode(node, now);
    else node.replaceWith(now);
  }
  shown.append(...added.slice(before.length));
}

function redrawNode(node: ChildNode, now: ChildNode): void {
  if (node instanceof Element) redraw(node, now as Element);
  else if (node.nodeValue !== now.nodeValue) node.nodeValue = now.nodeValue;
}

/** What a behaviour has put there, or is at, is drawn anew. */
function isAlike(node: ChildNode, now: ChildNode): boolean {
  if (!(node instanceof Element && now instanceof Element)) return node.nodeType === now.nodeType;
  return (
    node.localName === now.localName &&
    node.id === now.id &&
    !node.matches('[data-behaviour], [data-added], select')
  );
}

function redrawAttributes(shown: Element, drawn: Element): void {
  for (const { name, value } of drawn.attributes)
    if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
  for (const { name } of [...shown.attributes]) if (!drawn.hasAttribute(name)) shown.removeAttribute(name);
  if (shown instanceof HTMLInputElement) {
    shown.value = shown.defaultValue;
    shown.checked = shown.defaultChecked;
  } else if (shown instanceof HTMLTextAreaElement) shown.value = shown.defaultValue;
}
