import { shinglesOf } from '../../answer-quality/index.ts';
import type { Named } from '../../city/named.ts';
import type { ContentLanguage, Context } from '../../platform/context.ts';
import { allow, Invalid, Refusal, type Text } from '../../platform/errors.ts';
import { namedUnit } from '../../units/index.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { canScreen } from '../item/policy.ts';
import type { Status } from '../item/rules/status.ts';
import { UNSHIELDED } from '../item/shielded.ts';
import { acceptAndMerge, mergeFeedback } from '../merging/actions.ts';
import { pointsOnlyIn } from '../merging/queries.ts';
import { groupsAlike } from '../merging/rules/alike.ts';
import { acceptFeedback } from '../screening/actions.ts';
import { complaintSigns } from '../screening/complaint-signs.ts';
import { personalInWords, wordsToShow } from '../screening/personal-data.ts';

export interface CampaignRow {
  code: string;
  version: number;
  subject: string;
  language: ContentLanguage;
  text: string;
  status: Status;
  unit?: Named;
  receivedAt: Date;
  /** What it has in common with the first, in %. */
  percent: number;
  /** Points that the first does not have. */
  onlyHere: string[];
  /** Why somebody has to look at it alone first. */
  not?: 'personal' | 'complaint';
}

/** Near-equal texts: the first is answered for all. */
export interface Campaign {
  size: number;
  first: CampaignRow;
  others: CampaignRow[];
}

const SCREENED: readonly Status[] = ['submitted', 'accepted'];
const WITH_UNIT: readonly Status[] = ['routed', 'assigned', 'paused', 'disputed', 'in-review'];
/** Of each of the two the newest are compared. */
const MOST = 500;
const MOST_GROUPS = 50;
/** So much of their words in common: written by one hand, or copied. */
const LEAST = 0.4;

const READ = {
  ...{ code: 1, version: 1, originalText: 1, publicText: 1, points: 1, originalPoints: 1, language: 1 },
  ...{ status: 1, unit: 1, receivedAt: 1, dueAt: 1, publishText: 1, reopening: 1, papers: 1 },
} as const;
type Row = Pick<FeedbackFields, keyof typeof READ | '_id'>;

function waiting(statuses: readonly Status[]): Promise<Row[]> {
  return Feedback.find({ closedAt: null, status: { $in: [...statuses] }, ...UNSHIELDED }, READ)
    .sort({ dueAt: -1, _id: -1 })
    .limit(MOST)
    .lean<Row[]>();
}

/** Near-equal texts of which some wait at screening, those that an office has already included; the largest first. */
export async function campaigns(): Promise<Campaign[]> {
  const rows = (await Promise.all([waiting(SCREENED), waiting(WITH_UNIT)]))
    .flat()
    .filter(({ reopening }) => !reopening)
    .sort(inOrder);
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const texts = rows.map(({ code, language, originalText: { subject, text } }) => ({
    ...{ code, language, words: shinglesOf(`${subject}\n${text}`, language) },
  }));
  return groupsAlike(texts, LEAST)
    .map(({ first, others }) => campaignOf(byCode.get(first)!, others, byCode))
    .filter(({ others }) => others.length > 0)
    .slice(0, MOST_GROUPS);
}

/** Whose answer is public and owed first can be answered for the others. */
function inOrder(one: Row, other: Row): number {
  if (one.publishText !== other.publishText) return one.publishText ? -1 : 1;
  return one.dueAt.getTime() - other.dueAt.getTime() || (one.code < other.code ? -1 : 1);
}

function campaignOf(
  first: Row,
  alike: readonly { code: string; share: number }[],
  byCode: Map<string, Row>,
): Campaign {
  const joining = alike.flatMap(({ code, share }) => {
    const row = byCode.get(code)!;
    return SCREENED.includes(row.status) && row.dueAt >= first.dueAt
      ? [campaignRow(row, { first, percent: Math.round(100 * share) })]
      : [];
  });
  const others = first.publishText ? joining : [];
  return { size: others.length + 1, first: campaignRow(first, { first, percent: 100 }), others };
}

function campaignRow(row: Row, { first, percent }: { first: Row; percent: number }): CampaignRow {
  const { code, version, language, status, receivedAt, originalText } = row;
  const not = notAsWritten(row);
  return {
    ...{ code, version, subject: row.publicText.subject, language, text: originalText.text, status },
    ...{ unit: namedUnit(row.unit), receivedAt, percent },
    onlyHere: row === first ? [] : pointsOnlyIn(row, first),
    ...(not ? { not } : {}),
  };
}

/** Nobody has looked at its words yet, and somebody must. */
function notAsWritten(row: Row): CampaignRow['not'] {
  if (row.status !== 'submitted') return undefined;
  if (row.publishText && personalInWords(wordsToShow(row), row.language).found.length > 0) return 'personal';
  const signs = complaintSigns(`${row.publicText.subject}\n${row.publicText.text}`, row.language);
  return signs.length > 0 ? 'complaint' : undefined;
}

export interface Chosen {
  code: string;
  version: number;
}

export interface MergedTogether {
  first: { code: string; status: Status };
  merged: string[];
  left: { code: string; why: Text }[];
}

/**
 * A coordinator has confirmed that items say the same: each is accepted as its sender wrote it and merged into the
 * first. What has changed since it was shown stays as it is, and is told.
 * @throws Invalid when the first has to be looked at alone, or has changed
 */
export async function mergeTogether(
  context: Context,
  { first, chosen }: { first: Chosen; chosen: readonly Chosen[] },
): Promise<MergedTogether> {
  allow(canScreen(context.actor));
  await acceptFirst(context, first);
  const done: MergedTogether = { first: { code: first.code, status: 'accepted' }, merged: [], left: [] };
  for (const { code, version } of chosen) {
    const row = await rowOf(code);
    if (!row || row.version !== version) done.left.push({ code, why: { text: MOVED_ON } });
    else if (notAsWritten(row))
      done.left.push({ code, why: { text: `feedback.bulk.not.${notAsWritten(row)}` } });
    else await mergeOne(context, row, { into: first.code, done });
  }
  done.first.status = (await rowOf(first.code))!.status;
  return done;
}

const MOVED_ON = 'feedback.bulk.not.moved-on';
const rowOf = (code: string) =>
  Feedback.findOne({ code, ...UNSHIELDED }, { ...READ, regulation: 1, ward: 1 }).lean<FeedbackFields>();
const asWritten = ({ originalText: { subject, text } }: Row) => ({ subject, text });

async function acceptFirst(context: Context, { code, version }: Chosen): Promise<void> {
  const row = await rowOf(code);
  if (!row || row.version !== version) throw new Invalid({ first: { text: MOVED_ON } });
  if (row.status !== 'submitted') return;
  const not = notAsWritten(row);
  if (not) throw new Invalid({ first: { text: `feedback.bulk.not.${not}` } });
  await acceptFeedback(context, code, { ...asWritten(row), version });
}

async function mergeOne(
  context: Context,
  row: FeedbackFields,
  { into, done }: { into: string; done: MergedTogether },
): Promise<void> {
  const { code, version, regulation, ward } = row;
  try {
    if (row.status === 'submitted')
      await acceptAndMerge(context, code, {
        ...asWritten(row),
        version,
        concern: { regulation, ward },
        into,
      });
    else await mergeFeedback(context, code, into);
    done.merged.push(code);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [field] = Object.values(error instanceof Invalid ? error.fields : {});
    done.left.push({ code, why: field ?? { text: error.text, values: error.values } });
  }
}
