import Joi from 'joi';
import { readCityMoment } from '../../calendar/index.ts';
import { line, optional, prose } from '../../platform/web/check.ts';
import { slug } from '../item/field-schemas.ts';
import {
  CHANNELS,
  type Channel,
  MOST,
  OUTCOMES,
  type Outcome,
  REFUSAL_GROUNDS,
  type RefusalGround,
} from '../item/rules/fields.ts';
import { type Submission, submissionFields } from '../submission/schemas.ts';

/** States in which an item may come from another system: what was under way there begins anew in the unit. */
const IMPORTED_AS = ['submitted', 'accepted', 'routed', 'answered', 'refused', 'withdrawn'] as const;
type ImportedAs = (typeof IMPORTED_AS)[number];

/** One row of a file; the columns have these names. */
export interface ImportedRow extends Omit<Submission, 'unit' | 'points'> {
  /** The code that it had in the other system. */
  code: string;
  receivedAt: Date;
  channel: Channel;
  status: ImportedAs;
  /** The unit that the sender names, when no single regulation is concerned. */
  concerns?: string;
  /** That has it, or has answered. */
  unit?: string;
  /** Absent: counted by the limits of this system. */
  dueAt?: Date;
  closedAt?: Date;
  outcome?: Outcome;
  answer?: string;
  ground?: RefusalGround;
  guidance?: string;
}

/** 2025-03-09T14:30, with a blank or a zone too; 9/3/2025 14:30; without an hour the first moment of the day. */
const DAY_FIRST = /^(\d{1,2})[./](\d{1,2})[./](\d{4})/;

const moment = () =>
  Joi.string()
    .trim()
    .max(40)
    .custom((typed: string, helpers) => {
      const dated = typed.replace(DAY_FIRST, (_, day: string, month: string, year: string) =>
        [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-'),
      );
      const timed = /^\d{4}-\d\d-\d\d$/.test(dated) ? `${dated}T00:00` : dated.replace(/^(\S+) +/, '$1T');
      return readCityMoment(timed) ?? helpers.error('text:feedback.errors.moment');
    });

const neededFor = (schema: Joi.Schema, ...statuses: ImportedAs[]) =>
  optional(schema).when('status', { is: Joi.valid(...statuses), then: Joi.required() });

const { unit: _concerned, ...fields } = submissionFields;

export const importedRow = Joi.object<ImportedRow>({
  ...fields,
  kind: fields.kind.optional().empty('').default('feedback'),
  // Nobody chooses for the sender, and nobody has asked.
  publishText: fields.publishText.empty('').default(false),
  code: line(60).required(),
  receivedAt: moment().required(),
  channel: optional(Joi.string().valid(...CHANNELS)).default('letter'),
  status: optional(Joi.string().valid(...IMPORTED_AS)).default('submitted'),
  concerns: optional(slug()),
  unit: neededFor(slug(), 'routed', 'answered'),
  dueAt: optional(moment()),
  closedAt: neededFor(moment(), 'answered', 'refused', 'withdrawn'),
  outcome: neededFor(Joi.string().valid(...OUTCOMES), 'answered'),
  answer: neededFor(prose(MOST.answer), 'answered'),
  ground: neededFor(Joi.string().valid(...REFUSAL_GROUNDS), 'refused'),
  guidance: optional(prose(MOST.reason)),
});
