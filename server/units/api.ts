import { type Operation, operation } from '../platform/api/operation.ts';
import { findUnits } from './catalogue.ts';
import { inForce, stretchAfter, type Unit } from './rules.ts';
import { unitCall, unitsResult } from './schemas.ts';

/** A unit without what we noted for ourselves. */
function published({ note, source, ...unit }: Unit) {
  return unit;
}

export const unitOperations: Operation[] = [
  operation({
    id: 'listUnits',
    method: 'get',
    path: '/units',
    who: 'anyone',
    limit: 'lists',
    summary: 'Units of all times; with inForceAt those that exist on that day',
    query: unitCall,
    result: unitsResult,
    async handler({ query: { query, inForceAt, kind, cursor, limit } }) {
      const units = findUnits(query ?? '').filter(
        (unit) => (!kind || unit.kind === kind) && (!inForceAt || inForce(unit, inForceAt)),
      );
      const { shown, next } = stretchAfter(units, cursor, limit);
      return { units: shown.map(published), next };
    },
  }),
];
