import { staffOf } from '../../accounts/index.ts';
import type { Tools } from '../../platform/feature.ts';
import type { Reaction } from '../../platform/journal/index.ts';
import { namedUnit } from '../../units/index.ts';
import { countWaitingFor, questionRow } from '../questions/read.ts';
import { about, type Send, unique } from '../session/letter-parts.ts';
import { sessionRow } from '../session/read.ts';

/**
 * The people of a unit learn that questions have been given to it: at most one letter an hour, however many there are.
 * What was asked stands on the desk, not in the letter.
 */
async function tellPanel({ tools, context, entry }: Send): Promise<void> {
  const question = await questionRow(entry.subject.id);
  const { unit } = question ?? {};
  if (!question || !unit || entry.details['unit'] !== unit || entry.details['from'] === unit) return;
  const it = await sessionRow(question.dialogue);
  if (!it) return;
  const hour = entry.at.toISOString().slice(0, 13);
  const count = await countWaitingFor(unit, it.code);
  const people = await Promise.all((['official', 'head'] as const).map((role) => staffOf({ role, unit })));
  for (const reader of unique(people.flat()))
    await tools.sendLetter(context, {
      id: `${it.code}:panel:${unit}:${hour}:${reader.id}`,
      to: reader.email,
      language: reader.language,
      view: 'dialogues/letters/assigned-for-unit',
      about: it.code,
      model: { ...about(it), unit: namedUnit(unit)?.name, count, href: '/dialogue-desk' },
    });
}

export function panelLetters(tools: Tools): Reaction {
  return {
    name: 'dialogues.panel-letters',
    to: ['question.assigned'],
    run: (entry, context) => tellPanel({ tools, context, entry }),
  };
}
