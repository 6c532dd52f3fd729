import Joi from 'joi';
import { COMPLEXITIES } from '../../calendar/index.ts';
import { type Operation, operation } from '../../platform/api/operation.ts';
import { DELAY_CAUSES } from '../item/rules/delay-causes.ts';
import { named } from '../item-page/api-shapes.ts';
import { deadlinePassport } from './queries.ts';

const moment = () => Joi.string().isoDate();
const holder = Joi.string().valid('coordinator', 'unit');
const by = Joi.string().valid('sender', 'coordinator', 'unit', 'system');
const complexity = Joi.string().valid(...COMPLEXITIES);
const trilingual = Joi.object({ vi: Joi.string(), en: Joi.string(), ru: Joi.string() });
const amount = {
  amount: Joi.number(),
  unit: Joi.string().valid('working_hours', 'working_days', 'calendar_days'),
};

const steps = Joi.array().items(
  Joi.object({
    date: Joi.string(),
    counted: Joi.alternatives(Joi.boolean(), Joi.number()),
    reason: Joi.string(),
    name: trilingual,
  }),
);
const limit = Joi.object({ id: Joi.string(), ...amount, basis: trilingual });

const heldTime = Joi.object({
  holder,
  unit: named,
  step: Joi.string(),
  from: moment(),
  to: moment().allow(null),
  limit: limit.allow(null),
  dueAt: moment().allow(null),
  doneAt: moment().allow(null),
  late: Joi.boolean(),
  moving: Joi.boolean(),
  steps,
  officeMinutes: Joi.number(),
});

const pause = Joi.object({
  from: moment(),
  to: moment().allow(null),
  by,
  unit: named,
  officeMinutes: Joi.number(),
  doubtful: Joi.boolean(),
});

/** How one date came about: that of the answer, or of the second look. */
const clock = {
  state: Joi.string().required(),
  startsAt: moment().required(),
  dueAt: moment().required(),
  dueIfRepliedNow: moment().allow(null),
  closedAt: moment().allow(null),
  calendarVersion: Joi.number().required(),
  limit: limit.required(),
  classification: Joi.object({
    complexity,
    at: moment(),
    by: holder,
    unit: named,
    countedFrom: moment().allow(null),
  }).allow(null),
  firstReply: Joi.object({
    from: moment(),
    dueAt: moment(),
    doneAt: moment().allow(null),
    late: Joi.boolean(),
    limit,
    steps,
  }).allow(null),
  steps: steps.required(),
  pauses: Joi.array().items(pause),
  extensions: Joi.array().items(
    Joi.object({ ...amount, at: moment(), basis: trilingual.allow(null), grantedBy: named }),
  ),
  holdings: Joi.array().items(heldTime),
  delays: Joi.array().items(
    Joi.object({ holder, unit: named, days: Joi.number(), officeMinutes: Joi.number() }),
  ),
  apology: Joi.object({
    cause: Joi.string().valid(...DELAY_CAUSES),
    promisedAt: moment().allow(null),
    missed: Joi.boolean(),
    at: moment(),
  }).allow(null),
};

const passport = Joi.object({
  code: Joi.string().required(),
  receivedAt: moment().required(),
  reopenedAt: moment().allow(null),
  provisional: Joi.boolean().required(),
  ...clock,
  firstAnswer: Joi.object(clock).allow(null),
  secondAnswer: Joi.object(clock).allow(null),
  appeal: Joi.object({
    at: moment(),
    unit: named,
    to: named,
    limit,
    dueAt: moment(),
    late: Joi.boolean(),
    decision: Joi.object({ at: moment(), outcome: Joi.string() }),
  }).allow(null),
  events: Joi.array().items(
    Joi.object({
      name: Joi.string(),
      at: moment(),
      by,
      unit: named,
      from: named,
      dueBefore: moment(),
      dueAt: moment(),
      promisedAt: moment(),
      calendar: Joi.object({
        number: Joi.number(),
        reason: Joi.string().allow(null),
        changes: Joi.array().items(
          Joi.object({ what: Joi.string(), date: Joi.string(), kind: Joi.string(), name: trilingual }),
        ),
      }),
      complexity,
    }),
  ),
});

export const passportOperations: Operation[] = [
  operation({
    id: 'getDeadlinePassport',
    method: 'get',
    path: '/feedback/{code}/deadline',
    who: 'anyone',
    summary:
      'How the date of an item came about: rule, days counted and skipped, pauses, extensions, holders',
    result: passport,
    handler: ({ context, params }) => deadlinePassport(context, params.code),
  }),
];
