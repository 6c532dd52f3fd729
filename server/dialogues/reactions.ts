import type { Tools } from '../platform/feature.ts';
import type { Reaction } from '../platform/journal/index.ts';
import { afterLettersReaction } from './follow-up/letters.ts';
import { afterReactions } from './follow-up/reactions.ts';
import { panelLetters } from './panel/letters.ts';
import { panelReaction } from './panel/reactions.ts';
import { registrationLettersReaction } from './participants/letters.ts';
import { questionLettersReaction } from './questions/letters.ts';
import { mergedReaction } from './questions/reactions.ts';
import { releaseReaction } from './room/reactions.ts';
import { sessionLettersReaction } from './session/letters.ts';
import { streamReaction } from './streams/reactions.ts';
import { mergedVotesReaction } from './votes/reactions.ts';

export function dialogueReactions(tools: Tools): Reaction[] {
  return [
    ...[streamReaction, releaseReaction, mergedReaction, mergedVotesReaction],
    ...[sessionLettersReaction(tools), questionLettersReaction(tools), registrationLettersReaction(tools)],
    ...[...afterReactions, afterLettersReaction(tools)],
    ...[panelReaction(tools), panelLetters(tools)],
  ];
}
