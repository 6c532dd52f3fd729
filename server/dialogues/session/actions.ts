import { cityDate } from '../../calendar/index.ts';
import { type Context, isStaff } from '../../platform/context.ts';
import { isDuplicateKey } from '../../platform/data/connection.ts';
import { YearlyNumbers } from '../../platform/data/yearly-numbers.ts';
import { allow, Conflict, Invalid } from '../../platform/errors.ts';
import { commit } from '../../platform/journal/index.ts';
import { regulationOf } from '../../regulations/index.ts';
import { changeDialogue, type DialogueVerb } from './find.ts';
import { chosenHosts, type Hosts } from './hosts.ts';
import { Dialogue, type DialogueDocument, type DialogueFields } from './model.ts';
import { canPlan } from './policy.ts';
import { dialogueCode } from './rules/dates.ts';
import type { DialogueInput } from './schemas.ts';
import { announceBy } from './settings.ts';

type Set = Pick<
  DialogueFields,
  | 'title'
  | 'description'
  | 'place'
  | 'language'
  | 'regulations'
  | 'chair'
  | 'moderators'
  | 'units'
  | 'agenda'
  | 'startsAt'
  | 'endsAt'
>;

async function fieldsOf(context: Context, input: DialogueInput, before?: Hosts): Promise<Set> {
  const { hosts, faults } = await chosenHosts(context, input, before);
  if (input.regulations.some((slug) => !regulationOf(slug)))
    faults['regulations'] = { text: 'dialogues.errors.unknown-regulation' };
  if (input.startsAt <= context.now) faults['startsAt'] = { text: 'dialogues.errors.past' };
  if (input.endsAt <= input.startsAt) faults['endsAt'] = { text: 'dialogues.errors.ends-before' };
  else if (input.endsAt.getTime() - input.startsAt.getTime() > LONGEST_MS)
    faults['endsAt'] = { text: 'dialogues.errors.too-long' };
  if (Object.keys(faults).length > 0) throw new Invalid(faults);
  const { title, description, place, language, agenda, startsAt, endsAt } = input;
  return {
    ...{ title, description, place, language, agenda, startsAt, endsAt },
    ...hosts,
    regulations: [...new Set(input.regulations)],
  };
}

const LONGEST_MS = 24 * 3_600_000;
const numbers = new YearlyNumbers('dialogues');

/**
 * Sets a session up.
 * @param idempotencyKey the same key again gives the same code and no second session
 * @throws Invalid; Conflict when the key was used for another session
 */
export async function createDialogue(
  context: Context,
  input: DialogueInput,
  idempotencyKey?: string,
): Promise<{ code: string }> {
  allow(canPlan(context.actor));
  const earlier = idempotencyKey && (await repeated(idempotencyKey, input));
  if (earlier) return earlier;
  const fields = await fieldsOf(context, input);
  const year = Number(cityDate(context.now).slice(0, 4));
  const it = new Dialogue({
    ...fields,
    code: dialogueCode(year, await numbers.next(year)),
    status: 'draft',
    createdAt: context.now,
    createdBy: isStaff(context.actor) ? context.actor.id : '',
    ...(idempotencyKey ? { idempotencyKey } : {}),
  });
  try {
    const details = { startsAt: it.startsAt };
    await commit(context, it, { name: 'dialogue.created', code: it.code, details });
  } catch (error) {
    const first = idempotencyKey && isDuplicateKey(error) && (await repeated(idempotencyKey, input));
    if (!first) throw error;
    return first;
  }
  return { code: it.code };
}

async function repeated(idempotencyKey: string, input: DialogueInput): Promise<{ code: string } | undefined> {
  const first = await Dialogue.findOne({ idempotencyKey }).lean();
  if (!first) return undefined;
  if (first.title !== input.title) throw new Conflict('dialogues.errors.key-used');
  return { code: first.code };
}

export const EDIT: DialogueVerb = { entry: 'dialogue.edited', may: canPlan };

/**
 * Changes what was set up; after the announcement too, until it begins.
 * @param version of the session that the form showed. @throws Conflict when someone has changed it since
 */
export function editDialogue(
  context: Context,
  code: string,
  { version, ...input }: DialogueInput & { version: number },
): Promise<void> {
  const edit = async (it: DialogueDocument) => {
    const { startsAt, endsAt, place } = it;
    it.set(await fieldsOf(context, input, it.toObject<DialogueFields>()));
    const moved = +startsAt !== +it.startsAt || +endsAt !== +it.endsAt || place !== it.place;
    return { details: { moved, startsAt: it.startsAt, startedBefore: startsAt, placeBefore: place } };
  };
  return changeDialogue(context, code, EDIT, edit, version);
}

export const ANNOUNCE: DialogueVerb = {
  entry: 'dialogue.announced',
  may: canPlan,
  refusal: ({ startsAt }, { now }) => (startsAt <= now ? { text: 'dialogues.errors.begun' } : undefined),
};

/** Makes it public, and opens it to questions. Later than the law asks is possible; it is noted. */
export function announceDialogue(context: Context, code: string): Promise<void> {
  return changeDialogue(context, code, ANNOUNCE, (it) => {
    it.announcedAt = context.now;
    const late = context.now > announceBy(it.startsAt);
    return { details: { startsAt: it.startsAt, late } };
  });
}

export const CANCEL: DialogueVerb = { entry: 'dialogue.cancelled', may: canPlan };

/** The reason is public when the session was. */
export function cancelDialogue(
  context: Context,
  code: string,
  { reason }: { reason: string },
): Promise<void> {
  return changeDialogue(context, code, CANCEL, (it) => {
    it.cancelledAt = context.now;
    it.cancelledFor = reason;
    return { details: { announced: it.announcedAt !== null, startsAt: it.startsAt } };
  });
}
