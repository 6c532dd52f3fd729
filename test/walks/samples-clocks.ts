import { feedToken } from '../../server/notices/feed.ts';
import { UNIT } from '../support/factories.ts';
import type { Sample } from './samples.ts';

const march: Sample = { params: () => ({ month: '2026-03' }) };

/** Who was late, who will be, letters of the day, calendars of due dates. */
export const clockSamples: Record<string, Sample> = {
  'GET /delays': {},
  'GET /delays/:month': march,
  'GET /delays/:month/list.csv': march,
  getDelayList: march,
  'GET /forecast': {},
  'GET /account/notices': {},
  'POST /account/notices': { fields: () => ({ digest: 'daily' }) },
  'GET /account/notices/calendar': {},
  'POST /account/notices/calendar': {},
  'GET /calendar-feed/:token.ics': { params: async () => ({ token: await feedToken('u', UNIT) }) },
};
