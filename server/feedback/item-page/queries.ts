import { accountNames, unitStaff } from '../../accounts/index.ts';
import { COMPLEXITIES, type Complexity } from '../../calendar/index.ts';
import { type Actor, type Context, may, worksFor } from '../../platform/context.ts';
import { gathered } from '../../platform/data/gather.ts';
import { NotFound } from '../../platform/errors.ts';
import { type Entry, timelineOf } from '../../platform/journal/index.ts';
import { namedRegulation } from '../../regulations/index.ts';
import { namedUnit } from '../../units/index.ts';
import { agedShown } from '../ageing/queries.ts';
import { answerBody } from '../answering/body.ts';
import { shownAnswer, shownInterims } from '../answering/queries.ts';
import { appealShown } from '../appeal/queries.ts';
import { allAttachments, publicAttachments } from '../attachments/queries.ts';
import { needsCall } from '../call-backs/rules.ts';
import { owesApology } from '../clocks/apologise.ts';
import { complexityOf, judged } from '../clocks/deadlines.ts';
import { extensionLimit } from '../clocks/extend.ts';
import { limitOfLook, runningLimits, stateOf } from '../clocks/limits.ts';
import { promiseMissed } from '../clocks/rules/deadline-state.ts';
import { contributionsInside, contributorPart } from '../contributions/item-part.ts';
import { shownEvidence } from '../evidence/queries.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import * as policy from '../item/policy.ts';
import { isCode } from '../item/rules/codes.ts';
import { contactState, masked } from '../item/rules/contact.ts';
import { publicNext } from '../item/rules/next.ts';
import { isPublicEntry, PAUSED, publicLabel } from '../item/rules/status.ts';
import { whoActs } from '../item/who-acts.ts';
import { countMerged, mergedItems } from '../merging/queries.ts';
import { notesInside } from '../notes/queries.ts';
import { papersShown, publicPapers } from '../papers/queries.ts';
import { missingReplies } from '../procedure-questions/queries.ts';
import { contestUntil } from '../screening/rules.ts';
import { partsNotShielded, partsStillShielded, relatedTo } from '../splitting/queries.ts';
import { allTags } from '../tags/queries.ts';
import { afterPart, firstAnswer, secondAnswer } from './after-answer.ts';
import { mayDoWith } from './may.ts';
import type { ItemPage, PublicItem, TimelineRow } from './shape.ts';

type Row = Omit<FeedbackFields, never>;

/** What everybody may know of an item, without its answers: so much stands in a list. */
export function publicFacts(row: Row, now: Date): PublicItem {
  const open = policy.canSeePublicText(row);
  const item: PublicItem = {
    code: row.code,
    label: publicLabel(row.status),
    regulation: namedRegulation(row.regulation),
    receivedAt: row.receivedAt,
    dueAt: row.dueAt,
    provisional: row.dueProvisional && !row.closedAt,
    deadline: stateOf(row, now),
    closedAt: row.closedAt,
    open,
  };
  const next = publicNext(row.status);
  if (next) item.next = next;
  if (row.askedIn) {
    const { dialogue, question } = row.askedIn;
    item.askedIn = open ? { dialogue, question } : { dialogue };
  }
  if (row.formerCode) item.formerCode = row.formerCode;
  if (row.merged) item.mergedInto = row.merged.into;
  if (!open) return item;
  Object.assign(item, { kind: row.kind, language: row.language, unit: namedUnit(row.unit) });
  if (row.raised) item.raisedBy = namedUnit(row.raised.unit)!;
  const aged = agedShown(row, { whole: row.publishText });
  if (aged) item.aged = aged;
  if (row.publishText) {
    const { subject, text } = row.publicText;
    Object.assign(item, { subject, text, ...(row.voices ? { voices: row.voices } : {}) });
  } else item.textDeclined = true;
  return item;
}

/** The part of an item that everybody may know. */
export function publicItem(row: Row, now: Date): PublicItem {
  const item = publicFacts(row, now);
  if (!item.open) return item;
  if (row.classification) item.complexity = row.classification.complexity;
  if (row.extensions.length > 0) item.extended = true;
  if (row.apology) {
    const { cause, promisedAt } = row.apology;
    item.apology = { cause, promisedAt, missed: promiseMissed(row.apology, row.closedAt ?? now) };
  }
  if (row.publishText) {
    item.points = row.points ?? [];
    const papers = publicPapers(row);
    if (papers.length > 0) item.papers = papers;
  }
  const first = firstAnswer(row, row.publishText);
  if (first) item.firstAnswer = first;
  const second = secondAnswer(row, row.publishText);
  if (second) item.secondAnswer = second;
  const appeal = appealShown(row, { now, whole: row.publishText });
  if (appeal) item.appeal = appeal;
  const answer = shownAnswer(row, row.publishText);
  if (answer) item.answer = answer;
  if (row.interims?.length) item.interims = shownInterims(row, { whole: row.publishText, now });
  return item;
}

/** Past mongoose: the page that is read most, and nothing is changed. */
const rowOf = gathered<Row>(async (codes) => {
  const rows = await Feedback.collection.find<Row>({ code: { $in: codes } }).toArray();
  return new Map(rows.map((row) => [row.code, row]));
});

/** The page of one item, as much of it as the actor may see. @throws NotFound */
export async function itemPage(context: Context, code: string): Promise<ItemPage> {
  const { actor, now } = context;
  const found = isCode(code) ? await rowOf(code) : undefined;
  if (!found || !policy.canKnowOf(actor, found)) throw new NotFound();
  const { shield, ...row } = found;
  // Whoever may know of an item about the conduct of a unit works with it as with any other whose text is not published.
  if (shield) row.publishText = false;
  const inside = policy.canSeeInside(actor, row);
  if (inside) context.site.catalogue.noteReading?.(context, { what: 'item', code });
  const entries = await timelineOf(row);
  const open = policy.canSeePublicText(row) && row.publishText ? publicAttachments(row) : [];
  const contributor = await contributorPart(actor, row);
  const alike = await countMerged(code);
  const related = await relatedTo(actor, found);
  const notShielded = shield && inside ? await partsNotShielded(found) : undefined;
  const stillShielded = inside ? await partsStillShielded(actor, found) : [];
  return {
    ...publicItem(row, now),
    ...(open.length > 0 ? { attachments: open } : {}),
    version: row.version,
    ...(shield
      ? {
          shield: {
            ...{ unit: namedUnit(shield.unit), by: shield.by, publishText: found.publishText },
            ...(notShielded ? { partsNotShielded: notShielded } : {}),
          },
        }
      : {}),
    ...(stillShielded.length > 0 ? { partsStillShielded: stillShielded } : {}),
    timeline: timeline(row, entries, { open: policy.canSeePublicText(row), inside }),
    ...(policy.canSeeOwn(actor, row) ? { own: await ownPart(row, now) } : {}),
    ...(inside ? { inside: await insidePart(row, context) } : {}),
    ...(contributor ? { contributor } : {}),
    ...(alike > 0 ? { alike } : {}),
    ...(related ? { related } : {}),
    ...mayDoWith(context, found),
  };
}

function timeline(row: Row, entries: Entry[], sees: { open: boolean; inside: boolean }): TimelineRow[] {
  return entries
    .filter((entry) => sees.inside || isPublicEntry(entry.name))
    .map((entry) => ({
      name: entry.name,
      ...momentOf(entry, row),
      ...(sees.open && entry.name === 'feedback.classified'
        ? { complexity: entry.details['complexity'] as Complexity }
        : {}),
      ...(sees.open ? { unit: namedUnit(entry.details['unit'] as string | null) } : {}),
      ...(sees.inside
        ? { by: entry.actor.name, reason: entry.personal['reason'] as string | undefined }
        : {}),
    }));
}

/** What came by letter, by phone or from a dialogue was received before it was entered: its clock runs from then. */
function momentOf({ name, at }: Entry, { receivedAt }: Row): Pick<TimelineRow, 'at' | 'enteredAt'> {
  if (name !== 'feedback.submitted' || receivedAt >= at) return { at };
  return { at: receivedAt, enteredAt: at };
}

export type ItemOwn = NonNullable<ItemPage['own']>;

export async function ownPart(row: Row, now: Date): Promise<ItemOwn> {
  return {
    ...(row.erased ? { erased: row.erased } : {}),
    attachments: await allAttachments(row),
    language: row.language,
    original: row.originalText,
    messages: row.messages,
    refusal: row.refusal && { ground: row.refusal.ground, guidance: row.refusal.guidance },
    contest: contestPart(row),
    contestUntil: row.refusal ? contestUntil(row.closedAt) : null,
    ward: namedUnit(row.ward),
    papers: papersShown(row),
    ...(row.questionReplies?.length ? { questionReplies: row.questionReplies } : {}),
    ...(row.raised ? { raisedBy: namedUnit(row.raised.unit)! } : {}),
    ...(row.aged ? { aged: agedShown(row, { whole: true })! } : {}),
    waiting: PAUSED.includes(row.status),
    explanations: [
      ...(row.classification ? [row.classification.reason] : []),
      ...row.extensions.map(({ reason }) => reason),
      ...(row.apology?.reason ? [row.apology.reason] : []),
    ],
    replyUntil: row.awaited?.until ?? null,
    contact: contactPart(row),
    after: afterPart(row, now),
    points: row.originalPoints ?? [],
    interims: shownInterims(row, { whole: true, now }),
    ...(row.status === 'answered' && row.answer
      ? { answerText: row.answer.text, answer: shownAnswer(row, true)! }
      : {}),
  };
}

function contactPart({ sender, contact }: Row): NonNullable<ItemPage['own']>['contact'] {
  const state = contactState(sender.email, contact);
  return {
    state,
    ...(sender.email ? { email: masked(sender.email) } : {}),
    ...(needsCall(sender, state === 'undelivered') ? { called: true } : {}),
  };
}

function contestPart({ contest }: Row): NonNullable<ItemPage['own']>['contest'] {
  if (!contest) return null;
  const { at, reason, upheld, openSince } = contest;
  return { at, reason, upheld: upheld?.reason ?? null, open: !!openSince };
}

async function insidePart(row: Row, { actor, now }: Context): Promise<ItemPage['inside']> {
  const names = row.assignee ? await accountNames([row.assignee]) : new Map<string, string>();
  const next = whoActs(row, await unitStaff(now));
  return {
    ...(next ? { next } : {}),
    sender: row.sender,
    ...(row.erasure?.carryAt ? { erasureAsked: row.erasure.askedAt } : {}),
    kind: row.kind,
    language: row.language,
    publishText: row.publishText,
    status: row.status,
    channel: row.channel,
    assignee: row.assignee ? names.get(row.assignee) : undefined,
    draft: row.answer,
    ...(row.answer ? { body: answerBody(row.answer, row.points ?? []) } : {}),
    returnReason: row.returnReason,
    concernsUnit: namedUnit(row.concernsUnit),
    clock: clockPart(row, now),
    publicText: row.publicText,
    points: row.points ?? [],
    contributions: await contributionsInside(row),
    evidence: shownEvidence(row.code, row.evidence),
    notes: await notesInside(row, actor),
    tags: await tagsInside(row),
    ...(await missingInside(row)),
    merged: await mergedItems(row),
    ...(row.split?.carryAt ? { split: { carryAt: row.split.carryAt, parts: row.split.parts } } : {}),
    hadPart: row.reopening?.hadPart ?? [],
  };
}

/** Where the item is screened: what its sender could still be asked. */
async function missingInside(row: Row): Promise<Pick<NonNullable<ItemPage['inside']>, 'missingReplies'>> {
  const missing = row.closedAt ? [] : await missingReplies(row);
  return missing.length > 0 ? { missingReplies: missing } : {};
}

async function tagsInside({ tags = [] }: Row): Promise<NonNullable<ItemPage['inside']>['tags']> {
  const all = (await allTags()).map((tag) => ({ ...tag, chosen: tags.includes(tag.id) }));
  return { own: all.filter(({ chosen }) => chosen), all };
}

function clockPart(row: Row, now: Date): NonNullable<ItemPage['inside']>['clock'] {
  const { extensionRequest: request, dispute } = row;
  return {
    flags: row.clockFlags,
    request: request && { amount: request.amount, unit: request.unit, reason: request.reason },
    dispute:
      dispute && row.status === 'disputed'
        ? {
            unit: namedUnit(dispute.unit),
            proposed: namedUnit(dispute.proposed),
            reason: dispute.reason,
            at: dispute.at,
          }
        : null,
    limits: row.closedAt ? [] : runningLimits(row, now),
    complexity: complexityOf(row),
    owesApology: owesApology(row, now),
    extensionLimit: extensionLimit(row),
    levels: COMPLEXITIES.filter((each) => each !== complexityOf(row)).map((complexity) => ({
      complexity,
      limit: limitOfLook({ ...row, classification: judged(complexity, now) }),
    })),
  };
}

/** Whether the actor may follow the item's live updates: whoever may know of it, for they carry no text. */
export async function mayWatchItem({ actor }: Context, code: string): Promise<boolean> {
  const row = isCode(code) ? await rowOf(code) : undefined;
  return !!row && policy.canKnowOf(actor, row);
}

/** Which offices cannot answer: the one that it is about, and the one that has raised it. */
export const whoCannotAnswer = ({ shield, own }: ItemPage): Pick<FeedbackFields, 'shield' | 'raised'> => ({
  ...(shield?.unit ? { shield: { unit: shield.unit.slug, by: shield.by, at: new Date(0) } } : {}),
  ...(own?.raisedBy ? { raised: { unit: own.raisedBy.slug, by: '' } } : {}),
});

/** Whether the actor may watch the inbox of a unit, or the screening queue. */
export function mayWatchInbox(actor: Actor, unit: string): boolean {
  if (unit === 'triage') return may(actor, 'screen');
  return may(actor, 'answer') && worksFor(actor, unit);
}
