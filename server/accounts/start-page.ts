import type { Role } from '../platform/context.ts';

/** Where the day's work is: opened when nobody asked for another page. */
const START: [Role, string][] = [
  ['coordinator', '/triage'],
  ['head', '/inbox'],
  ['official', '/inbox'],
  ['administrator', '/administration'],
  ['moderator', '/dialogues?host=me'],
  ['leader', '/week'],
  ['reviewer', '/quality-review'],
];

export function startPage(roles: readonly Role[]): string {
  return START.find(([role]) => roles.includes(role))?.[1] ?? '/account';
}
