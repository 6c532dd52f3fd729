import { allows, type Permission, type Role, type Staff } from '../platform/context.ts';
import { grantsOf } from '../roles/index.ts';

/** Where the day's work is: opened when nobody asked for another page. Of several the first. */
const START: [Permission, string][] = [
  ['screen', '/triage'],
  ['answer', '/inbox'],
  ['operate', '/administration'],
  ['moderate', '/dialogues?host=me'],
  ['see-forecasts', '/week'],
  ['review-answers', '/quality-review'],
  ['approve', '/approvals'],
  ['decide-appeals', '/appeals'],
  ['counter', '/counter'],
  ['outbox', '/outbox'],
  ['catalogue', '/catalogue'],
  ['calendar', '/calendar'],
  ['settings', '/settings'],
];

/** Of somebody whose account is known, and not yet what its roles of the city's own add. */
export async function startPageOf(
  { roles, ownRoles }: { roles: Role[]; ownRoles?: readonly string[] | undefined },
  now: Date,
): Promise<string> {
  return startPage({ roles, grants: await grantsOf(ownRoles, now) });
}

export function startPage(person: Pick<Staff, 'roles' | 'grants'>): string {
  return START.find(([permission]) => allows(person, permission))?.[1] ?? '/account';
}
