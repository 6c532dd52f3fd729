import type { Entry, Reaction } from '../../platform/journal/index.ts';
import { participantRow } from '../participants/find.ts';
import { countMerged, mergedInto, questionRow } from '../questions/read.ts';
import { QUESTION_MOVES } from '../questions/rules.ts';
import { sessionRow } from '../session/read.ts';
import { DIALOGUE_MOVES } from '../session/rules/status.ts';
import type { Change, StreamName } from './protocol.ts';
import { callAgain, redact, roomOf, tellParticipants } from './rooms.ts';
import { innerView, participantView, questionView, sessionView } from './views.ts';

const unique = (names: string[]): string[] => [...new Set(names)];

/** Entries of participants: 'participant.removed' ends asking and voting. */
const PARTICIPANT_ENTRIES = [
  'participant.muted',
  'participant.unmuted',
  'participant.removed',
  'participant.reinstated',
] as const;

/** Takes out of the record what a question said before: its text was changed, or it is no longer for everybody. */
const REDACTING = [
  'question.approval-taken-back',
  'question.answer-taken-back',
  'question.edited',
  'question.rejected',
  'question.merged',
  'question.withdrawn',
];

/** Of the session itself, beside all that is told to moderators. */
const COUNTED = ['dialogue.queue-closed', 'dialogue.slowed'];

/** Every entry that changes what a room shows goes into its streams, and from there to everybody in it. */
export const streamReaction: Reaction = {
  name: 'dialogues.stream',
  urgent: true,
  to: unique([
    'dialogue.created',
    'question.asked',
    ...DIALOGUE_MOVES.map(({ entry }) => entry),
    ...QUESTION_MOVES.map(({ entry }) => entry),
    ...PARTICIPANT_ENTRIES,
    'dialogue.unit-succeeded',
    'question.unit-succeeded',
  ]),
  run: (entry) => TELL[entry.subject.model as keyof typeof TELL](entry),
};

const TELL = {
  async Dialogue(entry: Entry) {
    const code = entry.subject.code!;
    await tell(entry, code, 'public', async () => {
      const it = await sessionRow(code);
      return [{ key: 'session', value: it && sessionView(it) }];
    });
    if (entry.name === 'dialogue.edited' || entry.name === 'dialogue.hosts-changed') callAgain(code);
  },

  async Question(entry: Entry) {
    const id = entry.subject.id;
    const it = await questionRow(id);
    if (!it) return;
    // Where it was merged into until now.
    const left = (entry.details['from'] as string | undefined) ?? null;
    await Promise.all([
      tell(entry, it.dialogue, 'staff', async () => {
        const now = await questionRow(id);
        return [{ key: `inner:${id}`, value: now && innerView(now) }];
      }),
      tell(entry, it.dialogue, 'public', () => publicQuestions([id, it.into, left])),
    ]);
    if (REDACTING.includes(entry.name)) await redact(it.dialogue, 'public', `question:${id}`);
    const askers = [it, ...(await mergedInto(id))].flatMap(({ participant }) => participant ?? []);
    tellParticipants(askers, it.dialogue);
  },

  async Participant(entry: Entry) {
    const id = entry.subject.id;
    const it = await participantRow(id);
    if (!it) return;
    await tell(entry, it.dialogue, 'staff', async () => {
      const now = await participantRow(id);
      return [{ key: `participant:${id}`, value: now && participantView(now) }];
    });
    tellParticipants([id], it.dialogue);
  },
};

async function publicQuestions(ids: (string | null)[]): Promise<Change[]> {
  const changes: Change[] = [];
  for (const id of ids) {
    if (id === null) continue;
    const it = await questionRow(id);
    const merged = await countMerged(id);
    const value = it && questionView(it, merged);
    changes.push({ key: `question:${id}`, value });
    // Nobody counts votes for what nobody sees.
    if (!value) changes.push({ key: `votes:${id}`, value: null });
  }
  return changes;
}

async function tell(
  { _id: entryId, name, at, details }: Entry,
  code: string,
  stream: StreamName,
  make: () => Promise<Change[]>,
): Promise<void> {
  const room = await roomOf(code);
  // What moderators do is counted: none of it falls out because the next came at once.
  const ground = stream === 'staff' && name === 'question.rejected' && String(details['reason']);
  const always = stream === 'staff' || COUNTED.includes(name);
  await room[stream].append({ entryId, name, at, make, always, ...(ground && { ground }) });
}
