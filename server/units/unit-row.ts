import Joi from 'joi';
import { civilDateShape, shapeFaults, slugShape, textShape, trilingualShape } from './row-shapes.ts';
import { type RowFault, UNIT_KINDS, type Unit } from './rules.ts';

const shape = Joi.object({
  slug: slugShape().required(),
  kind: Joi.valid(...UNIT_KINDS).required(),
  parent: slugShape().allow(null).required(),
  name: trilingualShape().required(),
  place_name: trilingualShape(),
  abbr_vi: textShape(40),
  code: textShape(20),
  valid_from: civilDateShape().allow(null).default(null),
  valid_to: civilDateShape().allow(null).default(null),
  successor: slugShape().allow(null),
  successors: Joi.array().items(slugShape()),
  predecessors: Joi.array().items(slugShape()).default([]),
  former_district: slugShape(),
  former_district_basis: textShape(500),
  fields_vi: Joi.array().items(textShape(300)).default([]),
  verified: Joi.boolean().strict().required(),
  note: textShape(1000),
  source: textShape(500),
}).oxor('successor', 'successors');

/** Reads one row of a file of units. */
export function readUnitRow(row: unknown): { value: Unit } | { faults: RowFault[] } {
  const { value, error } = shape.validate(row, { abortEarly: false, errors: { render: false } });
  if (error) return { faults: shapeFaults(error) };
  const note = value.note ?? value.former_district_basis;
  return {
    value: {
      slug: value.slug,
      kind: value.kind,
      parent: value.parent,
      name: value.name,
      ...(value.place_name ? { placeName: value.place_name } : {}),
      ...(value.abbr_vi ? { abbreviation: value.abbr_vi } : {}),
      ...(value.code ? { code: value.code } : {}),
      validFrom: value.valid_from,
      validTo: value.valid_to,
      successors: value.successors ?? (value.successor ? [value.successor] : []),
      predecessors: value.predecessors,
      ...(value.former_district ? { formerDistrict: value.former_district } : {}),
      fields: value.fields_vi,
      verified: value.verified,
      ...(note ? { note } : {}),
      ...(value.source ? { source: value.source } : {}),
    },
  };
}
