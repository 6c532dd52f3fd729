import { createAccount } from '../accounts/index.ts';
import { cityDate } from '../calendar/index.ts';
import { DAY_MS } from '../city/dates.ts';
import { type Site, systemContext } from '../platform/context.ts';
import { makeRole } from '../roles/index.ts';
import { type Cast, CLERK, DEMO_PASSWORD } from './people.ts';

/** A role of the city's own, and somebody who has it and no other. */
export async function playRoles(site: Site, cast: Cast, now: Date): Promise<void> {
  const at = new Date(now.getTime() - 20 * DAY_MS);
  const system = systemContext(site, 'demo', at);
  const { id } = await makeRole(
    { ...system, actor: await cast.listed('administrator') },
    {
      name: CLERK.role,
      permissions: ['counter', 'outbox', 'reminders'],
      ...{ validFrom: cityDate(at), validTo: null },
    },
  );
  await createAccount(system, {
    ...{ name: CLERK.name, email: CLERK.email, password: DEMO_PASSWORD, language: 'vi' },
    ...{ roles: [], ownRoles: [id], units: [] },
  });
}
