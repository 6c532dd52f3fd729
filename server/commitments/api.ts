import Joi from 'joi';
import { type Operation, operation } from '../platform/api/operation.ts';
import { trilingualResult } from '../units/index.ts';
import { listCommitments } from './queries.ts';
import { COMMITMENT_STATUSES } from './rules.ts';
import { commitmentQuery } from './schemas.ts';

const moment = () => Joi.string().isoDate().required();

const commitment = Joi.object({
  code: Joi.string().required(),
  source: Joi.string().required(),
  sourcePath: Joi.string().required(),
  versions: Joi.array().items(Joi.valid(1, 2)).required(),
  unit: Joi.object({ slug: Joi.string().required(), name: trilingualResult() }),
  text: Joi.string(),
  actor: Joi.string().allow(''),
  status: Joi.valid(...COMMITMENT_STATUSES).required(),
  done: Joi.boolean().required(),
  madeAt: moment(),
  dueAt: moment(),
  dates: Joi.array()
    .items(
      Joi.object({
        dueAt: moment(),
        setAt: moment(),
        reason: Joi.string().allow(null).required(),
        corrected: Joi.boolean(),
        again: Joi.boolean(),
      }),
    )
    .required(),
  keptAt: Joi.string().isoDate().allow(null).required(),
  evidence: Joi.string().allow(null).required(),
  reported: Joi.boolean().required(),
  objection: Joi.object({
    at: moment(),
    reply: Joi.string().allow(null).required(),
    repliedAt: Joi.string().isoDate().allow(null).required(),
  })
    .allow(null)
    .required(),
});

export const commitmentOperations: Operation[] = [
  operation({
    id: 'listCommitments',
    method: 'get',
    path: '/commitments',
    who: 'anyone',
    limit: 'lists',
    summary: 'Promised actions with their dates, latest date first, and whether they were kept',
    query: commitmentQuery,
    result: Joi.object({ items: Joi.array().items(commitment).required(), next: Joi.string() }),
    handler: ({ query }) => listCommitments(query),
  }),
];
