import type { Tools } from '../../platform/feature.ts';
import type { Entry, Reaction } from '../../platform/journal/index.ts';
import { questionRow } from '../questions/read.ts';
import { QUESTION_MOVES } from '../questions/rules.ts';
import { sessionRow } from '../session/read.ts';

/** What changes a desk without touching a question of it. */
const OF_SESSION = [
  'dialogue.opened',
  'dialogue.question-taken',
  'dialogue.question-put-back',
  'dialogue.ended',
  'dialogue.cancelled',
];

/** Units whose desks show something else than before. */
async function concerned({ subject, details }: Entry): Promise<(string | null | undefined)[]> {
  if (subject.model === 'Dialogue') {
    return (await sessionRow(subject.code!))?.units ?? [];
  }
  const question = await questionRow(subject.id);
  return [question?.unit, details['from'] as string | null | undefined];
}

/** Open desks follow. */
export function panelReaction(tools: Tools): Reaction {
  return {
    name: 'dialogues.panel',
    to: [...OF_SESSION, ...new Set(QUESTION_MOVES.map(({ entry }) => entry))],
    async run(entry) {
      for (const unit of new Set(await concerned(entry)))
        if (unit) tools.sendUpdate({ topic: 'panel', id: unit, name: entry.name, entryId: entry._id });
    },
  };
}
