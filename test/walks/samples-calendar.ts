import { CalendarVersion } from '../../server/calendar/model.ts';
import { REGULATION } from '../support/factories.ts';
import { makers } from './makers.ts';
import type { Sample, Stage } from './samples.ts';
import { type Fields, send } from './send.ts';

let days = 0;

/** A closing of one working day that nobody has closed yet. */
function closedDay(): Fields {
  const day = days++;
  const date = new Date(Date.UTC(2026, 4, 4 + 7 * Math.floor(day / 5) + (day % 5)))
    .toISOString()
    .slice(0, 10);
  return { act: 'add-day', of: 'city', date, kind: 'ad_hoc_off', nameVi: 'Bão lớn' };
}

/** A limit for one procedure; the form carries the number of the table that it shows. */
async function newLimit({ viewer }: Stage): Promise<Fields> {
  const { body } = await send(viewer, 'get', '/limits/edit');
  const number = /name="number" value="(\d+)"/.exec(body)?.[1] ?? '1';
  const row = { step: 'answer', regulation: REGULATION, amount: '7', unit: 'working_days' };
  return { act: 'add', number, ...row, validFrom: '2027-01-01', basisVi: 'Quyết định 1/QĐ', replace: 'yes' };
}

/** A draft with one closed day. */
async function draft({ world }: Stage): Promise<Record<string, string>> {
  await send(makers(world).administrator, 'post', '/calendar/edit', closedDay());
  const { _id } = (await CalendarVersion.findOne({ status: 'draft', of: 'city' }).lean())!;
  return { version: _id };
}

/** The number of the draft that the page showed travels with the form. */
async function application(): Promise<Fields> {
  const row = await CalendarVersion.findOne({ status: 'draft', of: 'city' }).lean();
  return { edition: String(row?.version ?? 0), reason: 'Thành phố cho nghỉ vì bão.' };
}

async function run(stage: Stage): Promise<Record<string, string>> {
  const { version = '' } = await draft(stage);
  const path = `/calendar/versions/${version}/application`;
  await send(makers(stage.world).administrator, 'post', path, await application());
  return { id: version };
}

/** The calendar of the city and its limits. */
export const calendarSamples: Record<string, Sample> = {
  'GET /calendar': { query: 'year=2026' },
  'GET /calendar.ics': { query: 'year=2026' },
  'GET /calendar/versions': {},
  'GET /calendar/edit': { query: 'year=2026' },
  'POST /calendar/edit': { fields: closedDay },
  'GET /limits': {},
  'GET /limits/edit': {},
  'POST /limits/edit': { fields: newLimit },
  'GET /calendar/versions/:version/preview': { params: draft },
  'POST /calendar/versions/:version/application': { params: draft, fields: application, changes: true },
  'GET /calendar/runs/:id': { params: run },
};
