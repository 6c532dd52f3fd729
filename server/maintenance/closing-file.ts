import { join } from 'node:path';

/** Where it stands, the site is closed for writing. */
export const closingFile = (directory: string): string => join(directory, 'maintenance.json');
