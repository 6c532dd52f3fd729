import { type Context, may, textIn } from '../../platform/context.ts';
import { namedRegulation } from '../../regulations/index.ts';
import { surgesNow } from './queries.ts';

/** Flagged for everybody; whoever plans dialogues makes one of it in one step. */
export async function surgesShown(context: Context) {
  const { actor, language } = context;
  const plans = may(actor, 'plan-dialogues');
  return (await surgesNow(context)).flatMap(({ topic, recent, usual }) => {
    const regulation = namedRegulation(topic);
    if (!regulation) return [];
    const name = textIn(regulation.name, language) ?? topic;
    const query = new URLSearchParams({ regulation: topic });
    return {
      ...{ name, recent, usual: Math.round(usual * 10) / 10, href: `/feedback?regulation=${topic}` },
      ...(plans ? { dialogueHref: `/dialogues/new?${query}` } : {}),
    };
  });
}
