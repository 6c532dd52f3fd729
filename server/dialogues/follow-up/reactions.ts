import { staffOf } from '../../accounts/index.ts';
import { makeCommitment } from '../../commitments/index.ts';
import { isAnswered } from '../../feedback/index.ts';
import { textIn } from '../../platform/context.ts';
import type { Reaction } from '../../platform/journal/index.ts';
import { namedUnit } from '../../units/index.ts';
import { draftMinutes, markPublished, noteSettled } from '../minutes/actions.ts';
import { minutesRow } from '../minutes/read.ts';
import { isItemAwaited } from '../questions/read.ts';
import { noteItemAnswered, settleQuestions } from './actions.ts';

/** The end of a session begins its minutes. People in other rooms wait for this lane: it does no more than that. */
const draftReaction: Reaction = {
  name: 'dialogues.draft-minutes',
  to: ['dialogue.ended'],
  run: (entry, context) => draftMinutes(context, entry.subject.code!),
};

/** What was not answered becomes items; a room full of questions takes a while, and nobody waits for it. */
const settleReaction: Reaction = {
  name: 'dialogues.settle',
  to: ['minutes.drafted'],
  async run(entry, context) {
    const code = entry.subject.code!;
    const items = await settleQuestions(context, code, { together: true });
    await noteSettled(context, code, items);
  },
};

/** The session page tells when the item that a question became is answered. */
const answeredReaction: Reaction = {
  name: 'dialogues.item-answered',
  to: ['feedback.answered', 'feedback.answered-together', 'question.became-item'],
  async run(entry, context) {
    // Whichever comes last finds the other.
    const item =
      entry.name === 'question.became-item' ? (entry.details['item'] as string) : entry.subject.code!;
    if (!(await isItemAwaited(item))) return;
    if (await isAnswered(item)) await noteItemAnswered(context, item);
  },
};

const publishReaction: Reaction = {
  name: 'dialogues.publish',
  to: ['minutes.published'],
  run: (entry, context) => markPublished(context, entry.subject.code!),
};

/** What the chair has concluded goes into the register of commitments, owned by the head of the unit. */
const commitmentReaction: Reaction = {
  name: 'dialogues.commitments',
  to: ['minutes.published'],
  async run(entry, context) {
    const minutes = await minutesRow(entry.subject.id);
    const record = minutes?.record;
    if (!record) return;
    for (const [at, { text, unit, dueAt }] of record.conclusions.entries()) {
      const [head] = await staffOf({ role: 'head', unit });
      await makeCommitment(context, {
        id: `${entry._id}.${at}`,
        source: record.code,
        unit,
        owner: head?.id ?? null,
        text,
        actor: textIn(namedUnit(unit)?.name, record.language) ?? '',
        madeAt: entry.at,
        dueAt,
      });
    }
  },
};

/** What follows the end of a session. */
export const afterReactions: Reaction[] = [
  draftReaction,
  settleReaction,
  answeredReaction,
  publishReaction,
  commitmentReaction,
];
