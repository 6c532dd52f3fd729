import type { Feature } from '../platform/feature.ts';
import { open311Routes } from './routes.ts';

export const open311: Feature = { name: 'open311', routes: open311Routes };
