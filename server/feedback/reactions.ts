import { staffOf, unitStaff } from '../accounts/index.ts';
import { changeOfCity, shownChanges } from '../calendar/index.ts';
import type { Context, Language } from '../platform/context.ts';
import { gathered } from '../platform/data/gather.ts';
import type { Tools } from '../platform/feature.ts';
import type { Entry, Reaction } from '../platform/journal/index.ts';
import { greetingName } from '../platform/mail/greeting.ts';
import { derivedToken } from '../platform/secrets.ts';
import { regulationOf } from '../regulations/index.ts';
import { shownAnswer } from './answering/queries.ts';
import { REMINDERS } from './clocks/limits.ts';
import { Feedback, type FeedbackFields } from './item/model.ts';
import { named } from './item/named.ts';
import { canSeePublicText } from './item/policy.ts';
import { type FeedbackEntry, isPublicEntry, MOVES, publicLabel } from './item/rules/status.ts';
import { isUnattended, nearestAbove } from './item/who-acts.ts';

type Reader = { id: string; email: string; language: Language };
type Audience = (item: FeedbackFields, entry: Entry) => Promise<Reader[]>;

const sender: Audience = async (item) =>
  item.sender.email ? [{ id: 'sender', email: item.sender.email, language: item.language }] : [];

const headsOf = (unit: string | null): Promise<Reader[]> =>
  unit ? staffOf({ role: 'head', unit }) : Promise.resolve([]);

/** Of a reopened item: those who had a part in the first answer are asked for nothing. */
const heads: Audience = async (item) => {
  const outside = item.reopening?.hadPart ?? [];
  return (await headsOf(item.unit)).filter(({ id }) => !outside.includes(id));
};

/** Where the unit has nobody: the heads of the nearest unit above, for somebody has to know. */
const above: Audience = async (item, entry) => {
  const staff = await unitStaff(entry.at);
  if (!item.unit || !isUnattended(item.unit, staff)) return [];
  const next = nearestAbove(item.unit, staff);
  return next ? headsOf(next.unit) : [];
};

/** Nobody of the unit hears of it: coordinators have to know. */
const alarmed: Audience = async (item, entry) =>
  item.unit && isUnattended(item.unit, await unitStaff(entry.at)) ? coordinators(item, entry) : [];

/** A changed calendar moves many items at once: one letter an item is enough for the unit. */
const oneHead: Audience = async (item, entry) => (await heads(item, entry)).slice(0, 1);

const assignee: Audience = async (item) => {
  if (!item.assignee || !item.unit) return [];
  const people = [...(await staffOf({ role: 'official', unit: item.unit })), ...(await headsOf(item.unit))];
  return people.filter(
    (person, at) => person.id === item.assignee && people.findIndex((other) => other.id === person.id) === at,
  );
};

/** Heads of the unit that was asked for its part. */
const contributors: Audience = async (_item, entry) => headsOf((entry.details['about'] as string) ?? null);

/** Heads of the unit to which the answer passes points on. */
const receivers: Audience = async (item) => headsOf(item.answer?.fields?.handover?.unit ?? null);

const coordinators: Audience = async () => staffOf({ role: 'coordinator' });

/** Before routing the coordinators have it. */
const screeners: Audience = async (item, entry) => (item.unit ? [] : coordinators(item, entry));

/** Whoever works on it in the unit: the official, or the heads while nobody has taken it. */
const handlers: Audience = async (item, entry) => {
  const official = await assignee(item, entry);
  return official.length > 0 ? official : heads(item, entry);
};

/** Nobody hears by letter what they have just done themselves. */
const otherHandlers: Audience = async (item, entry) =>
  (await handlers(item, entry)).filter(({ id }) => id !== entry.actor.id);

/**
 * Who hears what by letter. The view is `feedback/letters/<what>-for-<whom>`. Of a date that passes nobody hears by a
 * letter of its own: the letter of the day says it of all items at once, also after an outage.
 */
const LETTERS: { to: FeedbackEntry; whom: string; audience: Audience }[] = [
  { to: 'feedback.submitted', whom: 'sender', audience: sender },
  { to: 'feedback.info-requested', whom: 'sender', audience: sender },
  { to: 'feedback.info-given', whom: 'coordinator', audience: screeners },
  { to: 'feedback.info-given', whom: 'official', audience: handlers },
  { to: 'feedback.reply-reminded', whom: 'sender', audience: sender },
  { to: 'feedback.closed-unanswered', whom: 'sender', audience: sender },
  { to: 'feedback.closed-unanswered', whom: 'official', audience: handlers },
  { to: 'feedback.extension-requested', whom: 'head', audience: heads },
  { to: 'feedback.extension-declined', whom: 'official', audience: assignee },
  { to: 'feedback.extended', whom: 'sender', audience: sender },
  { to: 'feedback.extended', whom: 'official', audience: assignee },
  { to: 'feedback.disputed', whom: 'coordinator', audience: coordinators },
  { to: 'feedback.dispute-rejected', whom: 'unit', audience: heads },
  { to: 'feedback.apologised', whom: 'sender', audience: sender },
  { to: 'feedback.refused', whom: 'sender', audience: sender },
  { to: 'feedback.routed', whom: 'sender', audience: sender },
  { to: 'feedback.routed', whom: 'unit', audience: heads },
  { to: 'feedback.routed', whom: 'above', audience: above },
  { to: 'feedback.transferred', whom: 'sender', audience: sender },
  { to: 'feedback.transferred', whom: 'unit', audience: heads },
  { to: 'feedback.transferred', whom: 'above', audience: above },
  { to: 'feedback.transferred', whom: 'coordinator', audience: alarmed },
  { to: 'feedback.classified', whom: 'sender', audience: sender },
  { to: 'feedback.classified', whom: 'unit', audience: otherHandlers },
  { to: 'feedback.receipt-corrected', whom: 'sender', audience: sender },
  { to: 'feedback.assigned', whom: 'official', audience: assignee },
  { to: 'feedback.answer-submitted', whom: 'head', audience: heads },
  { to: 'feedback.answer-returned', whom: 'official', audience: assignee },
  { to: 'feedback.answered', whom: 'sender', audience: sender },
  { to: 'feedback.answered', whom: 'receiver', audience: receivers },
  { to: 'feedback.answer-corrected', whom: 'sender', audience: sender },
  { to: 'feedback.interim-answered', whom: 'sender', audience: sender },
  { to: 'feedback.contribution-asked', whom: 'contributor', audience: contributors },
  { to: 'feedback.contribution-reminded', whom: 'contributor', audience: contributors },
  { to: 'feedback.contribution-withdrawn', whom: 'contributor', audience: contributors },
  { to: 'feedback.contribution-given', whom: 'official', audience: handlers },
  { to: 'feedback.rating-reminded', whom: 'sender', audience: sender },
  { to: 'feedback.reopened', whom: 'sender', audience: sender },
  { to: 'feedback.reopened', whom: 'unit', audience: heads },
  { to: 'feedback.reopened', whom: 'coordinator', audience: coordinators },
  { to: 'feedback.withdrawn', whom: 'sender', audience: sender },
  { to: 'feedback.deadline-recalculated', whom: 'sender', audience: sender },
  { to: 'feedback.deadline-recalculated', whom: 'unit', audience: oneHead },
];

/** A link for the sender: it opens the private part, as the receipt key does. */
function senderLink(code: string): string {
  return `/feedback/${code}/open/${derivedToken('receipt', code)}`;
}

const MOST_QUOTED = 600;

/**
 * What the sender has written goes back by letter only when a person has accepted it: until then anybody may have typed
 * in the address of somebody else.
 */
function ownModel(item: FeedbackFields, entry: Entry): Record<string, unknown> {
  if (entry.name === 'feedback.submitted' || !canSeePublicText(item)) return {};
  const { subject, text } = item.originalText;
  // An answer quotes them point by point.
  const answered = WITH_ANSWER.includes(entry.name) && !!shownAnswer(item, true)?.points?.length;
  const words = text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED).trimEnd()}…` : text;
  return {
    subject,
    senderName: greetingName(item.sender.name),
    ...(answered ? {} : { ownWords: words }),
  };
}

function letterModel(item: FeedbackFields, entry: Entry, whom: string): Record<string, unknown> {
  const regulation = item.regulation ? regulationOf(item.regulation) : undefined;
  return {
    code: item.code,
    regulation: regulation?.name,
    ...(whom === 'sender' ? ownModel(item, entry) : { subject: item.publicText.subject }),
    unit: named(entry.details['unit'] as string | null)?.name,
    from: named(entry.details['from'] as string | null)?.name,
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
    reason: whom === 'sender' ? undefined : entry.personal['reason'],
    ...clockModel(item, entry),
    ...answerModel(item, entry),
    href: whom === 'sender' ? senderLink(item.code) : `/feedback/${item.code}`,
  };
}

const WITH_ANSWER: readonly string[] = ['feedback.answered', 'feedback.answer-corrected'];

/** The answer point by point, what a correction changed, or the news on the way. */
function answerModel(item: FeedbackFields, entry: Entry): Record<string, unknown> {
  if (entry.name === 'feedback.interim-answered') return { interim: item.interims.at(-1) };
  if (!WITH_ANSWER.includes(entry.name)) return {};
  const answer = shownAnswer(item, true);
  return {
    answer,
    // Who has declined publication opens files in the private part alone.
    filesOpen: item.publishText,
    second: item.reopening !== null && item.reopening !== undefined,
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
    proposed: named(details['proposed'] as string | null)?.name,
    about: named(details['about'] as string | null)?.name,
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
async function calendarModel({ name, details }: Entry): Promise<Record<string, unknown>> {
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

const itemById = gathered(async (ids) => {
  const items = await Feedback.find({ _id: { $in: ids } }).lean<FeedbackFields[]>();
  return new Map(items.map((item) => [item._id.toHexString(), item]));
});

const itemsOfEntries = new WeakMap<Entry, Promise<FeedbackFields | undefined>>();

/** The item of an entry: read once for all that follows, together with those of the entries carried beside it. */
function itemOf(entry: Entry): Promise<FeedbackFields | undefined> {
  let item = itemsOfEntries.get(entry);
  if (!item) {
    item = itemById(entry.subject.id);
    itemsOfEntries.set(entry, item);
  }
  return item;
}

function lettersReaction(tools: Tools): Reaction {
  return {
    name: 'feedback.letters',
    to: [...new Set(LETTERS.map((letter) => letter.to))],
    async run(entry, context: Context) {
      // The dialogue itself tells its askers and units what has become of the questions.
      if (entry.details['dialogue']) return;
      const item = await itemOf(entry);
      if (!item) return;
      const what = entry.name.slice('feedback.'.length);
      const calendar = await calendarModel(entry);
      for (const { whom, audience } of LETTERS.filter((letter) => letter.to === entry.name))
        for (const reader of await audience(item, entry))
          await tools.sendLetter(context, {
            id: `${entry._id}:${whom}:${reader.id}`,
            to: reader.email,
            language: reader.language,
            view: `feedback/letters/${what}-for-${whom}`,
            about: item.code,
            first: entry.name === 'feedback.submitted',
            model: { ...letterModel(item, entry, whom), ...calendar },
          });
    },
  };
}

function updatesReaction(tools: Tools): Reaction {
  return {
    name: 'feedback.updates',
    to: [...new Set<FeedbackEntry>(['feedback.submitted', ...MOVES.map((move) => move.entry)])],
    async run(entry) {
      const item = await itemOf(entry);
      if (!item) return;
      const update = (topic: string, id: string, name: string) =>
        tools.sendUpdate({ topic, id, name, entryId: entry._id });
      // The public topic tells the public label only, and nothing of inner steps.
      if (isPublicEntry(entry.name)) update('feedback', item.code, `feedback.${publicLabel(item.status)}`);
      update('inbox', 'triage', entry.name);
      const { from, about } = entry.details as Record<string, string | undefined>;
      for (const unit of new Set([item.unit, from, about])) if (unit) update('inbox', unit, entry.name);
    },
  };
}

export function feedbackReactions(tools: Tools): Reaction[] {
  return [lettersReaction(tools), updatesReaction(tools)];
}
