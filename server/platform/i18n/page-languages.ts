import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { VIEWS } from '../project-files.ts';
import { CONTENT_LANGUAGES, type Language } from './languages.ts';

/** Languages of the pages: the folders of `views/locales`; Vietnamese first, then English and Russian, then others. */
export const LANGUAGES: readonly Language[] = pageLanguages();

function pageLanguages(): string[] {
  const folders = readdirSync(join(VIEWS, 'locales'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  return [...new Set([...CONTENT_LANGUAGES, ...folders])];
}
