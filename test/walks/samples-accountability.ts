import { UNIT } from '../support/factories.ts';
import type { Sample } from './samples.ts';

const ofUnit = { params: () => ({ unit: UNIT }), query: 'period=2026-03' };

/** Scores, dashboards and open data. */
export const accountabilitySamples: Record<string, Sample> = {
  'GET /scores': { query: 'period=2026-Q1' },
  'GET /scores/:unit': ofUnit,
  'GET /scores/:unit/items': { ...ofUnit, query: 'period=2026-03&as=well' },
  'GET /dashboard': { query: `about=unit.${UNIT}&period=2026` },
};
