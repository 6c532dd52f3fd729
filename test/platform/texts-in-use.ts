import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

export interface Use {
  file: string;
  key: string;
  /** The key goes on with a part that is known only when it is read: {{t 'feedback.labels' label}}. */
  open: boolean;
}

function filesOf(folder: string, ending: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => join(folder, name));
}

const sourceOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');

const CALL = /[{(][{#~(]*\s*t\s+(?:'([\w.-]+)'|\(concat '([\w.-]+)\.?')([^})]*)/g;
/** What partials get to translate: label='x.y', texts='x.y' with an option behind it. */
const HANDED =
  /\b(label|hint|legend|text|texts|hints|title|none|heading|lead|summary)='([a-z][\w-]*\.[\w.-]+)'/g;
const OPEN_HANDED = ['texts', 'hints'];

/** Keys of texts in the templates. */
export function keysInViews(): Use[] {
  return filesOf('views', /\.hbs$/).flatMap((file) => {
    const source = sourceOf(file).replace(/\{\{!--[\s\S]*?--\}\}/g, '');
    const calls = [...source.matchAll(CALL)].map(([, key, begun, rest]) => ({
      file,
      key: (key ?? begun)!,
      open:
        begun !== undefined ||
        /^\s+[^\s=]+(\s|$)/.test(rest!.replace(/\b[\w-]+=(\([^)]*\)?|'[^']*'|\S+)/g, '')),
    }));
    const handed = [...source.matchAll(HANDED)].map(([, name, key]) => ({
      file,
      key: key!,
      open: OPEN_HANDED.includes(name!),
    }));
    return [...calls, ...handed];
  });
}

const IN_CODE = [
  /\btext: '([\w-]+\.[\w.-]+)'/g,
  /\btranslator\([^)]*\)\('([\w.-]+)'/g,
  /\b(?:t|translate)\('([\w-]+\.[\w.-]+)'/g,
  /\bnew (?:NotFound|Forbidden|Conflict|SignInNeeded)\('([\w.-]+)'/g,
  /\bnew Invalid\(\{\}, '([\w.-]+)'/g,
  /'text:([\w.-]+)'/g,
  /\b(?:say\(|asked: )'([\w-]+\.[\w.-]+)'/g,
];

/** Keys of texts in the code, where a call says that it is one. */
export function keysInCode(): Use[] {
  return [...filesOf('server', /\.ts$/), ...filesOf('client', /\.ts$/)].flatMap((file) => {
    const source = sourceOf(file);
    return IN_CODE.flatMap((pattern) =>
      [...source.matchAll(pattern)].map(([, key]) => ({ file, key: key!, open: false })),
    );
  });
}
