import { createHash } from 'node:crypto';
import { type Context, isStaff } from '../../platform/context.ts';
import { isDuplicateKey } from '../../platform/data/connection.ts';
import { allow, Conflict, TooMany } from '../../platform/errors.ts';
import { commit } from '../../platform/journal/index.ts';
import { Participant, type ParticipantFields } from '../participants/model.ts';
import { checkAsker, checkOpen } from '../participants/register.ts';
import { findDialogue } from '../session/find.ts';
import type { DialogueDocument } from '../session/model.ts';
import { canModerate } from '../session/policy.ts';
import { MOST } from '../session/rules/limits.ts';
import { changeQuestion, during, isAsker, type QuestionVerb } from './find.ts';
import { Question, type QuestionFields } from './model.ts';
import { mustWait, type QuestionEntry } from './rules.ts';
import type { AskInput, PhoneInput } from './schemas.ts';
import { inTurn } from './turns.ts';

/** The same question of the same asker has the same id, whenever and wherever it arrives. */
function questionId(code: string, asker: string, clientId: string): string {
  return createHash('sha256').update(`${code} ${asker} ${clientId}`).digest('hex').slice(0, 24);
}

/**
 * Somebody registered asks. The same clientId again changes nothing.
 * @throws Conflict when the session takes none, TooMany in slow mode, Forbidden for those muted or removed
 */
export async function askQuestion(
  context: Context,
  code: string,
  { clientId, text, group }: AskInput,
  participant: string | undefined,
): Promise<{ id: string }> {
  const dialogue = await findDialogue(context, code);
  const id = questionId(code, participant ?? '', clientId);
  // One at a time: else ten at once would all be the first.
  return inTurn(`${code} ${participant}`, async () => {
    const [asker, asked] = await Promise.all([
      participant
        ? Participant.findOne({ _id: participant, dialogue: code }).lean<ParticipantFields>()
        : null,
      participant ? askedBefore(code, participant) : [],
    ]);
    if (asked.some(({ _id }) => _id === id)) return { id };
    checkAsker(asker);
    checkOpen(dialogue);
    if (!dialogue.queueOpen) throw new Conflict('dialogues.errors.queue-closed');
    checkPace(context, dialogue, asked);
    const { by, name, language } = asker;
    const who = { participant: asker._id, by, name, language, channel: 'online' as const };
    await put(context, { ...who, _id: id, dialogue: code, text, group });
    return { id };
  });
}

type Asked = Pick<QuestionFields, '_id' | 'askedAt'>;

/** All that somebody has asked in a session, newest first: there is a most. */
function askedBefore(dialogue: string, participant: string): Promise<Asked[]> {
  return Question.find({ dialogue, participant }, { askedAt: 1 })
    .sort({ askedAt: -1, _id: -1 })
    .limit(MOST.questionsEach)
    .lean<Asked[]>();
}

/** @throws TooMany, Conflict */
function checkPace({ now }: Context, { slowSeconds }: DialogueDocument, asked: readonly Asked[]): void {
  if (asked.length >= MOST.questionsEach)
    throw new Conflict('dialogues.errors.questions-each', { most: MOST.questionsEach });
  const last = asked[0]?.askedAt ?? null;
  if (!last || !mustWait(last, now, slowSeconds)) return;
  const seconds = slowSeconds - Math.floor((now.getTime() - last.getTime()) / 1000);
  throw new TooMany(Math.max(1, seconds), 'dialogues.errors.slow');
}

/** Staff type in what somebody asks on the phone. */
export async function askForSomeone(
  context: Context,
  code: string,
  { clientId, text, by, name = '', group, language }: PhoneInput,
): Promise<{ id: string }> {
  const dialogue = await findDialogue(context, code);
  allow(canModerate(context.actor, dialogue));
  const id = questionId(code, isStaff(context.actor) ? context.actor.id : '', clientId);
  if (await Question.exists({ _id: id })) return { id };
  checkOpen(dialogue);
  const who = {
    participant: null,
    by,
    name,
    language: language ?? dialogue.language,
    channel: 'phone' as const,
  };
  await put(context, { ...who, _id: id, dialogue: code, text, group });
  return { id };
}

type NewQuestion = Pick<
  QuestionFields,
  '_id' | 'dialogue' | 'participant' | 'by' | 'name' | 'language' | 'channel'
> & { text: string; group?: string };

async function put(context: Context, { text, group, ...fields }: NewQuestion): Promise<void> {
  const it = new Question({
    ...fields,
    originalText: text,
    publicText: text,
    group: group ?? null,
    status: 'pending',
    askedAt: context.now,
  });
  try {
    const details = { channel: fields.channel };
    await commit(context, it, { name: 'question.asked', code: fields.dialogue, details });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

const byAsker = (entry: QuestionEntry): QuestionVerb => ({
  entry,
  may: (actor, { question }) => isAsker(actor, question),
  refusal: during(),
});

/** The moderators stand for whoever has asked by phone. */
const WITHDRAW: QuestionVerb = {
  ...byAsker('question.withdrawn'),
  may: (actor, { question, dialogue }) =>
    isAsker(actor, question) || (question.channel === 'phone' && canModerate(actor, dialogue)),
};

/** The asker takes it back, as long as it is neither answered nor decided. */
export function withdrawQuestion(context: Context, code: string, id: string): Promise<void> {
  return changeQuestion(context, { code, id }, WITHDRAW, () => ({}));
}

/** The asker says why a rejection is wrong: once. */
export function contestRejection(
  context: Context,
  code: string,
  id: string,
  { reason }: { reason: string },
): Promise<void> {
  return changeQuestion(context, { code, id }, byAsker('question.contested'), ({ question }) => {
    if (question.objected || question.rejection!.contested !== null)
      throw new Conflict('dialogues.errors.contested');
    question.objected = true;
    question.set('rejection.contested', reason);
    return { personal: { reason } };
  });
}
