import type { Context } from '../../platform/context.ts';
import type { Tools } from '../../platform/feature.ts';
import type { Reaction } from '../../platform/journal/index.ts';
import { itemOfEntry } from '../item/item-of-entry.ts';
import { withoutShielded } from './audiences.ts';
import { LETTERS } from './list.ts';
import { calendarModel, letterModel } from './model.ts';

/** To an address of which nobody knows whose it is. */
const FIRST = ['feedback.submitted', 'feedback.contact-changed'];

export function lettersReaction(tools: Tools): Reaction {
  return {
    name: 'feedback.letters',
    to: [...new Set(LETTERS.map((letter) => letter.to))],
    async run(entry, context: Context) {
      // The dialogue itself tells its askers and units what has become of the questions.
      // Of the parts of a submission the letter of the split tells.
      if (entry.details['dialogue'] || entry.details['partOf']) return;
      const item = await itemOfEntry(entry);
      if (!item) return;
      const what = entry.name.slice('feedback.'.length);
      const calendar = await calendarModel(entry);
      for (const { whom, audience } of LETTERS.filter((letter) => letter.to === entry.name))
        for (const reader of await withoutShielded(item, await audience(item, entry)))
          await tools.sendLetter(context, {
            id: `${entry._id}:${whom}:${reader.id}`,
            to: reader.email,
            language: reader.language,
            view: `feedback/letters/${what}-for-${whom}`,
            about: item.code,
            ...(whom === 'sender' && !item.raised ? { thread: item.code } : {}),
            first: FIRST.includes(entry.name) && !item.raised,
            model: { ...letterModel(context, item, { entry, whom }), ...calendar },
          });
    },
  };
}
