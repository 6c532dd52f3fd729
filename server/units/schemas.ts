import Joi from 'joi';
import { line } from '../platform/web/check.ts';
import { civilDateShape, slugShape } from './row-shapes.ts';
import { KIND_GROUPS, type KindGroup, UNIT_KINDS, type UnitKind } from './rules.ts';

const QUERY_LENGTH = 100;
export const MOST_PER_CALL = 200;

/** What people type into a search box. Empty fields of a form count as absent. */
export const searchText = () => line(QUERY_LENGTH).empty('');

export interface UnitSearch {
  query?: string;
  group?: KindGroup;
}

export const unitSearch = Joi.object<UnitSearch>({
  query: searchText(),
  group: Joi.valid(...Object.keys(KIND_GROUPS)).empty(''),
});

export interface UnitCall {
  query?: string;
  inForceAt?: string;
  kind?: UnitKind;
  cursor?: string;
  limit: number;
}

export const unitCall = Joi.object<UnitCall>({
  query: searchText(),
  inForceAt: civilDateShape(),
  kind: Joi.valid(...UNIT_KINDS),
  cursor: slugShape(),
  limit: Joi.number().integer().min(1).max(MOST_PER_CALL).default(50),
});

const trilingual = Joi.object({
  vi: Joi.string().required(),
  en: Joi.string().required(),
  ru: Joi.string().required(),
}).meta({ title: 'Trilingual' });
export const trilingualResult = () => trilingual.required();

const unitResult = Joi.object({
  slug: Joi.string().required(),
  kind: Joi.string()
    .valid(...UNIT_KINDS)
    .required(),
  parent: Joi.string().allow(null).required(),
  name: trilingualResult(),
  placeName: trilingual,
  abbreviation: Joi.string(),
  code: Joi.string(),
  validFrom: Joi.string().allow(null).required(),
  validTo: Joi.string().allow(null).required(),
  successors: Joi.array().items(Joi.string()).required(),
  predecessors: Joi.array().items(Joi.string()).required(),
  formerDistrict: Joi.string(),
  fields: Joi.array().items(Joi.string()).required(),
  verified: Joi.boolean().required(),
}).meta({ title: 'Unit' });

export const unitsResult = Joi.object({
  units: Joi.array().items(unitResult).required(),
  next: Joi.string().allow(null).required(),
});
