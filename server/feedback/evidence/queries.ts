import type { Context } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { fileOf } from '../../platform/files/index.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { canSeeEvidence } from '../item/policy.ts';
import { isCode } from '../item/rules/codes.ts';
import type { Evidence } from '../item/rules/evidence.ts';

/** A file as whoever may read the answer sees it. */
export interface EvidenceShown {
  id: string;
  name: string;
  type: string;
  bytes: number;
  description: string;
  at: Date;
  /** Path of the download. */
  href: string;
}

export function shownEvidence(code: string, evidence: readonly Evidence[] = []): EvidenceShown[] {
  return evidence.map(({ id, name, type, bytes, description, at }) => ({
    id,
    name,
    type,
    bytes,
    description,
    at,
    href: `/feedback/${code}/evidence/${id}`,
  }));
}

type Row = Pick<
  FeedbackFields,
  'code' | 'status' | 'unit' | 'assignee' | 'publishText' | 'evidence' | 'reopening' | 'appeal' | 'shield'
>;

const READ = {
  code: 1,
  status: 1,
  unit: 1,
  assignee: 1,
  publishText: 1,
  evidence: 1,
  reopening: 1,
  appeal: 1,
  shield: 1,
} as const;

/** One file with its content. @throws NotFound also for those who may not see it yet */
export async function evidenceFile(context: Context, code: string, id: string) {
  const row = isCode(code) ? await Feedback.findOne({ code }, READ).lean<Row>() : null;
  if (!row) throw new NotFound();
  const has = (evidence: readonly Evidence[] = []) => evidence.some((each) => each.id === id);
  const first = has(row.reopening?.first.evidence) || has(row.reopening?.second?.evidence);
  if (!first && !has(row.evidence)) throw new NotFound();
  if (!canSeeEvidence(context.actor, row, { sent: first || row.status === 'answered' })) throw new NotFound();
  const file = await fileOf(id);
  if (!file) throw new NotFound();
  return file;
}

/** Code of the item that holds the file, with its answer or with the first one. @param owner for which it was stored */
export async function holderOf(id: string, owner: string): Promise<string | undefined> {
  const either = ['evidence.id', 'reopening.first.evidence.id', 'reopening.second.evidence.id'].map(
    (field) => ({
      [field]: id,
    }),
  );
  return owner && (await Feedback.exists({ code: owner, $or: either })) ? owner : undefined;
}
