import { pause } from '../platform/clock/clock.ts';
import type { Context } from '../platform/context.ts';
import { onlyRepeats } from '../platform/data/insert-missing.ts';
import { Conflict, Forbidden, NotFound } from '../platform/errors.ts';
import type { Reaction } from '../platform/journal/index.ts';
import { faultDetails, log } from '../platform/log.ts';
import { randomToken } from '../platform/secrets.ts';
import type { Change, QuestionView, SessionView, State } from './protocol.ts';
import { Question } from './question-model.ts';
import { VOTING } from './rules.ts';
import { onRoomOpened, type Room, roomOf } from './streams/rooms.ts';
import { inTurn } from './turns.ts';
import { Vote, type VoteRow, voteId } from './vote-model.ts';

/** Sums go out at most four times a second: more nobody reads. */
const TALLY_EVERY_MS = 250;
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
  resolve(): void;
  reject(fault: unknown): void;
}

const waiting: Cast[] = [];
let writing = false;

/**
 * Gives or takes back one participant's vote; the same again changes nothing. Durable when it resolves. Reads nothing:
 * what may be voted for stands in the streams, which this process follows.
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
  await new Promise<void>((resolve, reject) => {
    waiting.push({ ...row, at: context.now, on, resolve, reject });
    if (!writing) void write();
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
async function write(): Promise<void> {
  writing = true;
  while (waiting.length > 0) {
    const batch = waiting.splice(0, MOST_TOGETHER);
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
  writing = false;
}

async function writeTogether(batch: Cast[]): Promise<void> {
  // Of one person's several clicks on one question the last counts.
  const last = new Map(batch.map((each) => [each._id, each]));
  const writes = [...last.values()].map(({ _id, dialogue, question, participant, at, on }) =>
    on
      ? { insertOne: { document: { _id, dialogue, question, participant, at } } }
      : { deleteOne: { filter: { _id } } },
  );
  try {
    await Vote.collection.bulkWrite(writes as never, { ordered: false });
  } catch (error) {
    // Who has voted already has voted.
    if (!onlyRepeats(error)) throw error;
  }
}

interface Uncounted {
  questions: Set<string>;
  at: Date;
  /** Those who wait until the sums are told. */
  waiting: (() => void)[];
}

const uncounted = new Map<string, Uncounted>();
const counting = new Set<string>();

/** The sum of a question may have changed. */
function touch(code: string, question: string, at: Date): void {
  const left = uncounted.get(code) ?? { questions: new Set(), at, waiting: [] };
  left.questions.add(question);
  left.at = at;
  uncounted.set(code, left);
  if (!counting.has(code)) void tally(code);
}

async function tally(code: string): Promise<void> {
  counting.add(code);
  try {
    while (uncounted.has(code)) {
      await pause(TALLY_EVERY_MS);
      const left = uncounted.get(code)!;
      uncounted.delete(code);
      await tell(code, left);
    }
  } catch (error) {
    // The rows are there: the next vote, or the next opening of the room, counts them.
    log.warn(faultDetails(error), 'votes were not counted');
  } finally {
    counting.delete(code);
  }
}

async function tell(code: string, { questions, at, waiting }: Uncounted): Promise<void> {
  try {
    const room = await roomOf(code);
    await room.public.append({
      entryId: randomToken(),
      name: 'dialogue.tallied',
      at,
      make: () => sums(room.public.state, questions),
    });
  } finally {
    for (const resolve of waiting) resolve();
  }
}

/** Resolves when the votes of one session that are acknowledged so far are in its sums: a page can show them. */
export function sumsTold(code: string): Promise<void> {
  return new Promise((resolve) => {
    const left = uncounted.get(code);
    if (left) left.waiting.push(resolve);
    else resolve();
  });
}

/** Resolves when what was acknowledged is counted and told. */
export async function votesCounted(): Promise<void> {
  while (writing || counting.size > 0) await pause(TALLY_EVERY_MS / 10);
}

/** Counted anew each time, so that no crash and no second process can make a sum wrong. */
async function sums(state: State, questions: ReadonlySet<string>): Promise<Change[]> {
  const shown = [...questions].filter((question) => state[`question:${question}`]);
  const counts = await Promise.all(shown.map((question) => Vote.countDocuments({ question })));
  return shown.map((question, at) => ({ key: `votes:${question}`, value: counts[at]! }));
}

// What a process that was killed has acknowledged and not counted.
onRoomOpened((code, room, now) => {
  for (const key of Object.keys(room.public.state))
    if (key.startsWith('question:')) touch(code, key.slice('question:'.length), now);
});

/** Who has voted for a question that is merged into another has voted for that one too: once. */
async function copyVotes(question: string, into: string): Promise<void> {
  for await (const vote of Vote.find({ question }).lean().cursor()) {
    // What came here from another goes its own way.
    if (vote.from) continue;
    const row = { ...vote, _id: voteId(into, vote.participant), question: into, from: question };
    await Vote.updateOne({ _id: row._id }, { $setOnInsert: row }, { upsert: true });
  }
}

/** Takes away what a question has brought to others that it belongs to no longer. @returns those */
async function takeAway(question: string, into: string | null): Promise<string[]> {
  const elsewhere = { from: question, ...(into ? { question: { $ne: into } } : {}) };
  const left = await Vote.distinct('question', elsewhere);
  await Vote.deleteMany(elsewhere);
  return left;
}

/** Votes stand where their question belongs now, whatever was done to it in which order. */
async function settleVotes(question: string, at: Date): Promise<void> {
  const it = await Question.findById(question, { status: 1, into: 1, dialogue: 1 }).lean();
  if (!it) return;
  const into = it.status === 'merged' ? it.into : null;
  const left = await takeAway(question, into);
  if (into) await copyVotes(question, into);
  // Somebody may have voted for two of those merged into it.
  for (const target of left)
    for (const { _id } of await Question.find({ into: target, status: 'merged' }, { _id: 1 }).lean())
      await copyVotes(_id, target);
  for (const each of [question, ...left, ...(into ? [into] : [])]) touch(it.dialogue, each, at);
}

/** Votes follow their question; and whoever is let into the queue is counted. */
export const mergedVotesReaction: Reaction = {
  name: 'dialogues.merged-votes',
  to: ['question.merged', 'question.followed', 'question.separated', 'question.approved'],
  run: (entry, context) =>
    inTurn(`votes ${entry.subject.code}`, () => settleVotes(entry.subject.id, context.now)),
};
