import type { Role } from '../../server/platform/context.ts';
import { UNIT } from './fill.ts';

export interface Looked {
  name: string;
  path: string;
  /** Who looks; absent: anybody. */
  role?: Role;
  /** A search: it may take twice as long. */
  search?: boolean;
}

const monthAgo = (now: Date, ago: number) =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - ago, 15)).toISOString().slice(0, 7);

const FILTERS = [
  'status=received',
  'status=being-handled',
  'status=waiting-for-sender',
  'status=answered',
  'status=not-accepted',
  'status=open',
  'status=in-time',
  'status=overdue',
  'kind=recommendation',
  'kind=recommendation&status=overdue',
  `unit=${UNIT}`,
  `unit=${UNIT}&status=open`,
  `unit=${UNIT}&status=overdue`,
  'regulation=birth-registration',
  'regulation=birth-registration&status=overdue&kind=question',
];

const SEARCHES = ['khai+sinh', 'đèn+đường', 'свидетельство', 'noise', 'kh', `khai+sinh&unit=${UNIT}`];

const listed = (base: string, name: string): Looked[] => [
  { name, path: base },
  ...FILTERS.map((filter) => ({ name: `${name}, ${filter}`, path: `${base}?${filter}` })),
  ...SEARCHES.map((q) => ({ name: `${name}, search ${q}`, path: `${base}?q=${encodeURI(q)}`, search: true })),
];

/** Far behind the first page. */
const deep = (path: string, now: Date): Looked[] => {
  const cursor = `${now.getTime() - 300 * 86_400_000}-ffffffffffffffffffffffff`;
  return shown([`${path}${path.includes('?') ? '&' : '?'}after=${cursor}`]);
};

const shown = (paths: string[]): Looked[] => paths.map((path) => ({ name: path, path }));

const desk = (role: Role, paths: string[]): Looked[] =>
  paths.map((path) => ({ name: `${path} (${role})`, path, role }));

/** Every public page, list filter and search, every desk list and API list. @param code of an item to be looked at */
export function pagesOf(code: string, now = new Date()): Looked[] {
  const month = (ago: number) => monthAgo(now, ago);
  return [
    ...shown(['/', '/feedback/new', '/track', '/about', `/feedback/${code}`, `/feedback/${code}/deadline`]),
    ...listed('/feedback', 'list'),
    ...shown([
      '/feedback?sort=oldest',
      '/feedback?language=ru',
      '/feedback?ward=ward-ba-dinh',
      '/feedback?part=2',
    ]),
    ...deep('/feedback', now),
    ...deep(`/feedback?unit=${UNIT}`, now),
    ...shown([`/commitments?after=${now.getTime()}-ffffffffffffffffffffffff.0`]),
    ...shown(['/regulations', '/regulations/birth-registration', '/units', `/units/${UNIT}`]),
    ...shown(['/delays', `/delays/${month(0)}`, `/delays/${month(2)}`, `/delays/${month(2)}?unit=${UNIT}`]),
    ...shown([`/delays/${month(2)}/list.csv`]),
    ...shown(['/dashboard', `/dashboard?about=unit.${UNIT}`, '/dashboard?about=language.vi']),
    ...shown([`/scores?period=${month(1)}`, `/scores/${UNIT}?period=${month(1)}`, '/open-data']),
    ...shown([`/scores/${UNIT}/items?period=${month(1)}&as=late`]),
    ...desk('leader', ['/dashboard/leader', `/dashboard/leader?unit=${UNIT}`]),
    ...shown(['/commitments', '/commitments?status=late', `/commitments?unit=${UNIT}`]),
    ...shown(['/dialogues', '/calendar', '/limits', '/sitemap.xml']),
    ...desk('official', ['/', '/inbox', '/inbox?group=late', '/counter']),
    ...desk('head', ['/inbox', `/forecast?unit=${UNIT}`, `/feedback/${code}`]),
    ...desk('coordinator', ['/triage', '/triage?group=unattended', '/forecast', '/calendar/versions']),
    ...desk('leader', ['/forecast', '/quality-review/figures']),
    ...desk('reviewer', ['/quality-review', '/quality-review/figures']),
    ...desk('administrator', ['/accounts', '/accounts?query=official', '/outbox']),
    ...listed('/api/v1/feedback', 'API list'),
    ...shown(['/api/v1/commitments', '/api/v1/units', '/api/v1/regulations', `/api/v1/delays/${month(2)}`]),
    ...shown([`/api/v1/feedback/${code}`, `/api/v1/feedback/${code}/deadline`]),
  ];
}
