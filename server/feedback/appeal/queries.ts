import type { Named } from '../../city/named.ts';
import { type Actor, type Context, isStaff, may } from '../../platform/context.ts';
import { namedUnit } from '../../units/index.ts';
import { BEFORE_ALL, Feedback, type FeedbackFields } from '../item/model.ts';
import { canJudgeAppeal, canSeePublicText } from '../item/policy.ts';
import type { AppealOutcome } from '../item/rules/appeal.ts';
import { notAgainst } from '../item/shielded.ts';

/** What everybody may know of an appeal. */
export interface AppealShown {
  at: Date;
  /** Whose answer it is about, and who decides; without the latter: the leadership of the city. */
  unit?: Named;
  to?: Named;
  dueAt: Date;
  /** The date passed before it was decided. */
  late: boolean;
  decision?: { at: Date; outcome: AppealOutcome; reasons?: string; text?: string };
}

/** @param whole the words too: they are as public as the answer */
export function appealShown(
  { appeal }: Pick<FeedbackFields, 'appeal'>,
  { now, whole }: { now: Date; whole: boolean },
): AppealShown | undefined {
  if (!appeal) return undefined;
  const { at, unit, to, dueAt, decision } = appeal;
  const [whose, higher] = [namedUnit(unit), namedUnit(to)];
  return {
    at,
    ...(whose ? { unit: whose } : {}),
    ...(higher ? { to: higher } : {}),
    dueAt,
    late: (decision?.at ?? now) > dueAt,
    ...(decision
      ? {
          decision: {
            at: decision.at,
            outcome: decision.outcome,
            ...(whole ? { reasons: decision.reasons } : {}),
            ...(whole && decision.text ? { text: decision.text } : {}),
          },
        }
      : {}),
  };
}

export interface AppealRow {
  code: string;
  /** Absent where the sender has declined publication. */
  subject?: string;
  language: string;
  unit?: Named;
  to?: Named;
  at: Date;
  dueAt: Date;
  late: boolean;
}

const ROWS = 100;
const READ = { code: 1, publicText: 1, language: 1, status: 1, publishText: 1, appeal: 1 } as const;

/** Appeals that the actor can decide, what is due first on top. */
export async function appealsToDecide({ actor, now }: Pick<Context, 'actor' | 'now'>): Promise<AppealRow[]> {
  const whose = judged(actor);
  if (!whose) return [];
  const rows = await Feedback.find(
    { 'appeal.dueAt': { $gt: BEFORE_ALL }, 'appeal.decision': null, ...whose },
    READ,
  )
    .sort({ 'appeal.dueAt': 1, _id: 1 })
    .limit(ROWS)
    .lean<FeedbackFields[]>();
  return rows.filter((row) => canJudgeAppeal(actor, row)).map((row) => appealRow(row, now));
}

function judged(actor: Actor): object | undefined {
  if (!isStaff(actor)) return undefined;
  const against = notAgainst(actor);
  const { units } = actor;
  if (may(actor, 'decide-appeals'))
    return units.length > 0
      ? { $or: [{ 'appeal.unit': { $nin: units } }, { 'appeal.to': { $in: units } }], ...against }
      : against;
  return may(actor, 'approve') ? { 'appeal.to': { $in: units }, ...against } : undefined;
}

function appealRow(row: FeedbackFields, now: Date): AppealRow {
  const { at, unit, to, dueAt, late } = appealShown(row, { now, whole: false })!;
  const open = canSeePublicText(row) && row.publishText;
  return {
    code: row.code,
    ...(open ? { subject: row.publicText.subject } : {}),
    language: row.language,
    ...(unit ? { unit } : {}),
    ...(to ? { to } : {}),
    at,
    dueAt,
    late,
  };
}

/** For the menu. */
export async function appealsWaiting(context: Context): Promise<number | undefined> {
  const whose = judged(context.actor);
  if (!whose) return undefined;
  return Feedback.countDocuments({ 'appeal.dueAt': { $gt: BEFORE_ALL }, 'appeal.decision': null, ...whose });
}
