import { Schema } from 'mongoose';
import type { Difference } from '../../feedback/answer-check/rules/contradiction.ts';
import { type Journalled, journalledModel } from '../../platform/journal/index.ts';
import type { ContradictionStatus, Holds } from './rules.ts';

/** Two published answers of two units on one regulation that cannot both be right. */
export interface ContradictionFields extends Journalled {
  /** Both codes, the lower one first: 'PA-2026-000001~PA-2026-000007'. */
  _id: string;
  codes: [string, string];
  units: [string, string];
  regulation: string;
  /** Words of published answers, or names of outcomes. */
  differences: Difference[];
  status: ContradictionStatus;
  foundAt: Date;
  settled: { holds: Holds; note: string; by: string; at: Date } | null;
}

const schema = new Schema<ContradictionFields>({
  _id: String,
  codes: [String],
  units: [String],
  regulation: String,
  differences: [{ about: String, first: [String], second: [String], _id: false }],
  status: String,
  foundAt: Date,
  settled: { type: { holds: String, note: String, by: String, at: Date }, _id: false, default: null },
});
schema.index({ status: 1, foundAt: -1, _id: -1 });
schema.index({ codes: 1 });
schema.index({ regulation: 1, status: 1, foundAt: -1, _id: -1 });

export const Contradiction = journalledModel<ContradictionFields>('Contradiction', 'contradictions', schema);
