import { type HydratedDocument, Schema } from 'mongoose';
import { type Journalled, journalledModel } from '../../platform/journal/index.ts';
import type { ProcedureQuestion } from '../item/rules/procedure-questions.ts';

export interface QuestionFields extends Journalled, Omit<ProcedureQuestion, 'id'> {
  _id: string;
  /** Slug. */
  regulation: string;
  by: string;
  createdAt: Date;
}

export type QuestionDocument = HydratedDocument<QuestionFields>;

const wording = { type: { vi: String, en: String, ru: String }, _id: false } as const;

const schema = new Schema<QuestionFields>({
  _id: String,
  regulation: String,
  kind: { type: String },
  words: wording,
  choices: { type: [{ vi: String, en: String, ru: String, _id: false }], default: [] },
  required: Boolean,
  from: String,
  until: { type: String, default: null },
  by: String,
  createdAt: Date,
});
schema.index({ regulation: 1, createdAt: 1, _id: 1 });

export const QuestionOfProcedure = journalledModel<QuestionFields>(
  'QuestionOfProcedure',
  'procedure-questions',
  schema,
);
