// Recomputes the scores of all offices from the open data alone: nothing of the server is used, so that whoever doubts
// a score can check it. Anybody can run it:
//
//   npx tsx bench/scores-from-open-data.ts --of 2026-04 https://feedback.example.vn 2026-03 2026-04
//   npx tsx bench/scores-from-open-data.ts --of 2026-04 feedback-2026-03.jsonl feedback-2026-04.jsonl
//
// An item belongs to the month in which it was answered or its date passed, which may be a later one than that of its
// receipt: give the months before too, and name by --of those that are counted (2026-01,2026-02,2026-03 for a quarter).
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

interface Clock {
  due: string;
  closed: string | null;
  overdue: boolean;
  overridden: boolean;
  holders: { unit: string | null; from: string; to: string | null }[];
  rating: { answered: string; clear: string; solved: string } | null;
}

interface Line extends Clock {
  status: string;
  unit: string | null;
  reopened: { at: string; unit: string; first: Clock; second: Clock | null } | null;
  appeal: { outcome: string | null } | null;
}

export interface Recomputed {
  all: number;
  late: number;
  appealed: number;
  reopened: number;
  dissatisfied: number;
  overridden: number;
  points: number;
  band: string;
}

/** The city is seven hours ahead of UTC all the year. */
const monthIn = (moment: string) => new Date(Date.parse(moment) + 7 * 3_600_000).toISOString().slice(0, 7);

/** Whoever had it when its date passed. */
function holder({ due, holders }: Clock, unit: string | null): string | null {
  const at = [...holders].reverse().find(({ from, to }) => from <= due && (to === null || to > due));
  return at ? at.unit : unit;
}

type How = 'late' | 'appealed' | 'reopened' | 'dissatisfied' | 'overridden' | 'well';

/** Which month and office an item counts for, and as what; undefined: not yet, or not at all. */
function counted(line: Line): { unit: string | null; month: string; how: How } | undefined {
  // Its office is told of what was accepted, and of what was withdrawn or left too late; nothing else counts.
  if (line.unit === null && line.holders.length === 0) return undefined;
  const first = line.reopened?.first ?? line;
  const firstUnit = line.reopened?.unit ?? line.unit;
  if (first.overdue) return { unit: holder(first, firstUnit), month: monthIn(first.due), how: 'late' };
  if (line.reopened) {
    const late = line.overdue || line.reopened.second?.overdue;
    // The higher office found the sender right: the answer did not stand.
    const right = line.appeal?.outcome && line.appeal.outcome !== 'upheld';
    const how = late ? 'late' : right ? 'appealed' : 'reopened';
    return { unit: line.reopened.unit, month: monthIn(first.closed!), how };
  }
  if (line.status !== 'answered') return undefined;
  const no = line.rating && Object.values(line.rating).includes('no');
  const how = no ? 'dissatisfied' : line.overridden && !line.rating ? 'overridden' : 'well';
  return { unit: line.unit, month: monthIn(line.closed!), how };
}

const BANDS = [
  ['excellent', 90],
  ['good', 80],
  ['fair', 70],
  ['average', 50],
  ['weak', 0],
] as const;

const round2 = (value: number) => Math.round(value * 100) / 100;

/** By office ('city' for all of them and what no office had), of the months asked for. */
export function recompute(lines: Iterable<string>, months: readonly string[]): Map<string, Recomputed> {
  const rows = new Map<string, Record<How, number>>();
  for (const text of lines) {
    if (!text.trim()) continue;
    const found = counted(JSON.parse(text) as Line);
    if (!found || !months.includes(found.month)) continue;
    for (const key of ['city', ...(found.unit === null ? [] : [found.unit])]) {
      const row = rows.get(key) ?? {
        late: 0,
        appealed: 0,
        reopened: 0,
        dissatisfied: 0,
        overridden: 0,
        well: 0,
      };
      row[found.how]++;
      rows.set(key, row);
    }
  }
  return new Map([...rows].map(([key, row]) => [key, scored(row)]));
}

/** Decision 766/QĐ-TTg, group 5: six points for what was on time, six for what satisfied. */
function scored({ well, ...bad }: Record<How, number>): Recomputed {
  const all = well + bad.late + bad.appealed + bad.reopened + bad.dissatisfied + bad.overridden;
  const exact = (6 * (all - bad.late) + 6 * well) / all;
  const band = BANDS.find(([, from]) => (exact / 12) * 100 + 1e-9 >= from)![0];
  return { all, ...bad, points: round2(exact), band };
}

async function textAt(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.text();
}

async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { of: { type: 'string' } },
  });
  const [source, ...rest] = positionals;
  if (!source || !values.of)
    throw new Error('give --of MONTH[,MONTH…], then files of the open data, or an address and months');
  const remote = /^https?:/.test(source);
  const texts = remote
    ? await Promise.all(rest.map((month) => textAt(`${source}/open-data/${month}/items.jsonl`)))
    : [source, ...rest].map((name) => readFileSync(name, 'utf8'));
  const lines = texts.flatMap((text) => text.split('\n'));
  console.table(
    Object.fromEntries(
      [...recompute(lines, values.of.split(','))].sort(([, a], [, b]) => b.points - a.points),
    ),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  main(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
