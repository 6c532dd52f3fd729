import { pause } from '../../platform/clock/clock.ts';
import type { Reaction } from '../../platform/journal/index.ts';
import { questionRow } from '../questions/read.ts';
import { tellParticipants } from '../streams/rooms.ts';
import { touch } from './actions.ts';
import { dropCopies, votersFor } from './supporters.ts';

/** Told one after the other: each asks for what is its own. */
const TOLD_TOGETHER = 50;

const BETWEEN_MS = 100;

/** Those who have voted for a question see another button pressed now. */
async function tellVoters(question: string, code: string): Promise<void> {
  const voters = await votersFor(question);
  for (let at = 0; at < voters.length; at += TOLD_TOGETHER) {
    if (at > 0) await pause(BETWEEN_MS);
    tellParticipants(voters.slice(at, at + TOLD_TOGETHER), code);
  }
}

/** Where a question belongs has changed, or it is let into the queue: sums are counted, and its voters told. */
export const mergedVotesReaction: Reaction = {
  name: 'dialogues.merged-votes',
  to: ['question.merged', 'question.followed', 'question.separated', 'question.approved'],
  async run({ name, subject: { id }, details }, { now }) {
    const it = await questionRow(id);
    if (!it) return;
    // Copies from when they were made.
    if (name !== 'question.merged') await dropCopies(id);
    const left = details['from'] as string | null | undefined;
    for (const each of [id, left, it.into]) if (each) touch(it.dialogue, each, now);
    await tellVoters(id, it.dialogue);
  },
};
