import { REGULATION, UNIT } from '../support/factories.ts';
import type { Sample } from './samples.ts';

const ofUnit = { params: () => ({ unit: UNIT }), query: 'period=2026-03' };

const march = { params: () => ({ month: '2026-03' }) };

/** Scores, dashboards and open data. */
export const accountabilitySamples: Record<string, Sample> = {
  'GET /scores': { query: 'period=2026-Q1' },
  'GET /scores/:unit': ofUnit,
  'GET /scores/:unit/items': { ...ofUnit, query: 'period=2026-03&as=well' },
  'GET /ledger': { query: 'period=2026' },
  'GET /ledger/:regulation': { params: () => ({ regulation: REGULATION }), query: 'period=2026-03' },
  'GET /dialogue-duty': {},
  'GET /open-data': {},
  'GET /open-data/schema.json': {},
  'GET /open-data/changes': { query: 'since=2026-03-01' },
  'GET /open-data/:month/items.jsonl': march,
  'GET /open-data/:month/items.csv': march,
  'GET /dashboard/leader': { query: 'period=2026-03' },
  'GET /dashboard': { query: `about=unit.${UNIT}&period=2026` },
};
