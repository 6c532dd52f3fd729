import Joi from 'joi';
import { slugShape } from '../units/index.ts';

export interface UnitQuery {
  unit?: string;
}

export const unitQuery = Joi.object<UnitQuery>({ unit: slugShape().empty('') });
