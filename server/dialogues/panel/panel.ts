import { staffOf } from '../../accounts/index.ts';
import type { Tools } from '../../platform/feature.ts';
import type { Entry, Reaction } from '../../platform/journal/index.ts';
import type { Topic } from '../../platform/live/door.ts';
import { about, type Send, unique } from '../letters.ts';
import { Question, type QuestionFields } from '../questions/model.ts';
import { QUESTION_MOVES } from '../questions/rules.ts';
import { Dialogue, type DialogueFields } from '../session/model.ts';
import { namedUnit } from '../session/names.ts';
import { canPrepare } from '../session/policy.ts';

/** The desks of a unit, by its slug: updates say that something happened to its questions, never what. */
export const panelTopic: Topic = {
  name: 'panel',
  mayWatch: async ({ actor }, unit) => canPrepare(actor, { unit }),
};

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
    const it = await Dialogue.findById(subject.id, { units: 1 }).lean();
    return it?.units ?? [];
  }
  const question = await Question.findById(subject.id, { unit: 1 }).lean();
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

const WAITING = ['pending', 'approved'] as const;

/**
 * The people of a unit learn that questions have been given to it: at most one letter an hour, however many there are.
 * What was asked stands on the desk, not in the letter.
 */
async function tellPanel({ tools, context, entry }: Send): Promise<void> {
  const question = await Question.findById(entry.subject.id).lean<QuestionFields>();
  const { unit } = question ?? {};
  if (!question || !unit || entry.details['unit'] !== unit || entry.details['from'] === unit) return;
  const it = await Dialogue.findOne({ code: question.dialogue }).lean<DialogueFields>();
  if (!it) return;
  const hour = entry.at.toISOString().slice(0, 13);
  const count = await Question.countDocuments({ dialogue: it.code, unit, status: { $in: WAITING } });
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
