import Joi from 'joi';
import { CONTENT_LANGUAGES } from '../platform/context.ts';
import { line, prose } from '../platform/web/check.ts';
import { AUDIENCES, LEVELS, ONLINE, TIME_UNITS } from '../regulations/index.ts';
import { civilDateShape, slugShape, UNIT_KINDS } from '../units/index.ts';

export type RowForm = Record<string, string> & {
  slug?: string;
  /** Digest of the row that the form was made of. */
  seen: string;
  /** The preview has been seen. */
  confirmed?: 'yes' | 'no';
};

const named = (name: string, schema: () => Joi.Schema) =>
  Object.fromEntries(CONTENT_LANGUAGES.map((language) => [`${name}-${language}`, schema()]));
const maybe = (most: number) => line(most).allow('').default('');
const day = () => civilDateShape().allow('').default('');
const number = (most: number) =>
  Joi.string()
    .trim()
    .max(10)
    .allow('')
    .default('')
    .custom((typed: string, { error }) =>
      typed === '' || (/^\d+$/.test(typed) && Number(typed) <= most) ? typed : error('any.invalid'),
    );

const common = {
  slug: slugShape().empty(''),
  seen: Joi.string().max(20).required(),
  confirmed: Joi.valid('yes', 'no').empty(''),
  verified: Joi.valid('yes', '').default(''),
};

const names = named('name', () => line(300).required());

export const ofUnit = {
  kind: Joi.valid(...UNIT_KINDS).required(),
  parent: slugShape().allow('').default(''),
  ...names,
  ...named('placeName', () => maybe(300)),
  abbreviation: maybe(40),
  code: maybe(20),
  fields: prose(4000).allow('').default(''),
  formerDistrict: slugShape().allow('').default(''),
  validFrom: day(),
  source: maybe(500),
};

export const unitForm = Joi.object<RowForm>({ ...common, ...ofUnit });

export const regulationForm = Joi.object<RowForm>({
  ...common,
  ...names,
  field: slugShape().required(),
  code: maybe(20),
  level: Joi.valid(...LEVELS).required(),
  unit: slugShape().required(),
  audience: Joi.valid(...AUDIENCES).required(),
  timeValue: number(1000),
  timeUnit: Joi.valid(...TIME_UNITS).required(),
  fee: number(1_000_000_000),
  online: Joi.valid(...ONLINE, '').default(''),
  legalBasis: prose(6000).allow('').default(''),
  popularNames: prose(3000).allow('').default(''),
});

export interface CatalogueSearch {
  q?: string;
}

export const catalogueSearch = Joi.object<CatalogueSearch>({ q: line(100).empty('') });

export interface ImportForm {
  /** Rows that have been looked at. */
  upload?: string;
  confirmed?: 'yes';
}

export const importForm = Joi.object<ImportForm>({
  upload: Joi.string().guid().empty(''),
  confirmed: Joi.valid('yes').empty(''),
});
