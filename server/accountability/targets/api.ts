import { type Operation, operation } from '../../platform/api/operation.ts';
import { giveValues } from './actions.ts';
import { VALUE_PERMISSIONS } from './policy.ts';
import { lastMonth, valuesOfMonth } from './queries.ts';
import { takenResult, valuesBody, valuesQuery, valuesResult } from './schemas.ts';

export const targetOperations: Operation[] = [
  operation({
    id: 'listTargetValues',
    method: 'get',
    path: '/targets/values',
    who: 'anyone',
    limit: 'lists',
    summary:
      'What offices have told of the targets of the directive for a month (yyyy-mm; without one, the last), in per cent',
    query: valuesQuery,
    result: valuesResult,
    handler: async ({ context, query }) => ({
      values: await valuesOfMonth(query.month ?? lastMonth(context.now)),
    }),
  }),
  operation({
    id: 'giveTargetValues',
    method: 'post',
    path: '/targets/values',
    who: VALUE_PERMISSIONS,
    summary: 'Takes values of targets, all or none; what stands there changes only with a reason',
    body: valuesBody,
    result: takenResult,
    async handler({ context, body }) {
      const rows = body.rows.map((row, at) => ({ ...row, line: at + 1 }));
      return { taken: await giveValues(context, { rows, way: 'api', reason: body.reason ?? '' }) };
    },
  }),
];
