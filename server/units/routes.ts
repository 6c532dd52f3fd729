import type { Route } from '../platform/web/route.ts';

export const unitRoutes: Route[] = [];
