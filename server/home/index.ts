import type { Feature } from '../platform/feature.ts';
import { machineRoutes } from './for-machines.ts';
import { homeRoutes } from './routes.ts';

export const home: Feature = { name: 'home', routes: [...homeRoutes, ...machineRoutes] };
