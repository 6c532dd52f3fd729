import { splitPoints } from '../../answer-quality/index.ts';
import { cityDate } from '../../calendar/index.ts';
import type { ContentLanguage, Context } from '../../platform/context.ts';
import { isDuplicateKey } from '../../platform/data/connection.ts';
import { allow } from '../../platform/errors.ts';
import { commitNew } from '../../platform/journal/index.ts';
import { hashSecret, normaliseKey } from '../../platform/secrets.ts';
import { unitsInForce } from '../../units/index.ts';
import { firstReply, holding } from '../clocks/limits.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { feedbackNumbers } from '../item/numbers.ts';
import { canReceiveFromDialogue } from '../item/policy.ts';
import { feedbackCode } from '../item/rules/codes.ts';
import { MOST } from '../item/rules/fields.ts';
import { handedOver, stepDone } from '../item/rules/holdings.ts';
import { numbered } from '../item/rules/points.ts';
import { fieldsOf } from './actions.ts';
import type { Submission } from './schemas.ts';

/** A question that a dialogue session has left open, or answered with "we will check". */
export interface DialogueQuestion {
  /** Id of the question: one item, however often it arrives. */
  id: string;
  /** Code of the session. */
  dialogue: string;
  originalText: string;
  publicText: string;
  /** A moderator has let it through: it needs no screening and goes to its unit at once. */
  screened: boolean;
  language: ContentLanguage;
  /** Empty: identity not given. */
  name: string;
  organisation: string;
  email: string;
  regulation: string | null;
  /** Slug of the unit that was to answer; null: coordinators find one. It is not the asker who has named it. */
  unit: string | null;
  /** End of the session: from then on the clock runs. */
  receivedAt: Date;
}

/** Where no key that somebody sends with a request can lie: it would give away the receipt. */
const seedOf = ({ site }: Context, question: string) => site.tokens.derived('dialogue-question', question);

/** The receipt key of the item that a question became: for its asker alone. */
export function dialogueReceiptKey(context: Context, question: string): string {
  return context.site.tokens.receiptKey(seedOf(context, question));
}

/**
 * Makes an item of a question, in one write: received, and when a moderator had let the question through, accepted and
 * sent to its unit. Nothing is asked of the sender beyond what the session knows. The same question again makes no
 * second item.
 * @returns its code. @throws Forbidden for people
 */
export async function receiveFromDialogue(context: Context, question: DialogueQuestion): Promise<string> {
  allow(canReceiveFromDialogue(context.actor));
  const idempotencyKey = seedOf(context, question.id);
  const first = await Feedback.findOne({ idempotencyKey }, { code: 1 }).lean();
  if (first) return first.code;
  const year = Number(cityDate(context.now).slice(0, 4));
  const code = feedbackCode(year, await feedbackNumbers.next(year));
  const { fields, entries } = itemOf(context, question);
  const item = {
    ...fields,
    code,
    idempotencyKey,
    receiptKeyHash: hashSecret(normaliseKey(dialogueReceiptKey(context, question.id))),
  };
  try {
    const happened = entries.map((entry) => ({ ...entry, code }));
    await commitNew(context, Feedback, item, happened);
    return code;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return (await Feedback.findOne({ idempotencyKey }, { code: 1 }).lean())!.code;
  }
}

/** Its first words, as a list of items shows them. */
function openingOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= MOST.subject) return line;
  const cut = line.slice(0, MOST.subject - 1);
  return `${cut.slice(0, cut.lastIndexOf(' ') > 40 ? cut.lastIndexOf(' ') : cut.length)}…`;
}

const wordsOf = (text: string) => ({ subject: openingOf(text), text });

function submissionOf(question: DialogueQuestion): Submission {
  const { name, organisation, email, regulation, language } = question;
  return {
    kind: 'question',
    ...(regulation ? { regulation } : {}),
    ...wordsOf(question.originalText),
    senderKind: organisation ? 'business' : 'citizen',
    name,
    ...(organisation ? { organisation } : {}),
    ...(email ? { email } : {}),
    language,
    publishText: true,
  };
}

interface Made {
  fields: Partial<FeedbackFields>;
  entries: { name: string; details: Record<string, unknown> }[];
}

function itemOf(context: Context, question: DialogueQuestion): Made {
  const { dialogue, id, receivedAt, screened } = question;
  const unit = unitsInForce(cityDate(context.now)).find(({ slug }) => slug === question.unit)?.slug;
  const received = fieldsOf(context, submissionOf(question), { channel: 'dialogue', receivedAt });
  const { dueAt } = received;
  const publicText = wordsOf(question.publicText);
  const fields = { ...received, publicText, askedIn: { dialogue, question: id } };
  const submitted = { name: 'feedback.submitted', details: { channel: 'dialogue', dialogue, dueAt } };
  if (!screened) return { fields, entries: [submitted] };
  const edited = question.publicText !== question.originalText;
  const points = edited ? numbered(splitPoints(publicText.text, question.language)) : received.points;
  const accepted = {
    ...fields,
    ...(points ? { points } : {}),
    holdings: stepDone(received.holdings, context.now),
  };
  const acceptance = { name: 'feedback.accepted', details: { edited, dialogue } };
  if (!unit) return { fields: { ...accepted, status: 'accepted' }, entries: [submitted, acceptance] };
  const next = holding({ ...received, waitingSince: null }, 'acceptance', unit, context.now);
  const routing = { name: 'feedback.routed', details: { unit, suggested: unit, dueAt, dialogue } };
  return {
    fields: {
      ...accepted,
      unit,
      status: 'routed',
      firstReply: firstReply(received, context.now),
      holdings: handedOver(accepted.holdings, context.now, next),
    },
    entries: [submitted, acceptance, routing],
  };
}
