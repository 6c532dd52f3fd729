import Joi from 'joi';
import { line, optional, prose } from '../../platform/web/check.ts';
import { slug } from '../item/field-schemas.ts';
import { LEAST, MOST, REFUSAL_GROUNDS } from '../item/rules/fields.ts';
import type { ActWith } from './model.ts';
import { ACTS, type Act } from './rules.ts';

/** So many as a page of the screening queue shows. */
export const MOST_CHOSEN = 100;

const act = Joi.string()
  .valid(...ACTS)
  .required();

export interface Selection {
  act: Act;
  chosen: string[];
}

export const selection = Joi.object<Selection>({
  act,
  chosen: Joi.array().items(line(40)).single().max(MOST_CHOSEN).required(),
});

/** A chosen item as the preview showed it: CODE@VERSION. */
const CHOSEN = /^([^@]{1,40})@(\d{1,9})$/;

export interface ChosenItem {
  code: string;
  version: number;
}

export const chosenItem = () =>
  Joi.string()
    .max(60)
    .custom((typed: string, helpers) => {
      const [, code, version] = CHOSEN.exec(typed) ?? [];
      return code ? { code, version: Number(version) } : helpers.error('any.invalid');
    });

/** Of the items of the site. */
const itemCode = () => Joi.string().pattern(/^PA-\d{4}-\d{6,9}$/, { name: 'code' });

/** The same for programs, which name the version beside the code. */
export const selectionByProgram = Joi.object<Selection>({
  act,
  chosen: Joi.array().items(itemCode()).min(1).max(MOST_CHOSEN).required(),
});

export interface Plan extends ActWith {
  act: Act;
  chosen: ChosenItem[];
}

const needed = (is: Act) => ({ is, then: Joi.required() });

const given = {
  unit: optional(slug()).when('act', needed('route')),
  reason: optional(prose(MOST.reason)),
  ground: optional(Joi.string().valid(...REFUSAL_GROUNDS)).when('act', needed('refuse')),
  guidance: optional(prose(MOST.reason).min(LEAST.reason)).when('act', needed('refuse')),
  assignee: optional(line(40)).when('act', needed('assign')),
};

export const plan = Joi.object<Plan>({
  act,
  chosen: Joi.array().items(chosenItem()).single().max(MOST_CHOSEN).required(),
  ...given,
});

export const planByProgram = Joi.object<Plan>({
  act,
  chosen: Joi.array()
    .items(
      Joi.object({
        code: itemCode().required(),
        version: Joi.number().integer().min(0).max(999_999_999).required(),
      }),
    )
    .min(1)
    .max(MOST_CHOSEN)
    .required(),
  ...given,
});
