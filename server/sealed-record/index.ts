import type { Feature } from '../platform/feature.ts';
import { sealedRecordOperations } from './api.ts';
import { sealJob } from './jobs.ts';
import { sealedRecordRoutes } from './routes.ts';

export { digestOf } from './chain.ts';
export { sealEntries } from './seal.ts';
export { type Fault, type Head, verifyRecord } from './verify.ts';

/** The journal as a record that nobody can rewrite unseen. */
export const sealedRecord: Feature = {
  name: 'sealed-record',
  routes: sealedRecordRoutes,
  operations: sealedRecordOperations,
  jobs: () => [sealJob],
};
