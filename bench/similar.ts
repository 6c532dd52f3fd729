import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { projectFile } from '../server/platform/project-files.ts';
import { LikeTexts } from '../server/search/like-texts.ts';
import { UnitModel } from '../server/search/unit-model.ts';
import type { Row } from './rounds.ts';

/** What TF-IDF alone reaches, as the issue states it. */
const BARE = { first5: 0.72, first10: 0.84, first: 0.57, three: 0.83 };
const GOALS = { first5: 0.85, first10: 0.93, first: 0.65, three: 0.9 };
const PETITIONS = new URL('uk-petitions/', pathToFileURL(projectFile('../shared/data/')));
/** Learned from these, in order of time; asked about the rest. */
const LEARNED = 0.7;

interface Petition {
  id: string;
  title: string;
  background: string;
  details: string;
  created_at: string;
  state: string;
  department: string;
}

function rowsOf<T>(file: string): T[] {
  const lines = readFileSync(new URL(file, PETITIONS), 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as T);
}

const textOf = ({ title, background, details }: Petition) => `${title}\n${background}\n${details}`;

/** How often what people say is the same stands among the first five, and ten. */
export function similarFigures(): { first5: number; first10: number; queries: number } {
  const petitions = rowsOf<Petition>('corpus.jsonl');
  const byId = new Map(petitions.map((petition) => [petition.id, petition]));
  const pool = petitions.filter(({ state }) => state !== 'rejected');
  const texts = new LikeTexts();
  for (const petition of pool) texts.add(petition.id, textOf(petition));
  texts.close();
  const inPool = new Set(pool.map(({ id }) => id));
  const places = rowsOf<{ id: string; duplicate_of: string[] }>('duplicates.jsonl')
    .map(({ id, duplicate_of }) => ({ id, named: duplicate_of.filter((each) => inPool.has(each)) }))
    .filter(({ named }) => named.length > 0)
    .map(({ id, named }) =>
      texts.like(id, textOf(byId.get(id)!), 10).findIndex((each) => named.includes(each.id as string)),
    );
  const share = (most: number) => places.filter((place) => place >= 0 && place < most).length / places.length;
  return { first5: share(5), first10: share(10), queries: places.length };
}

/** How often the responsible department is suggested first, and among the first three. */
export function unitFigures(): { first: number; three: number; asked: number } {
  const petitions = rowsOf<Petition>('departments.jsonl').sort((a, b) =>
    a.created_at < b.created_at ? -1 : 1,
  );
  const learned = Math.floor(petitions.length * LEARNED);
  const model = new UnitModel();
  for (const petition of petitions.slice(0, learned)) model.add(textOf(petition), petition.department);
  model.close();
  const places = petitions
    .slice(learned)
    .map((petition) =>
      model.suggest(textOf(petition), 5).findIndex(({ unit }) => unit === petition.department),
    );
  const share = (most: number) => places.filter((place) => place >= 0 && place < most).length / places.length;
  return { first: share(1), three: share(3), asked: places.length };
}

/** How well similar texts are found and units suggested, on petitions that people sorted by hand. */
export async function benchSimilar(): Promise<Row[]> {
  if (!existsSync(PETITIONS)) {
    process.stderr.write('  skipped: the petitions are not there\n');
    return [];
  }
  const { queries, ...similar } = similarFigures();
  const { asked, ...units } = unitFigures();
  const row = (name: string, key: keyof typeof GOALS, ours: number): Row => ({
    name,
    unit: '',
    ours,
    bare: BARE[key],
    ratio: ours / BARE[key],
    range: [ours, ours],
    goal: `≥ ${GOALS[key]}`,
    met: ours >= GOALS[key],
  });
  return [
    row(`similar: named among the first 5 (${queries} petitions)`, 'first5', similar.first5),
    row('similar: named among the first 10', 'first10', similar.first10),
    row(`units: responsible one first (${asked} petitions)`, 'first', units.first),
    row('units: responsible one among three', 'three', units.three),
  ];
}
