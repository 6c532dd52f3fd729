import { makeRole, type RoleWishes } from '../../server/roles/actions.ts';
import { makers } from './makers.ts';
import type { Sample, Stage } from './samples.ts';

let count = 0;

const names = () => {
  count += 1;
  return { vi: `Vai trò ${count}`, en: `Role ${count}`, ru: `Роль ${count}` };
};

/** A role of the city's own, to be changed or ended. */
async function ownRole({ world }: Stage): Promise<{ id: string }> {
  const { administrator } = makers(world);
  const now = world.clock.now();
  const context = {
    site: world.app.site,
    actor: administrator.actor!,
    now,
    language: 'vi',
    requestId: 'test',
  } as const;
  const wishes: RoleWishes = {
    name: names(),
    permissions: ['reminders'],
    ...{ validFrom: now.toISOString().slice(0, 10), validTo: null },
  };
  return makeRole(context, wishes);
}

function fields(): Record<string, string> {
  const { vi, en, ru } = names();
  return {
    ...{ 'name-vi': vi, 'name-en': en, 'name-ru': ru },
    ...{ permissions: 'reminders', validFrom: '2035-01-01', validTo: '2036-01-01' },
  };
}

export const roleSamples: Record<string, Sample> = {
  'GET /roles': {},
  'GET /roles/new': {},
  'POST /roles/new': { fields, changes: true },
  'GET /roles/:id': { params: ownRole },
  'POST /roles/:id': { params: ownRole, fields, changes: true },
  'POST /roles/:id/end': { params: ownRole, changes: true },
};
