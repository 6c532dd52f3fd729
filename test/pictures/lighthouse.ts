/** npm run lighthouse [-- ADDRESS]: ten public pages of the demo as Lighthouse sees them on a telephone. */
import { execFile } from 'node:child_process';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import chromium from '@sparticuz/chromium';
import { Visitor } from '../support/visitor.ts';
import { withDemo } from './demo-site.ts';

const LIGHTHOUSE = 'lighthouse@13.5.0';
const FLAGS = '--headless --no-sandbox --no-zygote --disable-dev-shm-usage';
const CATEGORIES = ['accessibility', 'best-practices', 'seo', 'performance'] as const;
/** How fast this machine is today is no fault of the page. */
const EXACT = CATEGORIES.slice(0, 3);
const MOST_BYTES = 100_000;

interface Report {
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null; title: string; numericValue?: number }>;
  runtimeError?: { message: string };
}

/**
 * The site without one header: a Chromium without a screen that Lighthouse drives gives up a page (ERR_ABORTED) that
 * has our `Referrer-Policy` (tried with `same-origin` alone).
 */
async function withoutReferrerPolicy(site: string): Promise<Server> {
  const server = createServer((asked, answer) => {
    const { method, headers, url } = asked;
    const through = request(new URL(url!, site), { method, headers }, (got) => {
      const { 'referrer-policy': _, ...kept } = got.headers;
      answer.writeHead(got.statusCode!, kept);
      got.pipe(answer);
    });
    through.on('error', () => answer.destroy());
    asked.pipe(through);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** The first address on a page that is of a kind. */
async function linkOn(address: string, path: string, kind: RegExp): Promise<string> {
  const { $ } = await new Visitor(address).get(path);
  const hrefs = $('a[href]').toArray();
  return hrefs.map((link) => $(link).attr('href')!).find((href) => kind.test(href))!;
}

async function reportOf(page: string, chrome: string): Promise<Report> {
  const options = ['--quiet', '--output=json', '--output-path=stdout', `--chrome-flags=${FLAGS}`];
  const only = `--only-categories=${CATEGORIES.join(',')}`;
  const { stdout } = await promisify(execFile)('npx', ['--yes', LIGHTHOUSE, page, only, ...options], {
    env: { ...process.env, CHROME_PATH: chrome },
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout) as Report;
}

function faultsOf({ categories, audits, runtimeError }: Report): string[] {
  if (runtimeError) return [runtimeError.message];
  const less = EXACT.filter((name) => categories[name]!.score !== 1);
  const audited = less.flatMap((name) => categories[name]!.auditRefs).filter(({ weight }) => weight > 0);
  const why = audited.map(({ id }) => audits[id]!).filter(({ score }) => score !== null && score < 1);
  const bytes = audits['total-byte-weight']!.numericValue!;
  return [
    ...why.map(({ title }) => title),
    ...(bytes > MOST_BYTES ? [`${bytes} bytes are more than ${MOST_BYTES}`] : []),
  ];
}

await withDemo(process.argv[2], async (site) => {
  const server = await withoutReferrerPolicy(site);
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const chrome = await chromium.executablePath();
  const pages = [
    ...['/', '/feedback', '/feedback/new', '/regulations', '/units', '/dialogues', '/commitments', '/track'],
    await linkOn(address, '/feedback', /^\/feedback\/PA-\d+-\d+$/),
    await linkOn(address, '/regulations', /^\/regulations\/[\w-]+$/),
  ];
  const faults: string[] = [];
  console.log(`${[...CATEGORIES, 'kB'].map((name) => name.padStart(15)).join('')}`);
  for (const page of pages) {
    const report = await reportOf(address + page, chrome);
    const bytes = report.audits['total-byte-weight']?.numericValue ?? 0;
    const scores = CATEGORIES.map((name) => Math.round((report.categories[name]!.score ?? 0) * 100));
    console.log(
      `${[...scores, Math.round(bytes / 1000)].map((cell) => String(cell).padStart(15)).join('')}  ${page}`,
    );
    faults.push(...faultsOf(report).map((fault) => `${page}: ${fault}`));
  }
  server.close();
  if (faults.length > 0) throw new Error(faults.join('\n'));
});
