import Joi from 'joi';
import { searchText, slugShape, trilingualResult } from '../units/index.ts';
import { AUDIENCES, CONFIDENCES, LEVELS, ONLINE, TIME_UNITS } from './rules.ts';

const MOST_PER_CALL = 200;

export interface RegulationSearch {
  query?: string;
  /** fieldKey */
  field?: string;
  /** Slug of a unit, or of the ward or commune. */
  unit?: string;
  audience?: 'citizen' | 'business';
  after?: string;
}

export const regulationSearch = Joi.object<RegulationSearch>({
  query: searchText(),
  field: slugShape().empty(''),
  unit: slugShape().empty(''),
  audience: Joi.valid('citizen', 'business').empty(''),
  after: slugShape().empty(''),
});

export interface RegulationCall extends Omit<RegulationSearch, 'after'> {
  cursor?: string;
  limit: number;
}

export const regulationCall = Joi.object<RegulationCall>({
  query: searchText(),
  field: slugShape(),
  unit: slugShape(),
  audience: Joi.valid('citizen', 'business'),
  cursor: slugShape(),
  limit: Joi.number().integer().min(1).max(MOST_PER_CALL).default(50),
});

const oneOf = (values: readonly string[]) => Joi.string().valid(...values);

export const regulationResult = Joi.object({
  slug: Joi.string().required(),
  code: Joi.string().allow(null).required(),
  name: trilingualResult(),
  fieldKey: Joi.string().required(),
  field: trilingualResult(),
  level: oneOf(LEVELS).required(),
  unit: Joi.string().required(),
  unit2023: Joi.string().required(),
  audience: oneOf(AUDIENCES).required(),
  time: Joi.object({
    value: Joi.number().integer().allow(null).required(),
    unit: oneOf(TIME_UNITS).required(),
  }).required(),
  fee: Joi.object({ amountVnd: Joi.number().integer().allow(null).required() }).required(),
  legalBasis: Joi.array().items(Joi.string()).required(),
  online: oneOf(ONLINE).allow(null).required(),
  confidence: oneOf(CONFIDENCES).required(),
  unsure: Joi.array().items(Joi.string()).required(),
}).meta({ title: 'Regulation' });

export const regulationsResult = Joi.object({
  regulations: Joi.array().items(regulationResult).required(),
  next: Joi.string().allow(null).required(),
});
