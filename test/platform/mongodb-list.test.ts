import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import * as supported from '../../server/embedded-mongo/supported.ts';
import { OLDEST_SERVER } from '../../server/platform/data/store-advice.ts';
import { projectFile } from '../../server/platform/project-files.ts';

/** Name to the version beside it; the last where a name stands twice. */
function listed(): Map<string, number> {
  const rows = readFileSync(projectFile('docs/mongodb.md'), 'utf8').matchAll(/^\| (.*`.*) \| (\d+\.\d+)/gm);
  const names = new Map<string, number>();
  for (const [, cells, version] of rows)
    for (const [, name] of cells!.matchAll(/`([^`]+)`/g)) names.set(name!, Number(version));
  return names;
}

describe('docs/mongodb.md', () => {
  const lists = {
    commands: Object.keys(supported.COMMANDS),
    filters: [...Object.keys(supported.FILTER_OPERATORS), ...supported.TOP_LEVEL_OPERATORS],
    updates: [...Object.keys(supported.UPDATE_OPERATORS), ...supported.PUSH_MODIFIERS],
    projections: supported.PROJECTION_OPERATORS,
    stages: [...supported.STAGES, ...supported.ACCUMULATORS, ...supported.EXPRESSION_OPERATORS],
    'index options': supported.INDEX_OPTIONS,
  };

  for (const [what, names] of Object.entries(lists))
    it(`lists all ${what} that the program may send`, () =>
      expect(names.filter((name) => !listed().has(name))).to.deep.equal([]));

  it('lists nothing that the oldest server lacks', () => {
    const newer = [...listed()].filter(([, version]) => version > Number(OLDEST_SERVER));
    expect(newer).to.deep.equal([]);
  });
});
