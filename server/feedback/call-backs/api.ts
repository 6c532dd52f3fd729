import Joi from 'joi';
import { type Operation, operation } from '../../platform/api/operation.ts';
import { LANGUAGES } from '../../platform/context.ts';
import { missedByCall, reachedByCall } from './actions.ts';
import { callsDue, callsToMake } from './queries.ts';
import { shownCall } from './schemas.ts';

const WHO = ['screen'] as const;

const call = Joi.object({
  code: Joi.string().required(),
  entry: Joi.string().required(),
  about: Joi.string().required(),
  subject: Joi.string().allow('').required(),
  language: Joi.string()
    .valid(...LANGUAGES)
    .required(),
  name: Joi.string().allow(''),
  phone: Joi.string().required(),
  since: Joi.string().isoDate().required(),
  missed: Joi.number().required(),
  missedAt: Joi.string().isoDate().allow(null).required(),
}).meta({ title: 'CallBack' });

const left = Joi.object({ count: Joi.number().required() });

export const callBackOperations: Operation[] = [
  operation({
    id: 'listCallBacks',
    method: 'get',
    path: '/call-backs',
    who: WHO,
    summary:
      'Senders whom no letter reaches and who have to be called: those first that nobody has tried, then those that wait longest',
    result: Joi.object({ count: Joi.number().required(), calls: Joi.array().items(call).required() }),
    handler: async ({ context }) => ({ count: await callsDue(context), calls: await callsToMake(context) }),
  }),
  operation({
    id: 'reachedByCall',
    method: 'post',
    path: '/call-backs/{code}/reached',
    who: WHO,
    summary: 'The sender has heard of it by telephone; `entry` says which call of the list it was',
    body: shownCall,
    result: left,
    handler: async ({ context, params, body }) => {
      await reachedByCall(context, params.code, body.entry);
      return { count: await callsDue(context) };
    },
  }),
  operation({
    id: 'missedByCall',
    method: 'post',
    path: '/call-backs/{code}/missed',
    who: WHO,
    summary: 'Nobody answered the telephone: the call stays to be made, after the others',
    body: shownCall,
    result: left,
    handler: async ({ context, params, body }) => {
      await missedByCall(context, params.code, body.entry);
      return { count: await callsDue(context) };
    },
  }),
];
