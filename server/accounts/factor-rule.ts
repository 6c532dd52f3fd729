import { Schema } from 'mongoose';
import { cityDate } from '../calendar/index.ts';
import type { Role } from '../platform/context.ts';
import { type Journalled, journalledModel } from '../platform/journal/index.ts';
import { grantsOf } from '../roles/index.ts';
import { type FactorDays, factorRequired, grantsNeedFactor } from './rules.ts';

/** Which roles need a second factor. One document; absent until somebody sets it. */
export interface FactorRuleFields extends Journalled {
  _id: string;
  /** Raised by each change: a form made for another one is refused. */
  number: number;
  days: FactorDays;
  changedAt: Date;
}

export const FactorRuleModel = journalledModel<FactorRuleFields>(
  'FactorRule',
  'factor-rules',
  new Schema<FactorRuleFields>(
    { _id: String, number: Number, days: { type: Schema.Types.Mixed, default: {} }, changedAt: Date },
    { minimize: false },
  ),
);

export const RULE = 'city';

export async function factorRule(): Promise<{ number: number; days: FactorDays }> {
  const kept = await FactorRuleModel.findById(RULE, { number: 1, days: 1 }).lean();
  return { number: kept?.number ?? 0, days: kept?.days ?? {} };
}

/** Somebody with these roles may not sign in with a password alone any more. */
export async function needsFactor(
  { roles, ownRoles }: { roles: readonly Role[]; ownRoles?: readonly string[] },
  now: Date,
): Promise<boolean> {
  const { days } = await factorRule();
  const today = cityDate(now);
  return factorRequired(roles, days, today) || grantsNeedFactor(await grantsOf(ownRoles, now), days, today);
}
