import type { Staff } from '../../server/platform/context.ts';
import { commitNew } from '../../server/platform/journal/index.ts';
import { SecondPersonRequest } from '../../server/platform/second-person/index.ts';
import { makeRole, type RoleWishes } from '../../server/roles/actions.ts';
import { colleague } from '../support/people.ts';
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

const HOUR_MS = 3_600_000;

/** A role of the city's own that waits for a second person. */
async function asked({ world }: Stage, by: Staff): Promise<{ id: string }> {
  const now = world.clock.now();
  count += 1;
  const _id = `request${count}`;
  const wishes: RoleWishes = {
    ...{ name: names(), permissions: ['reminders'] },
    ...{ validFrom: now.toISOString().slice(0, 10), validTo: null },
  };
  await commitNew(
    { site: world.app.site, actor: by, now, language: 'vi', requestId: 'test' },
    SecondPersonRequest,
    {
      ...{ _id, act: 'roles.make', rule: 'roles', permission: 'accounts', input: { wishes } },
      ...{ by: { id: by.id, name: by.name }, askedAt: now, waitingKey: _id, status: 'waiting' },
      expiresAt: new Date(now.getTime() + 720 * HOUR_MS),
    },
    { name: 'second-person.asked', details: { act: 'roles.make' } },
  );
  return { id: _id };
}

/** By somebody else, for whoever decides. */
const askedByAnother = async (stage: Stage) =>
  asked(stage, (await colleague(stage.world, 'administrator')).actor);
const askedByOneself = (stage: Stage) => asked(stage, makers(stage.world).administrator.actor as Staff);

export const roleSamples: Record<string, Sample> = {
  'GET /roles': {},
  'GET /roles/new': {},
  'POST /roles/new': { fields, changes: true },
  'GET /roles/:id': { params: ownRole },
  'POST /roles/:id': { params: ownRole, fields: () => ({ ...fields(), version: '0' }), changes: true },
  'POST /roles/:id/end': { params: ownRole, changes: true },
  'GET /second-person': {},
  'GET /second-person/:id': { params: askedByAnother },
  'POST /second-person/:id/approval': { params: askedByAnother, changes: true },
  'POST /second-person/:id/refusal': {
    params: askedByAnother,
    fields: () => ({ refusal: 'Đã có vai trò như vậy.' }),
    changes: true,
  },
  'POST /second-person/:id/withdrawal': { params: askedByOneself, changes: true },
  'POST /second-person/:id/reason': {
    params: askedByOneself,
    fields: () => ({ reason: 'Văn thư mới nhận việc.' }),
    changes: true,
  },
};
