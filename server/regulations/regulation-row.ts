import Joi from 'joi';
import { type RowFault, shapeFaults, slugShape, textShape, trilingualShape } from '../units/index.ts';
import { AUDIENCES, CONFIDENCES, LEVELS, ONLINE, type Regulation, TIME_UNITS } from './rules.ts';

const note = () => textShape(500).allow('').default('');

const shape = Joi.object({
  slug: slugShape().required(),
  code: textShape(20).allow(null).default(null),
  name: trilingualShape().required(),
  field_key: slugShape().required(),
  field: trilingualShape().required(),
  level: Joi.valid(...LEVELS).required(),
  unit: slugShape().required(),
  unit_2023: slugShape().required(),
  audience: Joi.valid(...AUDIENCES).required(),
  time: Joi.object({
    value: Joi.number().integer().min(0).max(1000).allow(null).required(),
    unit: Joi.valid(...TIME_UNITS).required(),
    note: note(),
  }).required(),
  fee: Joi.object({
    amount_vnd: Joi.number().integer().min(0).max(1_000_000_000).allow(null).required(),
    note: note(),
  }).required(),
  legal_basis: Joi.array().items(textShape(300)).required(),
  online: Joi.valid(...ONLINE)
    .allow(null)
    .default(null),
  confidence: Joi.valid(...CONFIDENCES).required(),
  unsure: Joi.array().items(textShape(40)).default([]),
});

/** Reads one row of a file of regulations. */
export function readRegulationRow(row: unknown): { value: Regulation } | { faults: RowFault[] } {
  const { value, error } = shape.validate(row, { abortEarly: false, errors: { render: false } });
  if (error) return { faults: shapeFaults(error) };
  const { field_key, unit_2023, fee, legal_basis, ...same } = value;
  return {
    value: {
      ...same,
      fieldKey: field_key,
      unit2023: unit_2023,
      fee: { amountVnd: fee.amount_vnd, note: fee.note },
      legalBasis: legal_basis,
    },
  };
}
