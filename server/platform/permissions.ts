export const ROLES = [
  'official',
  'head',
  'coordinator',
  'moderator',
  'reviewer',
  'leader',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];
/** Who works on the items of a unit. */
export const UNIT_ROLES = ['official', 'head'] as const satisfies Role[];

/** Where a permission holds: in the offices of the account, in the whole city, or where the account is named. */
export type Reach = 'own-offices' | 'city' | 'named';

interface Row {
  /** Heading under which it stands on the page of all roles. */
  area: 'items' | 'dialogues' | 'results' | 'rules' | 'site' | 'people';
  reach: Reach;
  roles: readonly Role[];
  /** No role of the city's own may have it: it could give itself everything else. */
  kept?: true;
}

const PLANNERS = ['moderator', 'coordinator'] as const;
const LEADING = ['coordinator', 'leader'] as const;
const ADMINISTRATOR = ['administrator'] as const;

/**
 * Who may do what: the one table of roles and permissions, which every policy and every door asks (`may`) and which
 * stands on a page for people to read. What depends on the single item or session, a policy adds.
 */
const TABLE = {
  answer: { area: 'items', reach: 'own-offices', roles: ['official', 'head'] },
  approve: { area: 'items', reach: 'own-offices', roles: ['head'] },
  screen: { area: 'items', reach: 'city', roles: ['coordinator'] },
  counter: { area: 'items', reach: 'city', roles: ['coordinator', 'official'] },
  'decide-appeals': { area: 'items', reach: 'city', roles: ['leader'] },
  'see-refusals': { area: 'items', reach: 'city', roles: ['administrator', 'leader'] },
  'read-with-reason': { area: 'items', reach: 'city', roles: ['administrator', 'leader'] },
  'plan-dialogues': { area: 'dialogues', reach: 'city', roles: PLANNERS },
  moderate: { area: 'dialogues', reach: 'named', roles: ['moderator'] },
  chair: { area: 'dialogues', reach: 'named', roles: ['leader', 'head', 'moderator', 'coordinator'] },
  'moderate-all': { area: 'dialogues', reach: 'city', roles: ['coordinator'] },
  'see-forecasts': { area: 'results', reach: 'city', roles: LEADING },
  'open-delay-lists': { area: 'results', reach: 'city', roles: LEADING },
  'approve-delay-lists': { area: 'results', reach: 'city', roles: ['leader'] },
  'give-values': { area: 'results', reach: 'city', roles: ['coordinator'] },
  'set-tasks': { area: 'results', reach: 'city', roles: LEADING },
  'review-answers': { area: 'results', reach: 'city', roles: ['reviewer'] },
  'see-quality': { area: 'results', reach: 'city', roles: ['reviewer', ...LEADING] },
  settings: { area: 'rules', reach: 'city', roles: ADMINISTRATOR },
  calendar: { area: 'rules', reach: 'city', roles: ADMINISTRATOR },
  'short-notice': { area: 'rules', reach: 'city', roles: ['coordinator'] },
  reminders: { area: 'rules', reach: 'city', roles: ADMINISTRATOR },
  catalogue: { area: 'rules', reach: 'city', roles: ADMINISTRATOR },
  'ended-procedures': { area: 'rules', reach: 'city', roles: ['coordinator', 'administrator'] },
  operate: { area: 'site', reach: 'city', roles: ADMINISTRATOR },
  outbox: { area: 'site', reach: 'city', roles: ADMINISTRATOR },
  branding: { area: 'site', reach: 'city', roles: ADMINISTRATOR },
  'close-site': { area: 'site', reach: 'city', roles: ADMINISTRATOR },
  webhooks: { area: 'site', reach: 'city', roles: ADMINISTRATOR },
  'see-readings': { area: 'people', reach: 'city', roles: ['administrator', 'leader'] },
  'confidential-readers': { area: 'people', reach: 'city', roles: ADMINISTRATOR, kept: true },
  accounts: { area: 'people', reach: 'city', roles: ADMINISTRATOR, kept: true },
} as const satisfies Record<string, Row>;

export type Permission = keyof typeof TABLE;

export const PERMISSIONS = Object.keys(TABLE) as Permission[];

export const permissionRow = (permission: Permission): Row => TABLE[permission];

/** What a role that ships may do. */
export function permissionsOf(role: Role): Permission[] {
  return PERMISSIONS.filter((each) => permissionRow(each).roles.includes(role));
}
