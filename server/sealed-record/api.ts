import Joi from 'joi';
import { type Operation, operation } from '../platform/api/operation.ts';
import { dailyHeads, publicBlocks, recordOf } from './queries.ts';
import { blocksQuery, headsQuery } from './schemas.ts';

/** Of an item, a commitment, minutes or a delay list: whatever everybody may read of it. */
const PUBLIC_FIELDS = [
  ...['label', 'receivedAt', 'dueAt', 'closedAt', 'kind', 'regulation', 'unit', 'apology', 'text', 'points'],
  ...[
    'interims',
    'answer',
    'earlierAnswers',
    'first',
    'reopenedAt',
    'second',
    'appeal',
    'appealDecision',
    'papers',
    'aged',
  ],
  ...['source', 'sourcePath', 'versions', 'actor', 'status', 'done', 'madeAt', 'dates', 'keptAt', 'evidence'],
  ...['reported', 'objection', 'minutes', 'corrections', 'publishedAt', 'month', 'edition', 'entries'],
];

const digest = () => Joi.string().hex().length(64);
const DAYS = 366;

export const sealedRecordOperations: Operation[] = [
  operation({
    id: 'listHeads',
    method: 'get',
    path: '/sealed-record/heads',
    who: 'anyone',
    limit: 'lists',
    summary: 'The last block of each day of the sealed record, newest first: keep them to prove it later',
    query: headsQuery,
    result: Joi.object({
      heads: Joi.array()
        .items(
          Joi.object({
            day: Joi.string().isoDate().required(),
            block: Joi.number().required(),
            hash: digest().required(),
            at: Joi.string().isoDate().required(),
          }),
        )
        .required(),
      next: Joi.string(),
    }),
    handler: ({ query }) => dailyHeads(DAYS, query.before),
  }),
  operation({
    id: 'listBlocks',
    method: 'get',
    path: '/sealed-record/blocks',
    who: 'anyone',
    limit: 'lists',
    summary: 'Blocks of the sealed record, oldest first: digests only',
    query: blocksQuery,
    result: Joi.object({
      blocks: Joi.array()
        .items(
          Joi.object({
            number: Joi.number().required(),
            at: Joi.string().isoDate().required(),
            previous: digest().required(),
            entries: Joi.array().items(digest()).required(),
            states: Joi.array()
              .items(Joi.object({ code: Joi.string().required(), digest: digest().required() }))
              .required(),
            hash: digest().required(),
          }),
        )
        .required(),
      next: Joi.number(),
    }),
    handler: ({ query }) => publicBlocks(query.from),
  }),
  operation({
    id: 'getSealedText',
    method: 'get',
    path: '/sealed-record/texts/{code}',
    who: 'anyone',
    summary:
      'What everybody may read of an item, a commitment, published minutes or a delay list, with the block that holds its digest',
    result: Joi.object({
      code: Joi.string().required(),
      record: Joi.object({
        ...Object.fromEntries(PUBLIC_FIELDS.map((name) => [name, Joi.any()])),
        code: Joi.string().required(),
      }).required(),
      block: Joi.number().allow(null).required(),
      digest: digest().allow(null).required(),
      /** Something has happened to it that no block holds yet. */
      waiting: Joi.boolean().required(),
    }),
    handler: ({ params }) => recordOf(params.code),
  }),
];
