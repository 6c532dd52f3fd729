import { readFileSync } from 'node:fs';
import { projectFile } from './project-files.ts';

const contents = new Map<string, unknown>();

/**
 * The content of `data/seed/NAME.json`, read from disk at the first call. Callers share one object and do not change it.
 * @throws Error of the file system or of JSON when the file cannot be read
 */
export function readSeed<Content>(name: string): Content {
  let content = contents.get(name);
  if (content === undefined) {
    content = JSON.parse(readFileSync(projectFile(`data/seed/${name}.json`), 'utf8'));
    contents.set(name, content);
  }
  return content as Content;
}
