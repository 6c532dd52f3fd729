import Joi from 'joi';
import { line, optional, prose } from '../../platform/web/check.ts';
import { slug } from '../item/field-schemas.ts';
import { LEAST, MOST } from '../item/rules/fields.ts';
import { otherCode } from '../merging/schemas.ts';
import { MOST_AT_ONCE } from './rules/split.ts';

export interface PartGiven {
  subject: string;
  text: string;
  regulation?: string;
  unit?: string;
  /** Ids of files of the sender that go with it. */
  files?: string[];
}

export interface SplitGiven {
  /** The text that stays; absent: all of it. */
  rest?: string;
  parts: PartGiven[];
}

const file = () => Joi.string().max(40);

export const splitByProgram = Joi.object<SplitGiven>({
  rest: prose(MOST.text).min(LEAST.text),
  parts: Joi.array()
    .items(
      Joi.object<PartGiven>({
        subject: line(MOST.subject).min(LEAST.subject).required(),
        text: prose(MOST.text).min(LEAST.text).required(),
        regulation: slug(),
        unit: slug(),
        files: Joi.array().items(file()).max(20),
      }),
    )
    .min(1)
    .max(MOST_AT_ONCE)
    .required(),
});

export const PART_NUMBERS = Array.from({ length: MOST_AT_ONCE }, (_, at) => at + 1);

/** Parts without any words are left away. */
export interface SplitForm {
  version: number;
  rest: string;
  [field: `part-${number}-${string}`]: string | string[] | undefined;
}

const fieldsOf = (n: number) => ({
  [`part-${n}-subject`]: optional(line(MOST.subject).min(LEAST.subject)),
  [`part-${n}-text`]: optional(prose(MOST.text).min(LEAST.text)),
  [`part-${n}-regulation`]: optional(slug()),
  [`part-${n}-unit`]: optional(slug()),
  [`part-${n}-files`]: optional(Joi.array().items(file()).single().max(20)),
});

export const splitForm = Joi.object<SplitForm>({
  version: Joi.number().integer().min(0).required(),
  rest: prose(MOST.text).min(LEAST.text).required(),
  ...Object.assign({}, ...PART_NUMBERS.map(fieldsOf)),
});

export const linking = Joi.object<{ other: string }>({ other: otherCode().required() });
