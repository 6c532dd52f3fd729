import { pause } from '../../platform/clock/clock.ts';
import type { Context } from '../../platform/context.ts';
import { storeMemory } from '../../platform/data/store-memory.ts';
import { onlyRepeats } from '../../platform/data/write-faults.ts';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.ts';
import { faultDetails, log } from '../../platform/log.ts';
import { randomToken } from '../../platform/secrets.ts';
import { VOTING } from '../session/rules/status.ts';
import type { Change, QuestionView, SessionView } from '../streams/protocol.ts';
import { onRoomOpened, type Room, roomOf } from '../streams/rooms.ts';
import type { Reading } from '../streams/stream.ts';
import { Vote, type VoteRow, voteId } from './model.ts';
import { countSupporters, targetsOf, votesThrough } from './supporters.ts';

/** Sums go out at most four times a second: more nobody reads. */
const TALLY_EVERY_MS = 250;
/** A count that fails is tried again after this, each time twice as long. */
const TALLY_AGAIN_MS = [500, 1_000, 2_000, 4_000, 8_000];

/** Votes written in one command. */
const MOST_TOGETHER = 256;

export interface Ballot {
  code: string;
  question: string;
  /** False takes the vote back. */
  on: boolean;
}

interface Cast extends VoteRow {
  on: boolean;
  /** What is taken back with it. */
  through: { _id: string; mergings: number }[];
  resolve(): void;
  reject(fault: unknown): void;
}

/** Votes on their way, and sums that are due. */
const memory = storeMemory(() => ({
  waiting: [] as Cast[],
  writing: false,
  uncounted: new Map<string, Uncounted>(),
  /** Codes of sessions. */
  counting: new Set<string>(),
}));

/**
 * Gives or takes back one participant's vote; the same again changes nothing. Durable when it resolves. What may be voted
 * for stands in the streams, which this process follows: nothing is read to give one.
 * @throws NotFound for what is not public, Conflict when voting is over, Forbidden for those who may not
 */
export async function castVote(
  context: Context,
  { code, question, on }: Ballot,
  participant: string | undefined,
): Promise<void> {
  const room = await roomOf(code);
  checkVote(room, question, participant);
  const row = { _id: voteId(question, participant!), dialogue: code, question, participant: participant! };
  // Whoever takes it back means those as well that were merged into it.
  const through = on ? [] : await votesThrough(question, participant!);
  await new Promise<void>((resolve, reject) => {
    const votes = memory();
    votes.waiting.push({ ...row, at: context.now, on, through, resolve, reject });
    if (!votes.writing) void write(votes);
  });
}

function checkVote(room: Room, question: string, participant: string | undefined): void {
  const session = room.public.state['session'] as SessionView | undefined;
  const view = room.public.state[`question:${question}`] as QuestionView | undefined;
  if (!session || !view) throw new NotFound();
  if (!participant) throw new Forbidden('dialogues.errors.register-first');
  const measures = room.staff.state[`participant:${participant}`] as { removed: boolean } | undefined;
  if (measures?.removed) throw new Forbidden('dialogues.errors.removed');
  if (!(VOTING as readonly string[]).includes(session.status) || view.status !== 'approved')
    throw new Conflict('dialogues.errors.voting-over');
}

/** What comes while one command is under way goes with the next. */
async function write(votes: { waiting: Cast[]; writing: boolean }): Promise<void> {
  votes.writing = true;
  while (votes.waiting.length > 0) {
    const batch = votes.waiting.splice(0, MOST_TOGETHER);
    try {
      await writeTogether(batch);
      for (const each of batch) {
        touch(each.dialogue, each.question, each.at);
        each.resolve();
      }
    } catch (fault) {
      for (const { reject } of batch) reject(fault);
    }
  }
  votes.writing = false;
}

async function writeTogether(batch: Cast[]): Promise<void> {
  // Of one person's several clicks on one question the last counts.
  const last = new Map(batch.map((each) => [each._id, each]));
  const writes = [...last.values()].flatMap(({ _id, dialogue, question, participant, at, on, through }) => {
    // In the place of what is there: a vote that was taken back with another one counts again.
    const replacement = { dialogue, question, participant, at };
    if (on) return [{ replaceOne: { filter: { _id }, replacement, upsert: true } }];
    const others = through.map((each) => ({
      updateOne: { filter: { _id: each._id }, update: { $set: { back: each.mergings } } },
    }));
    return [{ deleteOne: { filter: { _id } } }, ...others] as object[];
  });
  try {
    await Vote.collection.bulkWrite(writes as never, { ordered: false });
  } catch (error) {
    // Another process was a moment faster with the same vote.
    if (!onlyRepeats(error)) throw error;
  }
}

interface Uncounted {
  questions: Set<string>;
  at: Date;
  /** Those who wait until the sums are told. */
  waiting: (() => void)[];
}

/** The sum of a question may have changed. */
export function touch(code: string, question: string, at: Date): void {
  const { uncounted, counting } = memory();
  const left = uncounted.get(code) ?? { questions: new Set(), at, waiting: [] };
  left.questions.add(question);
  left.at = at;
  uncounted.set(code, left);
  if (!counting.has(code)) void tally(code);
}

async function tally(code: string): Promise<void> {
  const { uncounted, counting } = memory();
  counting.add(code);
  let failed = 0;
  while (uncounted.has(code)) {
    await pause(failed > 0 ? (TALLY_AGAIN_MS[failed - 1] ?? TALLY_AGAIN_MS.at(-1)!) : TALLY_EVERY_MS);
    const left = uncounted.get(code)!;
    uncounted.delete(code);
    try {
      await tell(code, left);
      failed = 0;
    } catch (error) {
      log.warn(faultDetails(error), 'votes were not counted');
      failed++;
      // The rows are there: when the store stays away, the next opening of the room counts them.
      if (failed <= TALLY_AGAIN_MS.length) putBack(code, left);
    }
  }
  counting.delete(code);
}

/** What could not be counted is counted with what has come since. */
function putBack(code: string, { questions, at }: Uncounted): void {
  const { uncounted } = memory();
  const since = uncounted.get(code);
  uncounted.set(code, {
    questions: new Set([...questions, ...(since?.questions ?? [])]),
    at: since?.at ?? at,
    waiting: since?.waiting ?? [],
  });
}

async function tell(code: string, { questions, at, waiting }: Uncounted): Promise<void> {
  try {
    const room = await roomOf(code);
    await room.public.append({
      entryId: randomToken(),
      name: 'dialogue.tallied',
      at,
      make: (reading) => sums(reading, questions),
    });
  } finally {
    for (const resolve of waiting) resolve();
  }
}

/** Resolves when the votes of one session that are acknowledged so far are in its sums: a page can show them. */
export function sumsTold(code: string): Promise<void> {
  return new Promise((resolve) => {
    const left = memory().uncounted.get(code);
    if (left) left.waiting.push(resolve);
    else resolve();
  });
}

/** Resolves when what was acknowledged is counted and told. */
export async function votesCounted(): Promise<void> {
  const votes = memory();
  while (votes.writing || votes.counting.size > 0) await pause(TALLY_EVERY_MS / 10);
}

/** Counted anew each time, so that no crash and no second process can make a sum wrong. */
async function sums(reading: Reading, questions: ReadonlySet<string>): Promise<Change[]> {
  const isShown = (question: string) => reading(`question:${question}`) !== null;
  const gone = [...questions].filter((question) => !isShown(question));
  const shown = [...new Set([...questions, ...(await targetsOf(gone))])].filter(isShown);
  const counts = await countSupporters(shown);
  return shown.map((question, at) => ({ key: `votes:${question}`, value: counts[at]! }));
}

// What a process that was killed has acknowledged and not counted.
onRoomOpened((code, room, now) => {
  for (const key of Object.keys(room.public.state))
    if (key.startsWith('question:')) touch(code, key.slice('question:'.length), now);
});
