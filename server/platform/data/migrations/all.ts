import { removeTokens } from './0001-tokens.ts';
import type { Migration } from './migration.ts';

/** In order; a new one goes to the end and is never changed after its release. */
export const migrations: Migration[] = [removeTokens];
