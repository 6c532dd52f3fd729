import { staffOf } from '../../accounts/index.ts';
import { cityNoon } from '../../calendar/index.ts';
import { dayAfter } from '../../city/dates.ts';
import type { Tools } from '../../platform/feature.ts';
import type { Reaction } from '../../platform/journal/index.ts';
import { namedUnit, namedUnits } from '../../units/index.ts';
import { planOfLetters } from './queries.ts';

type Reader = Awaited<ReturnType<typeof staffOf>>[number];

/** Once each, whatever roles and offices somebody has. */
async function peopleOf(units: readonly string[]): Promise<Reader[]> {
  const lists = [await staffOf({ role: 'head', units }), await staffOf({ role: 'official', units })];
  return [...new Map(lists.flat().map((reader) => [reader.id, reader])).values()];
}

/** Heads and officials of the offices that end, and of the one that goes on, hear of a plan, of its end, and when it is over. */
export function reorganisationLetters(tools: Tools): Reaction {
  return {
    name: 'catalogue.reorganisation-letters',
    to: ['reorganisation.planned', 'reorganisation.undone', 'reorganisation.done'],
    async run(entry, context) {
      const plan = await planOfLetters(entry.subject.id);
      if (!plan) return;
      const stage = entry.name.slice('reorganisation.'.length);
      const heir = plan.made?.name ?? namedUnit(plan.heir)?.name;
      for (const reader of await peopleOf([...plan.from, ...(plan.heir ? [plan.heir] : [])]))
        await tools.sendLetter(context, {
          id: `${entry._id}:${reader.id}`,
          to: reader.email,
          language: reader.language,
          view: 'catalogue/letters/reorganisation',
          model: {
            stage,
            heir,
            ending: namedUnits(plan.from),
            beginsAt: cityNoon(dayAfter(plan.lastDay)),
            lastDayAt: cityNoon(plan.lastDay),
            basis: plan.basis,
          },
        });
    },
  };
}
