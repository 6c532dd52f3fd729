import { expect } from 'chai';
import { DEMO_PASSWORD } from '../../server/demo/people.ts';
import { Visitor } from '../support/visitor.ts';
import { type Program, startProgram } from './program.ts';

/** So many pages of one kind are opened as each person: of items, all are opened. */
const OF_A_KIND = 4;
const MOST_PAGES = 600;
/** Items about the conduct of an office: a stranger is told that there are none. */
const HIDDEN = 4;
/** Cites a law by its name. */
const LAW = /Luật [^,.<]+ 20\d\d/;
/** So many answers of one item the reviewer may have looked at. */
const VERSIONS = [1, 2, 3];

/**
 * `npm run demo` as people start it. Every page that a person can reach by links is opened, and the page of every item:
 * as a stranger and as each of those whose sign-in the program prints.
 */
describe('the demo as it ships', function () {
  this.timeout(600_000);
  let program: Program;
  const visitors = new Map<string, Visitor>();
  const codes: string[] = [];

  before(async () => {
    program = await startProgram('demo');
    await program.line(/^API: /);
    visitors.set('stranger', new Visitor(program.address));
    for (const line of program.lines) {
      const email = /^ {2}\w+ +(\S+@city\.example) /.exec(line)?.[1];
      if (email) visitors.set(email, await signedIn(email));
    }
    expect(visitors.size).to.be.greaterThan(7);
  });
  after(() => program?.stop());

  async function signedIn(email: string): Promise<Visitor> {
    const visitor = new Visitor(program.address);
    await visitor.get('/sign-in');
    await visitor.submit('main form[action="/sign-in"]', { email, password: DEMO_PASSWORD });
    expect(visitor.last!.path, email).not.to.contain('/sign-in');
    return visitor;
  }

  it('has no link that leads nowhere, and no page that fails, for anybody', async () => {
    const faults: string[] = [];
    let opened = 0;
    for (const [who, visitor] of visitors) opened += await crawl(visitor, who, faults);
    expect(faults).to.deep.equal([]);
    expect(opened).to.be.greaterThan(8 * 60);
    // Many more: names in the addresses of a new page are taken for kinds.
    expect(opened).to.be.lessThan(visitors.size * MOST_PAGES);
  });

  /** Follows links from the home page; the number of pages opened. */
  async function crawl(visitor: Visitor, who: string, faults: string[]): Promise<number> {
    const known = new Map([['/', 'a start']]);
    const kinds = new Map<string, number>();
    for (const [path, from] of known) {
      const seen = await visitor.get(path);
      if (seen.status !== 200) faults.push(`${who}: ${seen.status} ${path} (linked on ${from})`);
      for (const href of linksIn(seen.html)) {
        if (known.has(href) || /^\/(language|assets)\//.test(href)) continue;
        const kind = kindOf(href);
        if ((kinds.get(kind) ?? 0) >= OF_A_KIND) continue;
        // What a live page shows only when a session has ended. Most pages have no new link and are not parsed.
        if (seen.$(`a[href="${href}"]:not([hidden] a), a[href^="${href}#"]:not([hidden] a)`).length === 0)
          continue;
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        known.set(href, path);
      }
    }
    return known.size;
  }

  it('opens the page of every item for everybody', async () => {
    const items = Number((await program.line(/^Demo with (\d+) items/))[1]);
    const laws =
      (await findCodes(new Date().getFullYear() - 1)) + (await findCodes(new Date().getFullYear()));
    expect(codes.length).to.be.at.least(items - HIDDEN);
    expect(laws, 'answers that cite a law by name').to.be.greaterThan(0);
    const staff = [...visitors.keys()].filter((who) => who !== 'stranger');
    expect(await closed(paths('/feedback/:code'), staff)).to.deep.equal([]);
  });

  /** Numbers follow each other in a year: after more gaps than there are hidden items is the end. Counts the pages that cite a law. */
  async function findCodes(year: number): Promise<number> {
    let laws = 0;
    for (let number = 1, gaps = 0; ; number++) {
      const code = `PA-${year}-${String(number).padStart(6, '0')}`;
      const { status, html } = await visitors.get('stranger')!.get(`/feedback/${code}`);
      if (status === 404 && ++gaps > HIDDEN) return laws;
      if (status === 404) continue;
      expect(status, code).to.equal(200);
      codes.push(code);
      if (LAW.test(html)) laws++;
    }
  }

  it('opens the deadline passport of every item, and to the reviewer each answer', async () => {
    const passports = await closed(paths('/feedback/:code/deadline'), ['stranger', 'official@city.example']);
    expect(passports).to.deep.equal([]);
    const answers = VERSIONS.flatMap((version) => paths(`/quality-review/:code/${version}`));
    const none = await closed(answers, ['reviewer@city.example']);
    expect(none.filter((fault) => !fault.endsWith(': 404'))).to.deep.equal([]);
    expect(answers.length - none.length).to.be.greaterThan(50);
  });

  const paths = (path: string) => codes.map((code) => path.replace(':code', code));

  /** Addresses that did not open, by person; all people at once. */
  async function closed(all: string[], people: string[]): Promise<string[]> {
    const wrong: string[] = [];
    const open = async (who: string) => {
      for (const path of all) {
        const { status } = await visitors.get(who)!.get(path);
        if (status !== 200) wrong.push(`${who} ${path}: ${status}`);
      }
    };
    await Promise.all(people.map(open));
    return wrong;
  }
});

/** Addresses within the site that a page links, each once, without their fragment. */
function linksIn(html: string): Set<string> {
  const written = html.matchAll(/<a\s[^>]*?\bhref="(\/[^"#]*)/g);
  return new Set([...written].map(([, href]) => href!.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')));
}

/** In their addresses the second part names an office, a procedure, a session, a person. */
const NAMED = ['units', 'regulations', 'scores', 'ledger', 'delays', 'dialogues', 'accounts'];

/** Addresses that differ only in names, numbers and the values of their query are of one kind. */
function kindOf(href: string): string {
  const { pathname, searchParams } = new URL(href, 'http://localhost');
  const fixed = pathname.replace(new RegExp(`(?<=^/(?:${NAMED.join('|')})/)[^/]+`), ':');
  return `${fixed.replace(/[\w-]*\d[\w-]*/g, ':')}?${[...searchParams.keys()].sort().join('&')}`;
}
