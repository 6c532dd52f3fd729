import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { projectFile } from '../../server/platform/project-files.ts';

/** Chapters of the standard that nothing of ours touches. */
const NOT_USED = ['V17'];

/** How many of levels 1 and 2 a section has; they stand first in it. */
const REQUIREMENTS: Record<string, number> = {
  ...{ '3.2': 2, '3.3': 4, '3.4': 6, '3.5': 5, '3.7': 2 },
  ...{ '6.1': 3, '6.2': 12, '6.3': 4, '6.4': 4, '6.5': 5, '6.6': 3, '6.8': 4 },
  ...{ '7.1': 3, '7.2': 4, '7.3': 2, '7.4': 5, '7.5': 2, '7.6': 2 },
  ...{ '10.1': 2, '10.2': 2, '10.5': 5 },
};

const TESTS = readdirSync(projectFile('test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => `test/${file}`);

/** The table of the standard: a row that names a test which is gone would claim what nobody tries. */
describe('the table of ASVS', () => {
  const rowsLike = (first: RegExp) =>
    readFileSync(projectFile('docs/asvs.md'), 'utf8')
      .split('\n')
      .filter((line) => first.test(line))
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .map(([, chapter, how, where]) => ({ chapter: chapter!, how: how!, where: where! }));
  const rows = rowsLike(/^\| V\d+ /);
  const requirements = rowsLike(/^\| \d+\.\d+\.\d+ /);

  it('has all seventeen chapters, each with where it is tested', () => {
    const numbers = rows.map(({ chapter }) => chapter.split(' ')[0]);
    expect(numbers).to.deep.equal(Array.from({ length: 17 }, (_, at) => `V${at + 1}`));
    for (const { chapter, how, where } of rows) {
      expect(how, chapter).not.to.equal('');
      if (!NOT_USED.some((unused) => chapter.startsWith(`${unused} `)))
        expect(pathsIn(where), chapter).not.to.deep.equal([]);
    }
  });

  it('has each requirement of level 1 and 2 of four chapters once', () => {
    const wanted = Object.entries(REQUIREMENTS).flatMap(([section, count]) =>
      Array.from({ length: count }, (_, at) => `${section}.${at + 1}`),
    );
    expect(requirements.map(({ chapter }) => chapter)).to.deep.equal(wanted);
    for (const { chapter, how } of requirements) expect(how, chapter).not.to.equal('');
  });

  for (const { chapter, how, where } of [...rows, ...requirements])
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
