import { splitPoints } from '../../answer-quality/index.ts';
import { cityDate } from '../../calendar/index.ts';
import { type Context, isStaff, type Staff } from '../../platform/context.ts';
import { isDuplicateKey } from '../../platform/data/connection.ts';
import { allow, Invalid, type Text } from '../../platform/errors.ts';
import { type FormFile, holdFiles } from '../../platform/files/index.ts';
import { commitNew } from '../../platform/journal/index.ts';
import { hashSecret, normaliseKey } from '../../platform/secrets.ts';
import { isEnded, regulationOf } from '../../regulations/index.ts';
import { unitOf, unitsInForce } from '../../units/index.ts';
import { attachments, idsOf } from '../attachments/attach.ts';
import { dueOf, limitOf } from '../clocks/deadlines.ts';
import { holding } from '../clocks/limits.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { feedbackNumbers } from '../item/numbers.ts';
import { canEnterForSomeone } from '../item/policy.ts';
import { feedbackCode } from '../item/rules/codes.ts';
import { AUTHORITY, type Channel, missingFields, type Sender } from '../item/rules/fields.ts';
import { papersAdded } from '../item/rules/papers.ts';
import { numbered } from '../item/rules/points.ts';
import { keptReplies, type ProcedureQuestion, replyFaults } from '../item/rules/procedure-questions.ts';
import { faultsInForm } from '../procedure-questions/in-form.ts';
import { questionsAsked } from '../procedure-questions/queries.ts';
import { keyFor, markOf, type Receipt, type RequestMark, repeated } from './repeat.ts';
import { senderRequirementOn } from './requirements/settings.ts';
import { receiptFault } from './rules/receipt-date.ts';
import type { CounterEntry, Submission } from './schemas.ts';

type NewItem = Partial<FeedbackFields> &
  Pick<
    FeedbackFields,
    | 'channel'
    | 'dueAt'
    | 'dueProvisional'
    | 'receivedAt'
    | 'holdings'
    | 'kind'
    | 'regulation'
    | 'pauses'
    | 'reopening'
    | 'classification'
  >;

interface Entered {
  channel: Channel;
  receivedAt: Date;
  idempotencyKey?: string;
  files?: readonly FormFile[];
  /** An address that the sender has proved: where it is the one given, nobody needs to confirm it. */
  provenEmail?: string | undefined;
  /** An office sends it. */
  raised?: { unit: string; by: Staff };
  personal?: Record<string, unknown>;
}

/**
 * Receives an item from its sender.
 * @param idempotencyKey the same request with the same key again gives the same receipt and no second item
 * @throws Invalid; Conflict when the key was used for another request
 */
export function submitFeedback(
  context: Context,
  input: Submission,
  door: Pick<Entered, 'channel' | 'idempotencyKey' | 'files' | 'provenEmail'>,
): Promise<Receipt> {
  return receive(context, input, { ...door, receivedAt: context.now });
}

/** Enters an item for someone at the counter, on the phone or from a letter, with the true moment of receipt. */
export function enterFeedback(
  context: Context,
  input: CounterEntry,
  idempotencyKey: string,
  files: readonly FormFile[] = [],
): Promise<Receipt> {
  allow(canEnterForSomeone(context.actor));
  const { channel, receivedAt, lateReason } = input;
  const fault = receiptFault(receivedAt, context.now);
  if (fault === 'long-ago' && !lateReason)
    throw new Invalid({ lateReason: { text: 'feedback.errors.received-long-ago' } });
  if (fault && fault !== 'long-ago') throw new Invalid({ receivedAt: { text: `feedback.errors.${fault}` } });
  const reason = fault ? { reason: lateReason! } : {};
  return receive(context, input, { channel, receivedAt, idempotencyKey, files, personal: reason });
}

/** Keeps what has come, whoever has sent it. */
export async function receive(context: Context, input: Submission, entered: Entered): Promise<Receipt> {
  const date = cityDate(entered.receivedAt);
  const asked = await questionsAsked(input.regulation, date);
  // An office is known: what senders must give, and what a procedure asks of them, is not asked of it.
  const faults = entered.raised
    ? matterFaults(input, date)
    : { ...submissionFaults(input, date), ...replyFaultsOf(asked, input, entered.channel) };
  if (Object.keys(faults).length > 0) throw new Invalid(faults);
  const { idempotencyKey, personal = {}, files = [], raised } = entered;
  const from = raised ? { raisedBy: raised.unit } : {};
  const mark = idempotencyKey
    ? markOf(context, idempotencyKey, { ...input, ...sentFiles(files), ...from })
    : undefined;
  if (mark && files.some(({ taken }) => taken)) {
    const first = await repeated(context, mark);
    if (first) return first;
  }
  const fields = {
    ...fieldsOf(context, input, entered),
    ...repliesKept(asked, input),
    ...(raised ? raisedFields(raised, context.now) : {}),
  };
  try {
    return await keep(context, fields, { mark, personal });
  } catch (error) {
    if (!mark || !isDuplicateKey(error)) throw error;
    return (await repeated(context, mark)) ?? keep(context, fields, { mark, personal });
  }
}

async function keep(
  context: Context,
  fields: NewItem,
  { mark, personal }: { mark: RequestMark | undefined; personal: Record<string, unknown> },
): Promise<Receipt> {
  const year = Number(cityDate(context.now).slice(0, 4));
  const code = feedbackCode(year, await feedbackNumbers.next(year));
  const { channel, dueAt, dueProvisional: provisional, receivedAt } = fields;
  const key = keyFor(context, code, mark);
  const item = { ...fields, ...mark, code, receiptKeyHash: hashSecret(normaliseKey(key)) };
  const details = { channel, dueAt, ...(fields.raised ? { raisedBy: fields.raised.unit } : {}) };
  await commitNew(context, Feedback, item, { name: 'feedback.submitted', code, details, personal });
  // Whatever fails before this leaves loose files: the sweep asks the item about them.
  await holdFiles(idsOf(fields.attachments ?? []), code);
  return { code, key, dueAt, provisional, receivedAt };
}

/** The office and its own address; nobody has entered it for somebody else. */
function raisedFields({ unit, by }: NonNullable<Entered['raised']>, now: Date) {
  const organisation = unitOf(unit)?.name.vi ?? unit;
  return {
    raised: { unit, by: by.id },
    sender: { kind: AUTHORITY, name: by.name, organisation, email: by.email } as const,
    contact: { confirmedAt: now, undeliveredAt: null },
    enteredBy: null,
  };
}

/** Only the form of the site asks for what is required: programs and clerks may not know the questions. */
function replyFaultsOf(
  asked: readonly ProcedureQuestion[],
  { questionReplies: given = [] }: Submission,
  channel: Channel,
): Record<string, Text> {
  if (channel === 'web') return faultsInForm(asked, given);
  const wrong = replyFaults(
    asked.map((question) => ({ ...question, required: false })),
    given,
  );
  return wrong.size > 0 ? { questionReplies: { text: 'feedback.procedure-questions.errors.no-choice' } } : {};
}

function repliesKept(asked: readonly ProcedureQuestion[], { questionReplies = [] }: Submission) {
  const kept = keptReplies(asked, questionReplies);
  return kept.length > 0 ? { questionReplies: kept } : {};
}

/** By their content: whoever chooses the same files again sends the same. */
const sentFiles = (files: readonly FormFile[]) =>
  files.length > 0 ? { files: files.map(({ sent }) => sent) } : {};

/** What the catalogue and the sender's requirement of a date (yyyy-mm-dd) find wrong, by field. */
export function submissionFaults(input: Partial<Submission>, date: string): Record<string, Text> {
  const fields = matterFaults(input, date);
  const requirement = senderRequirementOn(date);
  for (const missing of missingFields(senderOf(input), requirement)) {
    const field = missing === 'contact' ? requirement.oneOf[0]! : missing;
    fields[field] = { text: `feedback.errors.${missing}-missing` };
  }
  return fields;
}

/** What the catalogue of a date finds wrong with what it is about. */
function matterFaults(input: Partial<Submission>, date: string): Record<string, Text> {
  const fields: Record<string, Text> = {};
  if (!input.regulation && !input.unit) fields['regulation'] = { text: 'feedback.errors.what' };
  const regulation = input.regulation ? regulationOf(input.regulation) : undefined;
  if (input.regulation && !regulation) fields['regulation'] = { text: 'feedback.errors.unknown-regulation' };
  if (regulation && isEnded(regulation, date))
    fields['regulation'] = { text: 'feedback.errors.ended-regulation' };
  if (input.unit && !unitOf(input.unit)) fields['unit'] = { text: 'feedback.errors.unknown-unit' };
  const ward = input.ward ? unitOf(input.ward) : undefined;
  if (input.ward && ward?.kind !== 'ward' && ward?.kind !== 'commune')
    fields['ward'] = { text: 'feedback.errors.unknown-ward' };
  if (input.conductOf && !unitsInForce(date).some(({ slug }) => slug === input.conductOf))
    fields['conductOf'] = { text: 'feedback.errors.unknown-unit' };
  return fields;
}

function senderOf(input: Partial<Submission>): Sender {
  const { senderKind = 'citizen', name = '', organisation, email, phone, address } = input;
  return { kind: senderKind, name, organisation, email, phone, address };
}

/** A new item as it is kept: with its clock, its points, and the screening before it. */
export function fieldsOf(context: Context, input: Submission, entered: Entered): NewItem {
  const words = { subject: input.subject, text: input.text };
  const points = numbered(input.points ?? splitPoints(input.text, input.language));
  const clock = {
    receivedAt: entered.receivedAt,
    pauses: [],
    extensions: [],
    reopening: null,
    classification: null,
  };
  const limit = limitOf({ ...clock, kind: input.kind, regulation: input.regulation ?? null });
  const clocked = {
    kind: input.kind,
    regulation: input.regulation ?? null,
    waitingSince: null,
    limit,
    ...clock,
    ...dueOf({ ...clock, limit }),
  };
  return {
    ...clocked,
    holdings: [holding(clocked, 'screening', null, entered.receivedAt)],
    concernsUnit: input.unit ?? null,
    ward: input.ward ?? null,
    sender: senderOf(input),
    ...(input.email && input.email === entered.provenEmail
      ? { contact: { confirmedAt: context.now, undeliveredAt: null } }
      : {}),
    language: input.language,
    publishText: input.publishText,
    originalText: words,
    publicText: { ...words },
    originalPoints: points,
    points,
    ...(input.papers?.length ? { papers: papersAdded([], input.papers, context.now) } : {}),
    attachments: attachments(entered.files ?? [], { at: context.now, with: 'submission' }),
    shield: input.conductOf ? { unit: input.conductOf, by: 'sender', at: context.now } : null,
    status: 'submitted',
    channel: entered.channel,
    createdAt: context.now,
    enteredBy: isStaff(context.actor) ? context.actor.id : null,
  };
}
