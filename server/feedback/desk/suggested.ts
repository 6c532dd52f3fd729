import type { Suggestion } from '../../regulations/index.ts';
import { whoCannotAnswer } from '../item-page/queries.ts';
import type { ItemPage } from '../item-page/shape.ts';
import { type LearnedSuggestion, learnedBeside } from '../learned-units/queries.ts';
import { suggestionFor } from '../routing/actions.ts';

interface Said {
  item: ItemPage;
  /** What was typed, in the place of what the sender has said. */
  values?: Record<string, any> | undefined;
}

function aboutOf({ item, values }: Said) {
  const regulation = values ? values['regulation'] : item.regulation?.slug;
  const ward = values ? values['ward'] : item.own?.ward?.slug;
  const concernsUnit = item.inside?.concernsUnit?.slug ?? null;
  return { regulation: regulation || null, ward: ward || null, concernsUnit };
}

/** The office that follows from what an item is about. */
export function suggestedBy(said: Said, now: Date): Suggestion {
  return suggestionFor({ ...aboutOf(said), ...whoCannotAnswer(said.item) }, now);
}

/** The same and, where no regulation decides, those that the site's own items speak for. */
export async function unitsSuggested(
  said: Said,
  now: Date,
): Promise<{ suggestion: Suggestion; learned: LearnedSuggestion | undefined }> {
  const suggestion = suggestedBy(said, now);
  const { inside, may } = said.item;
  if (!inside || !(may.accept || may.route)) return { suggestion, learned: undefined };
  const { language, publicText } = inside;
  const asked = { language, publicText, regulation: aboutOf(said).regulation, ...whoCannotAnswer(said.item) };
  return { suggestion, learned: await learnedBeside(asked, suggestion, now) };
}
