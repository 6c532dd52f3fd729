import Joi from 'joi';
import { DELAY_CAUSES } from '../../feedback/item/rules/delay-causes.ts';
import { trilingualResult } from '../../units/index.ts';
import { LATE_AS } from '../rules.ts';

const date = () => Joi.string().isoDate().required();
const orNull = () => Joi.string().isoDate().allow(null).required();
const count = () => Joi.number().integer().min(0).required();
const named = () => Joi.object({ slug: Joi.string().required(), name: trilingualResult() });

const rowFields = {
  code: Joi.string().required(),
  regulation: named().allow(null).required(),
  state: Joi.valid(...LATE_AS).required(),
  review: Joi.boolean().required(),
  dueAt: date(),
  closedAt: orNull(),
  daysLate: count(),
  lost: Joi.array()
    .items(Joi.object({ unit: named().allow(null).required(), days: count() }))
    .required(),
  cause: Joi.valid(...DELAY_CAUSES, null).required(),
  apologised: Joi.boolean().required(),
  promisedAt: orNull(),
  promiseMissed: Joi.boolean().required(),
  extended: Joi.boolean().required(),
};
const row = () => Joi.object(rowFields);
const toldRow = Joi.object({
  ...rowFields,
  correction: Joi.object({ now: row().allow(null).required() })
    .allow(null)
    .required(),
});

const totals = Joi.object({
  unit: named().allow(null).required(),
  volume: count(),
  volumeClass: Joi.string().allow(null).required(),
  late: count(),
  open: count(),
  daysLost: count(),
  apologised: count(),
});

export const delayListResult = Joi.object({
  month: Joi.string().required(),
  asOf: date(),
  running: Joi.boolean().required(),
  toldAt: orNull(),
  items: Joi.array().items(toldRow).required(),
  added: Joi.array().items(row()).required(),
  units: Joi.array().items(totals).required(),
});
