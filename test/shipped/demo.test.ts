import { expect } from 'chai';
import { DEMO_PASSWORD } from '../../server/demo/people.ts';
import { Visitor } from '../support/visitor.ts';
import { type Program, startProgram } from './program.ts';

/** So many pages of one kind are opened as each person: of items, all are opened by a walk of their own. */
const OF_A_KIND = 4;
/** An answer that cites a law by its name. */
const CITES_A_LAW = '/feedback/PA-2026-000111';

/**
 * `npm run demo` as people start it. Every page that a person can reach by links is opened: as a stranger and as each of
 * those whose sign-in the program prints.
 */
describe('the demo as it ships', function () {
  this.timeout(600_000);
  let program: Program;
  let staff: string[];

  before(async () => {
    program = await startProgram('demo');
    await program.line(/^API: /);
    staff = program.lines.flatMap((line) => /^ {2}\w+ +(\S+@city\.example) /.exec(line)?.[1] ?? []);
    expect(staff.length).to.be.greaterThan(6);
  });
  after(() => program?.stop());

  it('has no link that leads nowhere, and no page that fails, for anybody', async () => {
    const faults: string[] = [];
    let opened = 0;
    for (const email of [undefined, ...staff]) {
      const visitor = new Visitor(program.address);
      if (email) {
        await visitor.get('/sign-in');
        await visitor.submit('main form[action="/sign-in"]', { email, password: DEMO_PASSWORD });
        expect(visitor.last!.path, email).not.to.contain('/sign-in');
      }
      opened += await crawl(visitor, email ?? 'stranger', faults);
    }
    expect(faults).to.deep.equal([]);
    expect(opened).to.be.greaterThan(8 * 60);
  });

  /** Follows links from the home page; the number of pages opened. */
  async function crawl(visitor: Visitor, who: string, faults: string[]): Promise<number> {
    const known = new Map(['/', CITES_A_LAW].map((path) => [path, 'a start']));
    const kinds = new Map<string, number>();
    for (const [path, from] of known) {
      const seen = await visitor.get(path);
      if (seen.status !== 200) faults.push(`${who}: ${seen.status} ${path} (linked on ${from})`);
      for (const link of seen.$('a[href^="/"]').toArray()) {
        // What a live page shows only when a session has ended.
        if (seen.$(link).closest('[hidden]').length > 0) continue;
        const href = seen.$(link).attr('href')!.replace(/#.*/, '');
        const kind = kindOf(href);
        if (known.has(href) || /^\/(language|assets)\//.test(href)) continue;
        if ((kinds.get(kind) ?? 0) >= OF_A_KIND) continue;
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        known.set(href, path);
      }
    }
    return known.size;
  }
});

/** Addresses that differ only in names, numbers and the values of their query are of one kind. */
function kindOf(href: string): string {
  const { pathname, searchParams } = new URL(href, 'http://localhost');
  const fixed = pathname.replace(/(?<=^\/(?:units|regulations|delays|dialogues|accounts)\/)[^/]+/, ':');
  return `${fixed.replace(/[\w-]*\d[\w-]*/g, ':')}?${[...searchParams.keys()].sort().join('&')}`;
}
