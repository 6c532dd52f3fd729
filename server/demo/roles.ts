import { createAccount } from '../accounts/index.ts';
import { cityDate } from '../calendar/index.ts';
import { DAY_MS } from '../city/dates.ts';
import { type Site, systemContext } from '../platform/context.ts';
import { makeRole } from '../roles/index.ts';
import type { Cast } from './people.ts';

/** A role of the city's own, and somebody who has it and no other. */
export async function playRoles(site: Site, cast: Cast, now: Date): Promise<void> {
  const at = new Date(now.getTime() - 20 * DAY_MS);
  const system = systemContext(site, 'demo', at);
  const { id } = await makeRole(
    { ...system, actor: await cast.listed('administrator') },
    {
      name: { vi: 'Văn thư', en: 'Records clerk', ru: 'Делопроизводитель' },
      permissions: ['counter', 'outbox', 'reminders'],
      ...{ validFrom: cityDate(at), validTo: null },
    },
  );
  await createAccount(system, {
    ...{ name: 'Bùi Thị Hạnh', email: 'clerk@city.example', language: 'vi' },
    ...{ roles: [], ownRoles: [id], units: [] },
  });
}
