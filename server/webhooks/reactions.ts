import { staffOf } from '../accounts/index.ts';
import type { Tools } from '../platform/feature.ts';
import type { Reaction } from '../platform/journal/index.ts';
import { tellReceivers } from './actions.ts';
import { EVENTS } from './rules.ts';

export const tellingReaction: Reaction = {
  name: 'webhooks.tell',
  to: EVENTS,
  run: (entry, context) => tellReceivers(context, entry),
};

/** Administrators hear of a receiver that is called no more. */
export function disabledReaction(tools: Tools): Reaction {
  return {
    name: 'webhooks.letters',
    to: ['webhooks.disabled'],
    async run(entry, context) {
      for (const { id, email, language } of await staffOf({ role: 'administrator' }))
        await tools.sendLetter(context, {
          id: `${entry._id}:${id}`,
          to: email,
          language,
          view: 'webhooks/letters/disabled',
          model: { host: entry.details['host'], href: `/webhooks/${entry.subject.id}` },
        });
    },
  };
}
