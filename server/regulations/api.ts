import { type Operation, operation } from '../platform/api/operation.ts';
import { NotFound } from '../platform/errors.ts';
import { stretchAfter } from '../units/index.ts';
import { regulationOf } from './catalogue.ts';
import { findRegulations } from './queries.ts';
import type { Regulation } from './rules.ts';
import { regulationCall, regulationResult, regulationsResult } from './schemas.ts';

/** A regulation without the research notes. */
function published({ time, fee, ...regulation }: Regulation) {
  return {
    ...regulation,
    time: { value: time.value, unit: time.unit },
    fee: { amountVnd: fee.amountVnd },
  };
}

export const regulationOperations: Operation[] = [
  operation({
    id: 'listRegulations',
    method: 'get',
    path: '/regulations',
    who: 'anyone',
    limit: 'lists',
    summary: 'Administrative procedures; with a query the best answers first',
    query: regulationCall,
    result: regulationsResult,
    async handler({ query: { cursor, limit, ...search } }) {
      const { shown, next } = stretchAfter(findRegulations(search), cursor, limit);
      return { regulations: shown.map(published), next };
    },
  }),
  operation({
    id: 'getRegulation',
    method: 'get',
    path: '/regulations/{slug}',
    who: 'anyone',
    summary: 'One administrative procedure',
    result: regulationResult,
    async handler({ params }) {
      const regulation = regulationOf(params.slug);
      if (!regulation) throw new NotFound('regulations.not-found');
      return published(regulation);
    },
  }),
];
