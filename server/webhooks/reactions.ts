import { staffOf } from '../accounts/index.ts';
import type { Tools } from '../platform/feature.ts';
import type { Reaction } from '../platform/journal/index.ts';
import { forgetWaiting, tellReceivers } from './actions.ts';
import { EVENTS } from './rules.ts';

export const tellingReaction: Reaction = {
  name: 'webhooks.tell',
  to: EVENTS,
  run: (entry, context) => tellReceivers(context, entry),
};

export const shieldedReaction: Reaction = {
  name: 'webhooks.forget',
  to: ['feedback.shielded'],
  run: (entry) => forgetWaiting(entry.subject.code!),
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
