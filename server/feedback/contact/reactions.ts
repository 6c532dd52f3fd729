import type { Tools } from '../../platform/feature.ts';
import type { Reaction } from '../../platform/journal/index.ts';
import { ownItems } from './lost-key.ts';

/** The letter for whoever has lost a key; to an address that has sent nothing there is none. */
export function lostKeyReaction(tools: Tools): Reaction {
  return {
    name: 'feedback.lost-key-letter',
    to: ['lost-key.asked'],
    async run(entry, context) {
      const own = await ownItems(entry.subject.id);
      if (!own || own.items.length === 0) return;
      const { site } = context;
      const href = (code: string) => `/feedback/${code}/open/${site.tokens.derived('receipt', code)}`;
      await tools.sendLetter(context, {
        id: `${entry._id}:sender`,
        to: own.to,
        language: own.language,
        view: 'feedback/letters/lost-key',
        first: true,
        model: { items: own.items.map((item) => ({ ...item, href: href(item.code) })) },
      });
    },
  };
}
