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

/** Parts of a shielded item that its unit may still see. */
export interface PartsNotShielded {
  /** They could not be kept from it at once. */
  open: string[];
  /** They cannot be kept from it any more. */
  closed: string[];
}

export async function partsNotShielded({ parts = [] }: Row): Promise<PartsNotShielded | undefined> {
  if (parts.length === 0) return undefined;
  const filter = { code: { $in: parts }, shield: null };
  const rows = await Feedback.find(filter, { code: 1, closedAt: 1 }).sort({ _id: 1 }).lean();
  if (rows.length === 0) return undefined;
  const codes = (closed: boolean) =>
    rows.filter(({ closedAt }) => !!closedAt === closed).map(({ code }) => code);
  return { open: codes(false), closed: codes(true) };
}

/** Open parts that a coordinator has kept from a unit, of an item that is kept from none. For those who may know of them. */
export async function partsStillShielded(actor: Actor, { parts = [], shield }: Row): Promise<string[]> {
  if (parts.length === 0 || shield) return [];
  const filter = { code: { $in: parts }, 'shield.by': 'coordinator' as const, closedAt: null };
  const rows = await Feedback.find(filter).sort({ _id: 1 }).lean<Row[]>();
  return rows.filter((row) => canKnowOf(actor, row)).map(({ code }) => code);
}
