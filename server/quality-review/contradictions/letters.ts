import { staffOf } from '../../accounts/index.ts';
import type { Tools } from '../../platform/feature.ts';
import type { Reaction } from '../../platform/journal/index.ts';
import { namedRegulation } from '../../regulations/index.ts';
import { namedUnit } from '../../units/index.ts';
import { contradictionForLetters } from './queries.ts';
import { type Holds, toMend } from './rules.ts';

/** Both units hear that their answers contradict each other, and what a reviewer says of it. */
export function contradictionLetters(tools: Tools): Reaction {
  return {
    name: 'contradictions.letters',
    to: ['contradiction.found', 'contradiction.settled'],
    async run(entry, context) {
      const it = await contradictionForLetters(entry.subject.id);
      if (!it) return;
      const holds = entry.details['holds'] as Holds | undefined;
      for (const [at, unit] of it.units.entries())
        for (const reader of await staffOf({ role: 'head', unit }))
          await tools.sendLetter(context, {
            id: `${entry._id}:${at}:${reader.id}`,
            to: reader.email,
            language: reader.language,
            view: `quality-review/letters/${entry.name.slice('contradiction.'.length)}`,
            about: it.codes[at]!,
            model: {
              code: it.codes[at],
              other: it.codes[1 - at],
              otherUnit: namedUnit(it.units[1 - at])?.name,
              regulation: namedRegulation(it.regulation)?.name,
              differences: it.differences.map(({ about, first, second }) => ({
                ...{ about, outcome: about === 'outcome' },
                own: at === 0 ? first : second,
                theirs: at === 0 ? second : first,
              })),
              note: entry.personal['note'],
              holds:
                holds && (holds === 'both' ? 'both' : toMend(holds).includes(sideOf(at)) ? 'mend' : 'holds'),
            },
          });
    },
  };
}

function sideOf(at: number): 'first' | 'second' {
  return at === 0 ? 'first' : 'second';
}
