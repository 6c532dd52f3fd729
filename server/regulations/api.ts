import type { Operation } from '../platform/api/operation.ts';

export const regulationOperations: Operation[] = [];
