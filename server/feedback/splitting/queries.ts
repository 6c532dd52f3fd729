import type { Actor } from '../../platform/context.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { canKnowOf, canSeeInside, canSeeOwn, canSeePublicText } from '../item/policy.ts';
import { type PublicLabel, publicLabel } from '../item/rules/status.ts';

/** Another item beside this one; its subject for those who may read it. */
export interface RelatedItem {
  code: string;
  label: PublicLabel;
  subject?: string;
  language?: string;
}

export interface Related {
  /** Of which it was a part. */
  whole?: RelatedItem;
  /** What was made of it. */
  parts: RelatedItem[];
  /** What has to do with it. */
  links: RelatedItem[];
}

type Row = FeedbackFields;

/** The sender's key opens all parts of what was sent. */
export async function familyOf(code: string): Promise<string[]> {
  const row = await Feedback.findOne({ code }, { parts: 1, partOf: 1 }).lean();
  const root = row?.partOf ?? code;
  const parts = row?.partOf
    ? (await Feedback.findOne({ code: root }, { parts: 1 }).lean())?.parts
    : row?.parts;
  return [...new Set([code, root, ...(parts ?? [])])];
}

/** What the actor may know of the items beside one; undefined: there is none. */
export async function relatedTo(actor: Actor, row: Row): Promise<Related | undefined> {
  const { code, parts = [], partOf, links = [] } = row;
  // What nobody has linked from either end needs no second look: the other end is found by an index of few rows.
  const back = await Feedback.find({ 'links.code': code }, { code: 1 }).sort({ _id: 1 }).limit(50).lean();
  const linked = [...new Set([...links.map((link) => link.code), ...back.map((each) => each.code)])];
  const codes = [...parts, ...(partOf ? [partOf] : []), ...linked];
  if (codes.length === 0) return undefined;
  const rows = await Feedback.find({ code: { $in: codes } }).lean<Row[]>();
  const known = new Map(rows.filter((each) => canKnowOf(actor, each)).map((each) => [each.code, each]));
  const shown = (wanted: readonly string[]) =>
    wanted.flatMap((each) => known.get(each) ?? []).map((each) => relatedItem(actor, each));
  const inside = canSeeInside(actor, row);
  const open = linked.filter((each) => inside || (isPublic(row) && isPublic(known.get(each))));
  const related = { parts: shown(parts), links: shown(open) };
  const [whole] = shown(partOf ? [partOf] : []);
  if (!whole && related.parts.length === 0 && related.links.length === 0) return undefined;
  return { ...related, ...(whole ? { whole } : {}) };
}

const isPublic = (row: Row | undefined) => !!row && canSeePublicText(row) && row.publishText;

function relatedItem(actor: Actor, row: Row): RelatedItem {
  const { code, status, publicText, language } = row;
  const readable = canSeeOwn(actor, row) || isPublic(row);
  return { code, label: publicLabel(status), ...(readable ? { subject: publicText.subject, language } : {}) };
}

/** Open parts of a shielded item that are not kept from its unit, for they could not be at once. */
export async function partsNotShielded({ parts = [] }: Row): Promise<string[]> {
  if (parts.length === 0) return [];
  const filter = { code: { $in: parts }, shield: null, closedAt: null };
  const rows = await Feedback.find(filter, { code: 1 }).sort({ _id: 1 }).lean();
  return rows.map(({ code }) => code);
}
