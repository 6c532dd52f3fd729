import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error('no package.json above the program');
  return rootAbove(above);
}

const ROOT = rootAbove(import.meta.dirname);

const BUILT = import.meta.dirname.startsWith(join(ROOT, 'dist'));

/** Templates and texts: those that the program was built with, or of the sources that run. */
export const VIEWS = join(ROOT, BUILT ? 'dist/views' : 'views');

/**
 * The absolute path of a file of the project, such as `data/seed/units.json`.
 * The same for the built program (`dist/server`) and for the sources that tests run.
 */
export function projectFile(path: string): string {
  return join(ROOT, path);
}
