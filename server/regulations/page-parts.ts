import type { Context } from '../platform/context.ts';
import type { Regulation } from './rules.ts';

/** What another feature shows on the page of a regulation: a view and the model for it; undefined leaves it out. */
export interface RegulationPagePart {
  view: string;
  model(context: Context, regulation: Regulation): Promise<Record<string, unknown> | undefined>;
}

const parts = new Map<string, RegulationPagePart>();

/** Adds a part to the page of every regulation: regulations cannot import those that know them. */
export function addToRegulationPage(part: RegulationPagePart): void {
  parts.set(part.view, part);
}

export async function partsOfRegulationPage(context: Context, regulation: Regulation) {
  const shown = [];
  for (const { view, model } of parts.values()) {
    const values = await model(context, regulation);
    if (values) shown.push({ view, model: values });
  }
  return shown;
}
