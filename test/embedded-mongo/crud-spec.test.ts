import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isPresent, loadTests, type SpecTest } from './crud-spec/load.ts';
import { entitiesOf, perform, prepare, runTest } from './crud-spec/run.ts';
import { type TestStore, testStore } from './support.ts';

type Reasons = Record<string, Record<string, string>>;

const OUT_OF_SCOPE = JSON.parse(
  readFileSync(new URL('./out-of-scope.json', import.meta.url), 'utf8'),
) as Reasons;

function reason(test: SpecTest): string | undefined {
  return OUT_OF_SCOPE[test.file]?.[test.description];
}

/** What the store must refuse by name; the other reasons lie with the driver or another server version. */
const REFUSED = /^(option|update pipeline|stage|aggregate without)/;

describe("MongoDB's own CRUD tests", () => {
  if (!isPresent) {
    it('skipped: ../shared/data/mongodb-crud-spec is not there');
    return;
  }
  const tests = loadTests();
  const inScope = tests.filter((test) => !reason(test));
  const refused = tests.filter((test) => REFUSED.test(reason(test) ?? ''));
  let store: TestStore;
  let passed = 0;
  before(async () => {
    store = await testStore();
  });
  after(async () => {
    await store.end();
    console.log(`\n  MongoDB's CRUD tests: ${passed} of ${inScope.length} in scope pass`);
    for (const [why, count] of countedReasons(tests)) console.log(`    out of scope: ${count} × ${why}`);
  });

  for (const test of inScope) {
    it(`${test.file}: ${test.description}`, async () => {
      await runTest(store.client, test);
      passed++;
    });
  }

  for (const test of refused) {
    it(`refuses ${test.file}: ${test.description}`, async () => {
      await prepare(store.client, test.initialData);
      const entities = entitiesOf(store.client, test);
      const errors: unknown[] = [];
      for (const operation of test.operations)
        await perform(entities, operation).catch((error) => errors.push(error));
      assert.match(String((errors[0] as Error)?.message), /not supported|unknown field/);
    });
  }

  it('lists no test as out of scope that does not exist', () => {
    const known = new Set(tests.map((test) => `${test.file}: ${test.description}`));
    const listed = Object.entries(OUT_OF_SCOPE).flatMap(([file, of]) =>
      Object.keys(of).map((name) => `${file}: ${name}`),
    );
    assert.deepEqual(
      listed.filter((name) => !known.has(name)),
      [],
    );
  });
});

function countedReasons(tests: SpecTest[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const why of tests.map(reason)) if (why) counts.set(why, (counts.get(why) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
