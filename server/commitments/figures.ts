import { cityDate } from '../calendar/index.ts';
import { allFiguresOf, type CountedSource, figuresOf } from '../platform/figures/index.ts';
import { Commitment, type CommitmentFields } from './model.ts';
import { COMMITMENT_STATUSES, type CommitmentEntry, type CommitmentStatus } from './rules.ts';

interface CommitmentFace {
  unit: string;
  status: CommitmentStatus;
  /** Month of its date. */
  due: string;
}

const COUNTED: readonly CommitmentEntry[] = [
  'commitment.made',
  'commitment.late',
  'commitment.broken',
  'commitment.report-declined',
  'commitment.kept',
  'commitment.taken-back',
  'commitment.moved',
  'commitment.corrected',
  'commitment.repeated',
  'commitment.withdrawn',
  'commitment.succeeded',
  'commitment.objected',
  'commitment.objection-answered',
  'commitment.reported',
];

const fieldOf = (status: CommitmentStatus) => `commitment:${status}`;

export const countedCommitments: CountedSource<CommitmentFace> = {
  name: 'commitments',
  edition: 2,
  to: COUNTED,
  async facesOf(ids) {
    const rows = await Commitment.collection
      .find<Pick<CommitmentFields, '_id' | 'unit' | 'status' | 'dueAt'>>(
        { _id: { $in: [...ids] } } as object,
        {
          projection: { unit: 1, status: 1, dueAt: 1 },
        },
      )
      .toArray();
    return new Map(
      rows.map(({ _id, unit, status, dueAt }) => [_id, { unit, status, due: cityDate(dueAt).slice(0, 7) }]),
    );
  },
  async existing(ids) {
    const among = { _id: { $in: [...ids] } } as object;
    const rows = await Commitment.collection.find(among, { projection: { _id: 1 } }).toArray();
    return rows.map(({ _id }) => String(_id));
  },
  async idsAfter(cursor, most) {
    const later = cursor ? { _id: { $gt: cursor } } : {};
    const options = { projection: { _id: 1 }, sort: { _id: 1 }, limit: most } as const;
    const rows = await Commitment.collection.find(later as object, options).toArray();
    return rows.map(({ _id }) => String(_id));
  },
  cellsOf: ({ unit, status, due }) => {
    const field = fieldOf(status);
    const where = [
      { of: 'city', key: 'all' },
      { of: 'unit', key: unit },
    ];
    return where.flatMap((each) => [
      { ...each, field },
      { ...each, month: due, field },
    ]);
  },
};

/**
 * How many commitments of each status each unit has, by its slug; undefined while they are being counted.
 * @param units of these alone
 */
export async function commitmentsByUnit(
  units?: readonly string[],
): Promise<Map<string, Record<CommitmentStatus, number>> | undefined> {
  const rows = await allFiguresOf('unit', { fields: COMMITMENT_STATUSES.map(fieldOf), keys: units });
  if (!rows) return undefined;
  const counts = [...rows].map(([unit, row]) => {
    const each = COMMITMENT_STATUSES.map((status) => [status, row[fieldOf(status)] ?? 0] as const);
    return [unit, Object.fromEntries(each) as Record<CommitmentStatus, number>] as const;
  });
  return new Map(counts.filter(([, each]) => Object.values(each).some((count) => count > 0)));
}

/** Those whose date lies in some months, by how they stand now; undefined while they are being counted. */
export async function commitmentsInMonths(
  unit: string | undefined,
  months: readonly string[],
): Promise<Record<CommitmentStatus, number> | undefined> {
  const whose = unit === undefined ? { of: 'city', key: 'all' } : { of: 'unit', key: unit };
  const rows = await figuresOf(months.map((month) => ({ ...whose, month })));
  if (!rows) return undefined;
  const count = (status: CommitmentStatus) => rows.reduce((sum, row) => sum + (row[fieldOf(status)] ?? 0), 0);
  return Object.fromEntries(COMMITMENT_STATUSES.map((status) => [status, count(status)])) as Record<
    CommitmentStatus,
    number
  >;
}
