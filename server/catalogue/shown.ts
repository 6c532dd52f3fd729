import { cityNoon } from '../calendar/index.ts';
import type { Trilingual } from '../platform/context.ts';
import { allRegulations, type Regulation } from '../regulations/index.ts';
import { type Unit, unitOf } from '../units/index.ts';
import { differencesOf, type Flat, flatRegulation, flatUnit } from './rules.ts';

type Kind = 'units' | 'regulations';

/** A value as people read it: a name, the key of a text, a day, or what stands there. */
interface Cell {
  name?: Trilingual;
  key?: string;
  at?: Date;
  text?: string;
}

export interface ShownDifference {
  name: string;
  before: Cell;
  after: Cell;
}

const KEYS: Record<string, string> = {
  kind: 'units.kind',
  level: 'regulations.level',
  audience: 'regulations.audience',
  online: 'regulations.online',
  timeUnit: 'catalogue.time-units',
};
const UNITS = ['parent', 'formerDistrict', 'unit'];
const DAYS = ['validFrom', 'validTo'];

function cellOf(name: string, value: string): Cell {
  if (value === '') return {};
  if (UNITS.includes(name)) return { name: unitOf(value)?.name, text: value } as Cell;
  if (name === 'field')
    return { name: allRegulations().find(({ fieldKey }) => fieldKey === value)?.field, text: value } as Cell;
  if (DAYS.includes(name)) return { at: cityNoon(value) };
  if (name === 'verified') return { key: 'settings.yes' };
  return KEYS[name] ? { key: `${KEYS[name]}.${value}` } : { text: value.replaceAll('\n', '; ') };
}

export function flatOf(kind: Kind, row: object | null | undefined): Flat {
  if (!row) return {};
  return kind === 'units' ? flatUnit(row as Partial<Unit>) : flatRegulation(row as Partial<Regulation>);
}

/** What is other in a row than in the one before. */
export function shownDifferences(
  kind: Kind,
  before: object | null | undefined,
  after: object,
): ShownDifference[] {
  return differencesOf(flatOf(kind, before), flatOf(kind, after)).map((each) => ({
    name: each.name,
    before: cellOf(each.name, each.before),
    after: cellOf(each.name, each.after),
  }));
}
