import Joi from 'joi';
import { CONTENT_LANGUAGES } from '../../platform/context.ts';
import { trilingualResult } from '../../units/index.ts';
import { QUEUE_ORDERS } from './rules/queue.ts';
import { DIALOGUE_STATUSES } from './rules/status.ts';

export const moment = () => Joi.string().isoDate().required();

const momentOrNone = () => Joi.string().isoDate().allow(null).required();

const named = Joi.object({ slug: Joi.string().required(), name: trilingualResult() });

export const text = () => Joi.string().allow('').required();

export const textOrNone = () => Joi.string().allow(null).required();

const common = {
  code: Joi.string().required(),
  title: Joi.string().required(),
  status: Joi.valid(...DIALOGUE_STATUSES).required(),
  language: Joi.valid(...CONTENT_LANGUAGES).required(),
  place: text(),
  startsAt: moment(),
  endsAt: moment(),
  chair: Joi.string().required(),
  regulations: Joi.array().items(named).required(),
  units: Joi.array().items(named).required(),
};

export const hostChoice = Joi.object({ id: Joi.string().required(), name: Joi.string().required() });

export const dialogueRow = Joi.object({ ...common, published: Joi.boolean().required() });

export const wholeDialogue = Joi.object({
  ...common,
  description: text(),
  moderators: Joi.array().items(Joi.string()).required(),
  agenda: Joi.array()
    .items(
      Joi.object({
        title: Joi.string().required(),
        minutes: Joi.number().required(),
        startsAt: moment(),
      }),
    )
    .required(),
  agendaAt: Joi.number().required(),
  announcedAt: momentOrNone(),
  openedAt: momentOrNone(),
  endedAt: momentOrNone(),
  publishedAt: momentOrNone(),
  cancelledFor: textOrNone(),
  queueOpen: Joi.boolean().required(),
  order: Joi.valid(...QUEUE_ORDERS).required(),
  slowSeconds: Joi.number().required(),
  notices: Joi.array()
    .items(Joi.object({ id: Joi.string().required(), text: Joi.string().required(), at: moment() }))
    .required(),
  conclusions: Joi.array()
    .items(
      Joi.object({
        id: Joi.string().required(),
        text: Joi.string().required(),
        unit: Joi.string().required(),
        dueAt: moment(),
      }),
    )
    .required(),
  now: textOrNone(),
  /** Number of the public stream that this is at least as new as. */
  n: Joi.number().required(),
});
