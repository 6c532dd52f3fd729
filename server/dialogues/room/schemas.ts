import Joi from 'joi';
import { readCityDay } from '../../calendar/index.ts';
import { prose } from '../../platform/web/check.ts';
import { slugShape } from '../../units/index.ts';
import { documentId } from '../session/field-schemas.ts';
import { LEAST, MOST } from '../session/rules/limits.ts';
import { QUEUE_ORDERS, type QueueOrder, SLOW_SECONDS, WALLS, type Wall } from '../session/rules/queue.ts';

export const agendaMove = Joi.object<{ at: number }>({
  at: Joi.number().integer().min(0).max(MOST.agenda).required(),
});

export const notice = Joi.object<{ text: string }>({ text: prose(MOST.notice).min(1).required() });

export interface QueueInput {
  open?: boolean;
  order?: QueueOrder;
  slowSeconds?: number;
}

export const queue = Joi.object<QueueInput>({
  open: Joi.boolean().truthy('yes', 'on').falsy('no').empty(''),
  order: Joi.string()
    .valid(...QUEUE_ORDERS)
    .empty(''),
  slowSeconds: Joi.number()
    .valid(...SLOW_SECONDS)
    .empty(''),
});

export const wall = Joi.object<{ wall: Wall }>({
  wall: Joi.string()
    .valid(...WALLS)
    .required(),
});

export const taking = Joi.object<{ question: string }>({ question: documentId().required() });

export interface ConclusionInput {
  text: string;
  unit: string;
  dueAt: Date;
}

/** Due at the end of office on a day. */
export const conclusion = Joi.object<ConclusionInput>({
  text: prose(MOST.conclusion).min(LEAST.conclusion).required(),
  unit: slugShape().required(),
  dueAt: Joi.string()
    .max(20)
    .custom((typed: string, helpers) => readCityDay(typed) ?? helpers.error('date.format'))
    .required(),
});
