import Joi from 'joi';
import { CONTENT_LANGUAGES } from '../../platform/context.ts';
import { line } from '../../platform/web/check.ts';
import { civilDateShape, slugShape, UNIT_KINDS } from '../../units/index.ts';
import { MOST_ENDING } from './rules.ts';

/** In the place of a successor. */
export const NEW_UNIT = '+';
export const NOBODY = '-';

export interface ReorganisationForm extends Record<string, unknown> {
  from: string[];
  heir: string;
  others: string[];
  lastDay: string;
  basis: string;
  slug?: string;
  kind?: string;
  parent?: string;
  confirmed?: 'yes' | 'no';
}

const slugs = () => Joi.array().items(slugShape()).unique().max(MOST_ENDING).single().default([]);
const ofNew = (schema: Joi.Schema) =>
  Joi.when('heir', { is: NEW_UNIT, then: schema, otherwise: Joi.string().max(300).allow('').strip() });

export const reorganisationForm = Joi.object<ReorganisationForm>({
  from: slugs(),
  heir: Joi.alternatives(Joi.valid(NEW_UNIT, NOBODY), slugShape()).required(),
  others: slugs(),
  lastDay: civilDateShape().required(),
  basis: line(300).required(),
  slug: ofNew(slugShape().required()),
  kind: ofNew(Joi.valid(...UNIT_KINDS).required()),
  parent: ofNew(slugShape().required()),
  ...Object.fromEntries(
    CONTENT_LANGUAGES.map((language) => [`name-${language}`, ofNew(line(300).required())]),
  ),
  confirmed: Joi.valid('yes', 'no').empty(''),
});

export interface ReorganisationSearch {
  unit?: string;
}

export const reorganisationSearch = Joi.object<ReorganisationSearch>({ unit: slugShape().empty('') });
