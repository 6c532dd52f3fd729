import { type ComparedAnswer, comparedAnswer } from '../../feedback/index.ts';
import type { PageParts } from '../../platform/context.ts';
import { namedUnit } from '../../units/index.ts';
import { Contradiction, type ContradictionFields } from './model.ts';

const MOST_SHOWN = 20;
type Row = Pick<ContradictionFields, 'codes' | 'units' | 'differences' | 'foundAt' | 'status' | 'settled'>;

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

/** Those that stand, the newest first: both answers are published now, by these offices, on this procedure. */
async function publicContradictions(regulation: string) {
  const fields = { codes: 1, units: 1, differences: 1, foundAt: 1, status: 1, 'settled.holds': 1 };
  const rows = await Contradiction.find({ regulation, status: { $in: ['open', 'settled'] } }, fields)
    .sort({ foundAt: -1, _id: -1 })
    .limit(MOST_SHOWN)
    .lean<Row[]>();
  const answers = await Promise.all([...new Set(rows.flatMap(({ codes }) => codes))].map(comparedAnswer));
  const published = new Map(answers.flatMap((each) => (each ? [[each.code, each] as const] : [])));
  return rows
    .filter(({ codes, units }) =>
      codes.every((code, at) => stands(published.get(code), regulation, units[at])),
    )
    .map(({ codes, units, differences, foundAt, settled }) => ({
      ...{ differences, foundAt },
      holds: settled?.holds,
      answers: codes.map((code, at) => ({ code, unit: namedUnit(units[at]) })),
    }));
}

function stands(answer: ComparedAnswer | undefined, regulation: string, unit: string | undefined): boolean {
  return answer?.regulation === regulation && answer.unit === unit;
}
