import type { Feature } from '../platform/feature.ts';
import { noticeRoutes } from './routes.ts';

/** Letters on their way: what an administrator sees of the outbox. */
export const notices: Feature = { name: 'notices', routes: noticeRoutes };
