import type { Named } from '../../city/named.ts';
import { namedRegulation } from '../../regulations/index.ts';
import { namedUnit } from '../../units/index.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { canSeePublicText } from '../item/policy.ts';
import { OPEN, type PublicLabel, publicLabel } from '../item/rules/status.ts';
import { UNSHIELDED } from '../item/shielded.ts';

export interface RequestsAsked {
  codes?: readonly string[];
  /** null: those that name none. */
  regulations?: readonly (string | null)[];
  from?: Date;
  to?: Date;
  closed?: boolean;
  most: number;
}

/** As much of an item as programs elsewhere are told. */
export interface PublicRequest {
  code: string;
  label: PublicLabel;
  regulation?: Named | undefined;
  receivedAt: Date;
  dueAt: Date;
  closedAt: Date | null;
  unit?: Named | undefined;
  subject?: string;
  text?: string;
  /** Words of the answer. */
  answer?: string;
}

/** A thousand at once: no more of them is read than is told. */
const TOLD = {
  ...{ code: 1, status: 1, shield: 1, regulation: 1, unit: 1, receivedAt: 1, dueAt: 1, closedAt: 1 },
  ...{ publishText: 1, publicText: 1, 'answer.text': 1 },
} as const;

/** As everybody may read them, newest first: of what is not accepted yet, no text. */
export async function publicRequests(asked: RequestsAsked): Promise<PublicRequest[]> {
  const { codes, regulations, from, to, closed, most } = asked;
  const filter = {
    ...UNSHIELDED,
    ...(codes ? { code: { $in: [...codes] } } : {}),
    ...(regulations ? { regulation: { $in: [...regulations] } } : {}),
    ...(from && to ? { receivedAt: { $gte: from, $lte: to } } : {}),
    ...(closed === undefined ? {} : { status: closed ? { $nin: [...OPEN] } : { $in: [...OPEN] } }),
  };
  const rows = await Feedback.find(filter, TOLD)
    .sort({ receivedAt: -1, _id: -1 })
    .limit(most)
    .lean<FeedbackFields[]>();
  return rows.map(publicRequest);
}

function publicRequest(row: FeedbackFields): PublicRequest {
  const { code, receivedAt, dueAt, closedAt, answer } = row;
  const facts = { code, label: publicLabel(row.status), receivedAt, dueAt, closedAt };
  const about = { ...facts, regulation: namedRegulation(row.regulation) };
  if (!canSeePublicText(row)) return about;
  const open = { ...about, unit: namedUnit(row.unit) };
  if (!row.publishText) return open;
  return {
    ...open,
    ...{ subject: row.publicText.subject, text: row.publicText.text },
    ...(row.status === 'answered' && answer ? { answer: answer.text } : {}),
  };
}
