import type { Tools } from '../platform/feature.ts';
import type { Reaction } from '../platform/journal/index.ts';
import { afterLettersReaction } from './follow-up/letters.ts';
import { afterReactions } from './follow-up/reactions.ts';
import { lettersReaction } from './letters.ts';
import { panelLetters, panelReaction } from './panel/panel.ts';
import { followTargets } from './questions/merge.ts';
import { releaseQuestion } from './room/steer.ts';
import { useSite } from './session/site.ts';
import { streamReaction } from './streams/reaction.ts';
import { mergedVotesReaction } from './votes/actions.ts';

/** What is answered, or waits no longer, is not the question of the moment. */
const releaseReaction: Reaction = {
  name: 'dialogues.release',
  urgent: true,
  to: [
    'question.answered',
    'question.approval-taken-back',
    'question.promised',
    'question.rejected',
    'question.merged',
    'question.withdrawn',
    'question.left-open',
  ],
  run: (entry, context) => releaseQuestion(context, entry.subject.code!, entry.subject.id),
};

/** What was merged into a question shares its fate: it goes along, or stands for itself again. */
const mergedReaction: Reaction = {
  name: 'dialogues.merged',
  urgent: true,
  to: ['question.merged', 'question.withdrawn', 'question.rejected'],
  run: (entry, context) => followTargets(context, entry.subject.id),
};

export function dialogueReactions(tools: Tools): Reaction[] {
  useSite(tools.publicUrl);
  return [
    ...[streamReaction, releaseReaction, mergedReaction, mergedVotesReaction, lettersReaction(tools)],
    ...[...afterReactions, afterLettersReaction(tools)],
    ...[panelReaction(tools), panelLetters(tools)],
  ];
}
