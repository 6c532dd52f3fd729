import { type ComparedAnswer, comparedAnswers } from '../../feedback/index.ts';
import type { PageParts } from '../../platform/context.ts';
import { namedUnit } from '../../units/index.ts';
import { Contradiction, type ContradictionFields } from './model.ts';

const MOST_SHOWN = 20;
const READ_TOGETHER = 40;
/** Of what no longer stands no more is read than this for one look. */
const MOST_READS = 10;
const FIELDS = { codes: 1, units: 1, differences: 1, foundAt: 1, 'settled.holds': 1 } as const;
type Row = Pick<ContradictionFields, '_id' | 'codes' | 'units' | 'differences' | 'foundAt' | 'settled'>;

/**
 * On the ledger of a procedure: answers of two offices that say different things. Everybody can read both answers, so
 * everybody may know that they differ, and which holds by a reviewer's word; why is told to the two offices alone.
 */
export const contradictionParts: PageParts = {
  ledger: [
    {
      view: 'quality-review/contradictions/ledger-part',
      model: async (_context, { slug }) => {
        const contradictions = await publicContradictions(slug);
        return contradictions.length > 0 ? { contradictions } : undefined;
      },
    },
  ],
};

/**
 * Those that stand, the newest first: both answers are published now, by these offices, on this procedure. What does not
 * stand takes the place of none that does: it is read on until there are enough.
 */
async function publicContradictions(regulation: string) {
  const standing: ReturnType<typeof shown>[] = [];
  let last: Row | undefined;
  for (let read = 0; read < MOST_READS && standing.length < MOST_SHOWN; read++) {
    const rows = await rowsBehind(last, regulation);
    const published = await comparedAnswers(rows.flatMap(({ codes }) => codes));
    standing.push(...rows.filter((row) => stand(row, published, regulation)).map(shown));
    last = rows.at(-1);
    if (rows.length < READ_TOGETHER) break;
  }
  return standing.slice(0, MOST_SHOWN);
}

function rowsBehind(last: Row | undefined, regulation: string): Promise<Row[]> {
  const behind = last
    ? { $or: [{ foundAt: { $lt: last.foundAt } }, { foundAt: last.foundAt, _id: { $lt: last._id } }] }
    : {};
  return Contradiction.find({ regulation, status: { $in: ['open', 'settled'] }, ...behind }, FIELDS)
    .sort({ foundAt: -1, _id: -1 })
    .limit(READ_TOGETHER)
    .lean<Row[]>();
}

function stand({ codes, units }: Row, published: Map<string, ComparedAnswer>, regulation: string): boolean {
  return codes.every((code, at) => {
    const answer = published.get(code);
    return answer?.regulation === regulation && answer.unit === units[at];
  });
}

const shown = ({ codes, units, differences, foundAt, settled }: Row) => ({
  ...{ differences, foundAt },
  holds: settled?.holds,
  answers: codes.map((code, at) => ({ code, unit: namedUnit(units[at]) })),
});
