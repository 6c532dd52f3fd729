import Joi from 'joi';
import { DELAY_CAUSES } from '../../feedback/item/rules/delay-causes.ts';
import { ROLES } from '../../platform/context.ts';
import { trilingualResult } from '../../units/index.ts';
import { LATE_AS } from '../rules.ts';
import { CORRECTIONS, LIST_STATUSES, POSITIONS } from './rules/act.ts';

const date = () => Joi.string().isoDate().required();
const orNull = () => Joi.string().isoDate().allow(null).required();
const count = () => Joi.number().integer().min(0).required();
const named = () => Joi.object({ slug: Joi.string().required(), name: trilingualResult() });

const change = (value: Joi.Schema) => Joi.object({ before: value, after: value }).allow(null).required();
const cause = () => Joi.valid(...DELAY_CAUSES, null).required();
const position = () => Joi.valid(...POSITIONS).required();
const role = () => Joi.valid(...ROLES).required();

const entry = Joi.object({
  position: position(),
  name: Joi.string().allow(null).required(),
  days: count(),
  cause: cause(),
  removed: Joi.boolean().required(),
  reply: Joi.object({ text: Joi.string().required(), role: role(), at: date() }).allow(null).required(),
  corrections: Joi.array()
    .items(
      Joi.object({
        kind: Joi.valid(...CORRECTIONS).required(),
        reason: Joi.string().required(),
        at: date(),
        role: role(),
        version: Joi.number().integer().allow(null).required(),
        days: change(count()),
        cause: change(cause()),
        position: change(position()),
      }),
    )
    .required(),
});

const act = Joi.object({
  unit: named().allow(null).required(),
  status: Joi.valid(...LIST_STATUSES).required(),
  replyUntil: orNull(),
  publishOn: orNull(),
  publishedAt: orNull(),
  version: Joi.number().integer().allow(null).required(),
  updatedAt: date(),
  repeated: Joi.array().items(Joi.string()).allow(null).required(),
});

const rowFields = {
  code: Joi.string().required(),
  regulation: named().allow(null).required(),
  state: Joi.valid(...LATE_AS).required(),
  review: Joi.boolean().required(),
  look: Joi.number().valid(1, 2, 3),
  dueAt: date(),
  closedAt: orNull(),
  daysLate: count(),
  lost: Joi.array()
    .items(
      Joi.object({
        unit: named().allow(null).required(),
        days: count(),
        entry: entry.allow(null).required(),
      }),
    )
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
  acts: Joi.array().items(act).required(),
});
