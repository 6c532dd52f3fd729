import type { Context } from '../../platform/context.ts';
import type { ItemPage } from './shape.ts';

/** What another feature shows on the page of an item: a view and the model for it; undefined leaves it out. */
export interface ItemPagePart {
  view: string;
  model(context: Context, item: ItemPage): Promise<Record<string, unknown> | undefined>;
}

const parts = new Map<string, ItemPagePart>();

/** Adds a part to the page of every item: feedback cannot import those that know it. */
export function addToItemPage(part: ItemPagePart): void {
  parts.set(part.view, part);
}

export async function partsOfItemPage(context: Context, item: ItemPage) {
  const shown = [];
  for (const { view, model } of parts.values()) {
    const values = await model(context, item);
    if (values) shown.push({ view, model: values });
  }
  return shown;
}
