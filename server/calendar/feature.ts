import type { Feature } from '../platform/feature.ts';

export const calendar: Feature = { name: 'calendar' };
