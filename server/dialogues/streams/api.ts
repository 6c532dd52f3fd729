import Joi from 'joi';
import { type Operation, operation } from '../../platform/api/operation.ts';
import { logEvent } from './api-shapes.ts';
import { dialogueLog } from './log.ts';
import * as schemas from './schemas.ts';

export const streamOperations: Operation[] = [
  operation({
    id: 'getDialogueLog',
    method: 'get',
    path: '/dialogues/{code}/log',
    who: 'anyone',
    summary:
      'What happened, event by event, numbered without gaps: stream public for everybody, staff for moderators and chair',
    query: schemas.logQuery,
    result: Joi.object({
      events: Joi.array().items(logEvent).required(),
      next: Joi.number().allow(null).required(),
    }),
    handler: ({ context, params, query }) => dialogueLog(context, params.code, query),
  }),
];
