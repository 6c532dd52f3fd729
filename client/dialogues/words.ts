/** Texts of the page: they stand in its templates, in the reader's language. */
export function words(key: string, values: Record<string, string | number> = {}): string {
  const source = document.querySelector<HTMLTemplateElement>('template[data-words]');
  const found = source?.content.querySelector(`[data-key="${CSS.escape(key)}"]`)?.textContent ?? '';
  return Object.entries(values).reduce(
    (text, [name, value]) => text.replace(`(${name})`, () => String(value)),
    found,
  );
}

/** A copy of the first element of a template. */
export function copyOf(id: string): HTMLElement {
  const template = document.getElementById(id) as HTMLTemplateElement;
  return document.importNode(template.content, true).firstElementChild as HTMLElement;
}

/** Replaces what an element holds by a copy of a template; nothing by nothing. */
export function fillFrom(element: Element | null, id: string | null): void {
  if (!element) return;
  const template = id ? (document.getElementById(id) as HTMLTemplateElement | null) : null;
  element.replaceChildren(...(template ? [document.importNode(template.content, true)] : []));
}

/** The name of a unit on the panel. */
export function unitName(slug: string | null): string {
  return slug ? words(`unit:${slug}`) || slug : '';
}
