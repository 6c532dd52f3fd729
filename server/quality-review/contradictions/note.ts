import type { Difference } from '../../feedback/answer-check/rules/contradiction.ts';
import { answersElsewhere, type ComparedAnswer, comparedAnswer } from '../../feedback/index.ts';
import type { Context } from '../../platform/context.ts';
import { isDuplicateKey } from '../../platform/data/connection.ts';
import { commit, type Entry, retrying } from '../../platform/journal/index.ts';
import { Contradiction, type ContradictionFields } from './model.ts';
import { differencesOf, pairName } from './rules.ts';

/** So many of the latest answers elsewhere are held against a new one. */
const COMPARED = 50;

/** After an answer was sent, corrected or reopened: notes what it contradicts, and what it no longer does. */
export async function noteContradictions({ subject }: Entry, context: Context): Promise<void> {
  const code = subject.code;
  if (!code) return;
  const answer = await comparedAnswer(code);
  const found = answer ? await contradicted(answer) : new Map<string, Found>();
  for (const [name, each] of found) await note(context, name, each);
  for (const { _id } of await Contradiction.find(
    { codes: code, status: { $ne: 'mended' } },
    { _id: 1 },
  ).lean())
    if (!found.has(_id)) await noteMended(context, _id, code);
}

interface Found {
  first: ComparedAnswer;
  second: ComparedAnswer;
  differences: Difference[];
}

async function contradicted(answer: ComparedAnswer): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  for (const other of await compareWith(answer)) {
    const differences = differencesOf(answer, other);
    const [first, second] = answer.code < other.code ? [answer, other] : [other, answer];
    if (differences.length > 0) found.set(pairName(answer.code, other.code), { first, second, differences });
  }
  return found;
}

/** The latest, and those that it was found to contradict before. */
async function compareWith(answer: ComparedAnswer): Promise<ComparedAnswer[]> {
  const latest = await answersElsewhere(answer, COMPARED);
  const known = await Contradiction.find(
    { codes: answer.code, status: { $ne: 'mended' } },
    { codes: 1 },
  ).lean();
  const earlier = known
    .flatMap(({ codes }) => codes)
    .filter((code) => code !== answer.code && !latest.some((each) => each.code === code));
  const read = await Promise.all(earlier.map(comparedAnswer));
  return [...latest, ...read.filter((each) => each !== undefined)];
}

/** Found, or found anew after a correction: a reviewer's word on the same figures stands. */
async function note(context: Context, name: string, { first, second, differences }: Found): Promise<void> {
  const known = await Contradiction.findById(name);
  if (known && known.status !== 'mended' && same(known.differences, differences)) return;
  const it = known ?? new Contradiction({ _id: name });
  it.set({
    codes: [first.code, second.code],
    units: [first.unit, second.unit],
    regulation: first.regulation,
    ...{ differences, status: 'open', foundAt: context.now, settled: null },
  });
  try {
    await commit(context, it, { name: 'contradiction.found', details: told(it) });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

function noteMended(context: Context, name: string, code: string): Promise<void> {
  return retrying(async () => {
    const it = await Contradiction.findById(name);
    if (!it || it.status === 'mended') return;
    it.status = 'mended';
    await commit(context, it, { name: 'contradiction.mended', details: { ...told(it), by: code } });
  });
}

type Told = Pick<ContradictionFields, 'codes' | 'units' | 'regulation' | 'differences'>;

/** What its entries tell: no words of an answer. */
export function told({ codes, units, regulation, differences }: Told) {
  const about = differences.map((each) => each.about);
  return { codes: [...codes], units: [...units], regulation, about };
}

function same(known: readonly Difference[], found: readonly Difference[]): boolean {
  const words = (some: readonly Difference[]) =>
    JSON.stringify(some.map(({ about, first, second }) => [about, [...first], [...second]]));
  return words(known) === words(found);
}
