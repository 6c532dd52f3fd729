import { SprintTask } from '../../server/accountability/targets/model.ts';
import { REGULATION, UNIT } from '../support/factories.ts';
import type { Sample, Stage } from './samples.ts';

const ofUnit = { params: () => ({ unit: UNIT }), query: 'period=2026-03' };

const march = { params: () => ({ month: '2026-03' }) };

/** The own office: each tells of that. */
const unitOf = ({ viewer }: Stage) =>
  viewer.actor?.kind === 'staff' ? (viewer.actor.units[0] ?? UNIT) : UNIT;
const valueTyped = (stage: Stage) => ({
  ...{ target: 'online-full', unit: unitOf(stage), month: '2026-02', value: '70' },
});

async function task(): Promise<Record<string, string>> {
  const made = await SprintTask.create({
    ...{ text: 'Số hóa hồ sơ.', unit: UNIT, owner: 'Phó Giám đốc', dueOn: '2030-01-03' },
    createdAt: new Date('2026-03-01T00:00:00Z'),
  });
  return { task: String(made._id) };
}

/** Scores, dashboards and open data. */
export const accountabilitySamples: Record<string, Sample> = {
  'GET /scores': { query: 'period=2026-Q1' },
  'GET /scores/:unit': ofUnit,
  'GET /scores/:unit/items': { ...ofUnit, query: 'period=2026-03&as=well' },
  'GET /ledger': { query: 'period=2026' },
  'GET /ledger/:regulation': { params: () => ({ regulation: REGULATION }), query: 'period=2026-03' },
  'GET /dialogue-duty': {},
  'GET /targets': { query: 'target=online-full&month=2026-02' },
  'GET /targets/values.csv': { query: 'month=2026-02' },
  'GET /targets/values': {},
  'POST /targets/values': { fields: valueTyped },
  'POST /targets/values/file': {
    fields: () => ({}),
    file: (stage) => ({
      ...{ field: 'file', name: 'values.csv' },
      bytes: Buffer.from(`target,unit,month,value\nonline-full,${unitOf(stage)},2026-01,80`),
    }),
  },
  'GET /targets/tasks': {},
  'POST /targets/tasks': {
    fields: () => ({ text: 'Số hóa hồ sơ.', unit: UNIT, owner: 'Phó Giám đốc', dueOn: '2030-01-04' }),
  },
  'POST /targets/tasks/:task/done': { params: task, fields: () => ({ outcome: 'Đã xong.' }), changes: true },
  'POST /targets/tasks/:task/date': {
    params: task,
    fields: () => ({ dueOn: '2030-01-05', reason: 'Chờ máy quét.' }),
    changes: true,
  },
  listTargetValues: { query: 'month=2026-02' },
  giveTargetValues: { body: (stage) => ({ rows: [{ ...valueTyped(stage), value: 70 }] }) },
  'GET /open-data': {},
  'GET /open-data/schema.json': {},
  'GET /open-data/changes': { query: 'since=2026-03-01' },
  'GET /open-data/:month/items.jsonl': march,
  'GET /open-data/:month/items.csv': march,
  'GET /dashboard/leader': { query: 'period=2026-03' },
  'GET /dashboard': { query: `unit=${UNIT}&written=vi&period=2026` },
  'GET /dashboard/items': { query: `unit=${UNIT}&written=vi&period=2026&figure=received` },
};
