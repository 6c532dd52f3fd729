import { median, type Row } from './rounds.ts';
import { type Looked, pagesOf } from './scale/pages.ts';
import { type Site, siteOf } from './scale/site.ts';
import { wholeSiteRows } from './scale/whole-site.ts';

const FEW = 1_000;
const USUAL = 20_000;
const TRIES = 7;
/** What one page may hold up the bench: a look that takes longer is not repeated as often. */
const PATIENCE_MS = 2_000;
const MOST_MS = 50;
const MOST_SEARCH_MS = 100;

/** Each page with many items beside the same page with few, in the same minutes. @param sizes default 20,000 */
export async function benchScale(sizes: number[]): Promise<Row[]> {
  const few = await siteOf(FEW);
  const rows: Row[] = [];
  for (const size of sizes.length > 0 ? sizes : [USUAL]) {
    const many = await siteOf(size);
    rows.push(startRow(size, many, few), ...(await wholeSiteRows(size, many, few)));
    const pairs = pagesOf(many.code).map((page, at) => ({ page, same: pagesOf(few.code)[at]! }));
    for (const { page, same } of pairs) rows.push(await pageRow(size, { page, same, many, few }));
    await many.stop();
  }
  await few.stop();
  return rows;
}

/** What the same page costs without the application, in the same moments. */
async function besideOf(site: Site, { path, role }: Looked): Promise<Row['beside']> {
  const { address, driver = Number.NaN, fault } = await site.readied({ path, role });
  if (!address) {
    process.stderr.write(`  ${path}, bare: ${fault}\n`);
    return undefined;
  }
  const times: number[] = [];
  for (let tried = 0; tried <= TRIES; tried++) {
    const begun = performance.now();
    await (await fetch(address)).text();
    if (tried > 0) times.push(performance.now() - begun);
  }
  return { express: median(times), driver };
}

function startRow(size: number, many: Site, few: Site): Row {
  const [ours, bare] = [many.startSeconds, few.startSeconds];
  const name = `${size}: start to first page`;
  return {
    name,
    unit: 's',
    ours,
    bare,
    ratio: ours / bare,
    range: [bare, ours],
    goal: '< 3 s',
    met: ours < 3,
  };
}

async function pageRow(
  size: number,
  { page, same, many, few }: { page: Looked; same: Looked; many: Site; few: Site },
): Promise<Row> {
  const ours: number[] = [];
  const bare: number[] = [];
  try {
    for (let tried = 0, spent = 0; tried <= TRIES && spent < PATIENCE_MS; tried++) {
      const other = await few.browserOf(same.role).look(same.path);
      const { ms } = await many.browserOf(page.role).look(page.path);
      spent += ms;
      // The first time warms up both, unless it takes all the time that there is.
      if (tried === 0 && spent < PATIENCE_MS) continue;
      ours.push(ms);
      bare.push(other.ms);
    }
  } catch (fault) {
    process.stderr.write(`  ${page.name}: ${(fault as Error).message}\n`);
  }
  const [many50, few50] = [median(ours), median(bare)];
  const most = page.search ? MOST_SEARCH_MS : MOST_MS;
  return {
    name: `${size}: ${page.name}`,
    unit: 'ms',
    ours: many50,
    bare: few50,
    ratio: many50 / few50,
    beside: await besideOf(many, page),
    range: [Math.min(...ours), Math.max(...ours)],
    goal: `≤ 2 × ${FEW} items, < ${most} ms (range in ms)`,
    met: many50 <= Math.max(2 * few50, 10) && many50 < most,
  };
}
