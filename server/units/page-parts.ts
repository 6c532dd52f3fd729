import type { Context } from '../platform/context.ts';
import type { Unit } from './rules.ts';

/** What another feature shows on the page of a unit: a view and the model for it; undefined leaves it out. */
export interface UnitPagePart {
  view: string;
  model(context: Context, unit: Unit): Promise<Record<string, unknown> | undefined>;
}

const parts = new Map<string, UnitPagePart>();

/** Adds a part to the page of every unit: units come first and cannot import those that know them. */
export function addToUnitPage(part: UnitPagePart): void {
  parts.set(part.view, part);
}

export async function partsOfUnitPage(context: Context, unit: Unit) {
  const shown = [];
  for (const { view, model } of parts.values()) {
    const values = await model(context, unit);
    if (values) shown.push({ view, model: values });
  }
  return shown;
}
