import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { projectFile } from '../../server/platform/project-files.ts';

/** Chapters of the standard that nothing of ours touches. */
const NOT_USED = ['V17'];

const TESTS = readdirSync(projectFile('test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => `test/${file}`);

/** The table of the standard: a row that names a test which is gone would claim what nobody tries. */
describe('the table of ASVS', () => {
  const rows = readFileSync(projectFile('docs/asvs.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| V\d+ /.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, chapter, how, where]) => ({ chapter: chapter!, how: how!, where: where! }));

  it('has all seventeen chapters, each with where it is tested', () => {
    const numbers = rows.map(({ chapter }) => chapter.split(' ')[0]);
    expect(numbers).to.deep.equal(Array.from({ length: 17 }, (_, at) => `V${at + 1}`));
    for (const { chapter, how, where } of rows) {
      expect(how, chapter).not.to.equal('');
      if (!NOT_USED.some((unused) => chapter.startsWith(`${unused} `)))
        expect(pathsIn(where), chapter).not.to.deep.equal([]);
    }
  });

  for (const { chapter, how, where } of rows)
    for (const path of new Set([...pathsIn(where), ...pathsIn(how)]))
      it(`${chapter.split(' ')[0]} names ${path}, which is there`, () =>
        expect(isThere(path)).to.equal(true));
});

/** `test/…` and other files of the repository; commands and words of the standard are none. */
function pathsIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)]
    .map(([, text]) => text!)
    .filter((text) => /^(test|docs|server|client|ops|\.ci)\/|^\.[a-z-]+\.cjs$/.test(text));
}

/** A folder with tests in it, a file, or a test by its name without the ending; `*` stands for some letters. */
function isThere(path: string): boolean {
  if (!path.startsWith('test/') || path.endsWith('.ts')) return existsSync(projectFile(path));
  const wanted = path.endsWith('/') ? `${path}**` : `${path}(\\.test\\.ts$|/)`;
  const pattern = new RegExp(`^${wanted.replaceAll('**', '.*').replace(/(?<!\.)\*/g, '[^/]*')}`);
  return TESTS.some((test) => pattern.test(test));
}
