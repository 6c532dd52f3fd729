import { type Context, hasRole, isStaff, LANGUAGES, type Trilingual } from '../platform/context.ts';

export interface MenuItem {
  href: string;
  /** Key of its text. */
  text: string;
}

const PUBLIC: MenuItem[] = [
  { href: '/feedback/new', text: 'menu.submit' },
  { href: '/track', text: 'menu.track' },
  { href: '/feedback', text: 'menu.feedback' },
  { href: '/regulations', text: 'menu.regulations' },
  { href: '/units', text: 'menu.units' },
  { href: '/dialogues', text: 'dialogues.list.menu' },
  { href: '/commitments', text: 'commitments.menu' },
  { href: '/delays', text: 'accountability.menu' },
];

function staffMenu(context: Context): MenuItem[] {
  const { actor } = context;
  const menu: MenuItem[] = [];
  if (hasRole(actor, 'official', 'head')) menu.push({ href: '/inbox', text: 'menu.inbox' });
  if (hasRole(actor, 'official', 'head')) menu.push({ href: '/dialogue-desk', text: 'dialogues.desk.menu' });
  if (hasRole(actor, 'coordinator')) menu.push({ href: '/triage', text: 'menu.triage' });
  if (hasRole(actor, 'moderator', 'coordinator', 'leader'))
    menu.push({ href: '/dialogues?host=me', text: 'dialogues.list.menu-hosted' });
  if (hasRole(actor, 'head', 'coordinator', 'leader'))
    menu.push({ href: '/forecast', text: 'accountability.menu-forecast' });
  if (hasRole(actor, 'reviewer', 'coordinator', 'leader'))
    menu.push({ href: '/quality-review', text: 'quality-review.menu' });
  if (hasRole(actor, 'coordinator', 'official')) menu.push({ href: '/counter', text: 'menu.counter' });
  if (hasRole(actor, 'administrator')) {
    menu.push({ href: '/accounts', text: 'menu.accounts' }, { href: '/outbox', text: 'menu.outbox' });
  }
  if (hasRole(actor, 'administrator', 'coordinator')) menu.push({ href: '/calendar', text: 'calendar.menu' });
  if (isStaff(actor))
    menu.push({ href: '/account/notices', text: 'notices.menu' }, { href: '/account', text: 'menu.account' });
  return menu;
}

let demo = false;

/** Whether this server shows made-up people and items. */
export function isDemo(): boolean {
  return demo;
}

/** What the sign-in page of the demo offers: called by that page only. */
export interface DemoSite {
  people(): { name: string; email: string; password: string; role: string; units: Trilingual[] }[];
  units(): { slug: string; name: Trilingual }[];
}

/** What every page has around its content. */
export function frameOf(site?: DemoSite) {
  demo = site !== undefined;
  return (context: Context): Record<string, unknown> => ({
    menu: PUBLIC,
    staffMenu: staffMenu(context),
    languages: LANGUAGES.map((code) => ({ code, current: code === context.language })),
    demo: site,
  });
}
