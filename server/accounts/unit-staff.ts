import { ALONE_MS, Remembered } from '../platform/data/remembered.ts';
import { onCommitted } from '../platform/journal/index.ts';
import { type AccountFields, AccountModel } from './model.ts';
import { inRole } from './staff.ts';

export interface Worker {
  id: string;
  name: string;
  email: string;
}

/** Who works in the units: whoever may take an item there, and whoever may approve. */
export interface UnitStaff {
  officials(unit: string): readonly Worker[];
  heads(unit: string): readonly Worker[];
  /** Slugs of the units with anybody at all. */
  units: string[];
}

type Row = Pick<AccountFields, '_id' | 'name' | 'email' | 'units' | 'standsInFor'>;

const remembered = new Remembered<UnitStaff>({ most: 1, shared: 5_000, alone: ALONE_MS });
onCommitted(({ subject: { model } }) => {
  if (model === AccountModel.modelName || model === 'OwnRole') remembered.forgetAll();
});

/** What another process has changed is known after five seconds at the latest. */
export function unitStaff(now: Date): Promise<UnitStaff> {
  return remembered.get('city', now, read);
}

const FIELDS = { name: 1, email: 1, units: 1, standsInFor: 1 };

const having = (role: 'official' | 'head') =>
  AccountModel.find({ ...inRole(role), status: 'active' }, FIELDS)
    .sort({ sortName: 1, _id: 1 })
    .lean<Row[]>();

async function read(): Promise<UnitStaff> {
  const [officials, heads] = (await Promise.all([having('official'), having('head')])).map(byUnit);
  return {
    officials: (unit) => officials!.get(unit) ?? [],
    heads: (unit) => heads!.get(unit) ?? [],
    units: [...new Set([...officials!.keys(), ...heads!.keys()])],
  };
}

/** The unit's own people, and those who stand in there. */
function byUnit(rows: Row[]): Map<string, Worker[]> {
  const known = new Map<string, Worker[]>();
  for (const { _id: id, name, email, units, standsInFor } of rows)
    for (const slug of new Set([...units, ...standsInFor.flatMap((each) => each.units)]))
      known.set(slug, [...(known.get(slug) ?? []), { id, name, email }]);
  return known;
}
