import { changeOfCity, shownChanges } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import type { Entry } from '../../platform/journal/index.ts';
import { greetingName } from '../../platform/mail/greeting.ts';
import { regulationOf } from '../../regulations/index.ts';
import { namedUnit } from '../../units/index.ts';
import { shownAnswer } from '../answering/queries.ts';
import { REMINDERS } from '../clocks/limits.ts';
import { contactToken } from '../contact/actions.ts';
import type { FeedbackFields } from '../item/model.ts';
import { canSeePublicText } from '../item/policy.ts';
import { contactState } from '../item/rules/contact.ts';

/** A link for the sender: it opens the private part, as the receipt key does. Whoever sends for an office signs in. */
function senderLink({ site }: Context, { code, raised }: Pick<FeedbackFields, 'code' | 'raised'>): string {
  if (raised) return `/feedback/${code}`;
  return `/feedback/${code}/open/${site.tokens.derived('receipt', code)}`;
}

/** While nobody has said that the address is right. */
function confirmLink(
  context: Context,
  { code, sender, contact, raised }: FeedbackFields,
): Record<string, string> {
  if (raised || !sender.email || contactState(sender.email, contact) === 'confirmed') return {};
  return { confirmHref: `/feedback/${code}/address/${contactToken(context, code, sender.email)}` };
}

const MOST_QUOTED = 600;

/**
 * What the sender has written goes back by letter only when a person has accepted it: until then anybody may have typed
 * in the address of somebody else.
 */
function ownModel(item: FeedbackFields, entry: Entry): Record<string, unknown> {
  if (['feedback.submitted', 'feedback.contact-changed'].includes(entry.name) || !canSeePublicText(item))
    return item.shield ? {} : { regulation: nameOf(item.regulation) };
  const { subject, text } = item.originalText;
  // An answer quotes them point by point.
  const answered = WITH_ANSWER.includes(entry.name) && !!shownAnswer(item, true)?.points?.length;
  const words = text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED).trimEnd()}…` : text;
  return {
    regulation: nameOf(item.regulation),
    subject,
    ...(item.raised ? {} : { senderName: greetingName(item.sender.name) }),
    ...(answered ? {} : { ownWords: words }),
  };
}

/** Letters wait in an outbox: of what is about the conduct of a unit they say no more than the code. */
function insideModel({ shield, publicText, regulation }: FeedbackFields): Record<string, unknown> {
  return shield ? {} : { subject: publicText.subject, regulation: nameOf(regulation) };
}

const nameOf = (regulation: string | null) => (regulation ? regulationOf(regulation)?.name : undefined);

export function letterModel(
  context: Context,
  item: FeedbackFields,
  { entry, whom }: { entry: Entry; whom: string },
): Record<string, unknown> {
  return {
    code: item.code,
    ...(whom === 'sender' ? ownModel(item, entry) : insideModel(item)),
    unit: namedUnit(entry.details['unit'] as string | null)?.name,
    from: namedUnit(entry.details['from'] as string | null)?.name,
    // Of a moved date the letter tells what the entry says: a later run may have moved it again.
    dueAt: entry.details['dueBefore'] ? entry.details['dueAt'] : item.dueAt,
    dueBefore: entry.details['dueBefore'],
    provisional: item.dueProvisional && !item.closedAt && item.dueAt > entry.at,
    // Of a question: it came after the date.
    missed: (entry.details['dueAt'] as Date | undefined)! < entry.at,
    receivedAt: item.receivedAt,
    question: entry.personal['question'],
    guidance: entry.personal['guidance'],
    ground: entry.personal['ground'],
    into: entry.details['into'],
    ...partsModel(context, item, entry),
    // Written to the sender.
    decision: DECISIONS.includes(entry.name) ? entry.personal['reason'] : undefined,
    reason: whom === 'sender' ? undefined : entry.personal['reason'],
    // Of a request for erasure.
    erasedFrom: entry.details['carryAt'],
    erasureAs: entry.details['as'],
    ...clockModel(item, entry),
    ...answerModel(item, entry),
    ...appealModel(item, entry),
    ...(whom === 'sender' ? confirmLink(context, item) : {}),
    ...paperModel(item, entry),
    ...ageingModel(entry),
    href: hrefFor(context, item, whom),
  };
}

/** Of a split: the codes of what was made, each with the link that opens it. */
function partsModel(
  context: Context,
  item: FeedbackFields,
  { name, details }: Entry,
): Record<string, unknown> {
  if (name !== 'feedback.split') return {};
  const codes = details['parts'] as string[];
  return { parts: codes.map((code) => ({ code, href: senderLink(context, { ...item, code }) })) };
}

function hrefFor(context: Context, item: FeedbackFields, whom: string): string {
  const { code } = item;
  if (whom === 'sender') return senderLink(context, item);
  return whom === 'higher' ? `/appeals/${code}` : `/feedback/${code}`;
}

/** Of documents demanded: the one that the unit has said something to. */
function paperModel({ papers }: FeedbackFields, { name, details }: Entry): Record<string, unknown> {
  if (name !== 'feedback.paper-answered') return {};
  const { n, how, number, article } = details;
  return { paper: papers?.find((each) => each.n === n)?.text, how, basisNumber: number, article };
}

/** Of an answer that rests on what has ended: what that is, and what the unit says. */
function ageingModel({ name, details, personal }: Entry): Record<string, unknown> {
  if (!AGEING.includes(name)) return {};
  const { kind, rule, endedOn, replacedBy, as } = details;
  return {
    ...{ kind, rule, endedOn, replacedBy, as, lookNote: personal['note'] },
    ...(kind === 'procedure'
      ? { procedure: nameOf(rule as string), instead: nameOf(replacedBy as string | null) }
      : {}),
  };
}

const AGEING: readonly string[] = ['aged', 'looked-at', 'ageing-lifted'].map(
  (each) => `feedback.answer-${each}`,
);

/** Of an appeal: its own date, and the decision as the entry tells it. */
function appealModel({ appeal }: FeedbackFields, { name, personal }: Entry): Record<string, unknown> {
  if (!appeal || !name.startsWith('feedback.appeal')) return {};
  const { decision, dueAt } = appeal;
  return {
    appealDue: dueAt,
    outcome: decision?.outcome,
    reasons: personal['reasons'],
    text: personal['text'],
  };
}

const DECISIONS: readonly string[] = [
  ...['feedback.refusal-upheld', 'feedback.refusal-taken-back', 'feedback.erasure-decided'],
  // By a coordinator, whom the sender has asked to erase it.
  'feedback.withdrawn',
];

const WITH_ANSWER: readonly string[] = [
  ...['feedback.answered', 'feedback.answer-corrected', 'feedback.answered-together'],
];

/** The answer point by point, what a correction changed, or the news on the way. */
function answerModel(item: FeedbackFields, entry: Entry): Record<string, unknown> {
  if (entry.name === 'feedback.interim-answered') return { interim: item.interims.at(-1) };
  if (!WITH_ANSWER.includes(entry.name)) return {};
  const answer = shownAnswer(item, true);
  return {
    answer,
    // Who has declined publication opens files in the private part alone.
    filesOpen: item.publishText,
    second: !!item.reopening,
    // After an appeal there is no other remedy here.
    appealed: !!item.appeal,
    passedOn: answer?.points?.filter(({ outcome }) => outcome === 'transferred'),
    note: item.earlierAnswers?.at(-1)?.note,
  };
}

/** Of the clocks: until when a reply is awaited, what was extended, and the apology that the sender is owed. */
function clockModel(item: FeedbackFields, entry: Entry): Record<string, unknown> {
  const { details } = entry;
  const late = entry.name === 'feedback.apologised' || details['late'] === true;
  return {
    until: details['until'],
    last: details['reminders'] === REMINDERS,
    amount: details['amount'],
    amountUnit: details['in'],
    proposed: namedUnit(details['proposed'] as string | null)?.name,
    about: namedUnit(details['about'] as string | null)?.name,
    ...(details['n'] ? contributionModel(item, details['n']) : {}),
    // What is ordinary and was always so, no letter mentions.
    complexity: item.classification?.complexity === 'ordinary' ? undefined : item.classification?.complexity,
    level: details['complexity'],
    classification: entry.name === 'feedback.classified' ? entry.personal['reason'] : undefined,
    extension: entry.name === 'feedback.extended' ? item.extensions[0]?.reason : undefined,
    apology: late && item.apology ? item.apology : undefined,
    passportHref: `/feedback/${item.code}/deadline`,
  };
}

/** A letter names the days of a short change; of a long one, a new year say, the calendar itself tells. */
const MOST_CHANGES = 10;

/** Of a date counted anew: what has changed in the calendar, and why. */
export async function calendarModel({ name, details }: Entry): Promise<Record<string, unknown>> {
  if (name !== 'feedback.deadline-recalculated') return {};
  const version = Number(details['calendarVersion']);
  const change = await changeOfCity(version);
  const changes = shownChanges(change?.changes ?? []).slice(0, MOST_CHANGES);
  return { calendar: { reason: change?.reason, changes }, calendarHref: `/calendar?version=${version}` };
}

/** Of a part that another unit was asked for: the question, and by when it is wanted. */
function contributionModel(item: FeedbackFields, n: unknown): Record<string, unknown> {
  const asked = item.contributions?.find((each) => each.n === n);
  return asked ? { question: asked.question, until: asked.until } : {};
}
