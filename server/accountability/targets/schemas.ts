import Joi from 'joi';
import { line, optional, prose } from '../../platform/web/check.ts';
import { civilDateShape, slugShape } from '../../units/index.ts';
import { ENTERED_TARGETS, TARGETS, type Target } from './rules.ts';

export interface BoardQuery {
  target?: Target;
  month?: string;
}

const month = () =>
  Joi.string()
    .pattern(/^20\d{2}-(0[1-9]|1[0-2])$/)
    .max(7);
export const boardQuery = Joi.object<BoardQuery>({
  target: Joi.string()
    .valid(...TARGETS)
    .empty(''),
  month: month().empty(''),
});

export interface ValueForm {
  target: string;
  unit: string;
  month: string;
  value: string;
  reason?: string;
}

const reason = () => optional(line(300).min(3));
export const valueForm = Joi.object<ValueForm>({
  target: Joi.string()
    .valid(...ENTERED_TARGETS)
    .required(),
  unit: slugShape().required(),
  month: line(7).required(),
  value: line(7).required(),
  reason: reason(),
});
export const fileForm = Joi.object<{ reason?: string }>({ reason: reason() });

/** More in one call go by file. */
const MOST_IN_CALL = 1_000;

export interface ValuesBody {
  rows: { target: string; unit: string; month: string; value: number }[];
  reason?: string;
}
export const valuesBody = Joi.object<ValuesBody>({
  rows: Joi.array()
    .items(
      Joi.object({
        target: line(30).required(),
        unit: line(100).required(),
        month: line(7).required(),
        value: Joi.number().required(),
      }),
    )
    .min(1)
    .max(MOST_IN_CALL)
    .required(),
  reason: line(300).min(3),
});
export const valuesQuery = Joi.object<{ month?: string }>({ month: month() });
export const takenResult = Joi.object({ taken: Joi.number().integer().required() });
export const valuesResult = Joi.object({
  values: Joi.array()
    .items(
      Joi.object({
        target: Joi.string().required(),
        unit: Joi.string().required(),
        month: Joi.string().required(),
        value: Joi.number().required(),
        at: Joi.string().isoDate().required(),
        corrected: Joi.boolean().required(),
      }),
    )
    .required(),
});

export const taskForm = Joi.object({
  text: prose(500).min(5).required(),
  unit: slugShape().required(),
  owner: line(150).min(2).required(),
  dueOn: civilDateShape().required(),
});
export const outcomeForm = Joi.object<{ outcome: string }>({ outcome: prose(1000).min(5).required() });
export const moveForm = Joi.object<{ dueOn: string; reason: string }>({
  dueOn: civilDateShape().required(),
  reason: line(300).min(3).required(),
});
