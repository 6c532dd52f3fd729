import Joi from 'joi';
import {
  type NumberedRow,
  type RefusedRow,
  type RowFault,
  readRows,
  shapeFaults,
  slugShape,
  textShape,
  trilingualShape,
} from '../units/index.ts';
import { regulationOf } from './catalogue.ts';
import { popularNamesOf } from './popular-names.ts';
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
    value: Joi.number().strict().integer().min(0).max(1000).allow(null).required(),
    unit: Joi.valid(...TIME_UNITS).required(),
    note: note(),
  }).required(),
  fee: Joi.object({
    amount_vnd: Joi.number().strict().integer().min(0).max(1_000_000_000).allow(null).required(),
    note: note(),
  }).required(),
  legal_basis: Joi.array().items(textShape(300)).required(),
  online: Joi.valid(...ONLINE)
    .allow(null)
    .default(null),
  confidence: Joi.valid(...CONFIDENCES).required(),
  unsure: Joi.array().items(textShape(40)).default([]),
  popular_names: Joi.array().items(textShape(100)).max(30),
});

/** Reads one row of a file of regulations. */
export function readRegulationRow(row: unknown): { value: Regulation } | { faults: RowFault[] } {
  const { value, error } = shape.validate(row, { abortEarly: false, errors: { render: false } });
  if (error) return { faults: shapeFaults(error) };
  const { field_key, unit_2023, fee, legal_basis, popular_names, ...same } = value;
  return {
    value: {
      ...same,
      fieldKey: field_key,
      unit2023: unit_2023,
      fee: { amountVnd: fee.amount_vnd, note: fee.note },
      legalBasis: legal_basis,
      ...(popular_names ? { popularNames: popular_names } : {}),
    },
  };
}

/** Reads the rows of a file; the regulations have to be loaded. */
export function readRegulationRows(rows: readonly unknown[]): {
  wellFormed: NumberedRow<Regulation>[];
  refused: RefusedRow[];
} {
  const { wellFormed, refused } = readRows(rows, readRegulationRow);
  return { wellFormed: wellFormed.map((each) => ({ ...each, value: keepingNames(each.value) })), refused };
}

/** Files of before know no popular names: those that there are stay. What ships does not become the city's own by a file. */
function keepingNames(row: Regulation): Regulation {
  const before = regulationOf(row.slug) ?? { slug: row.slug };
  const names = row.popularNames;
  if (names && names.join('\n') !== popularNamesOf(before).join('\n')) return row;
  const { popularNames: _, ...rest } = row;
  const kept = 'popularNames' in before ? before.popularNames : undefined;
  return kept ? { ...rest, popularNames: kept } : rest;
}
