import type { UnitStaff, Worker } from '../../accounts/index.ts';
import { unitOf } from '../../units/index.ts';
import type { FeedbackFields } from './model.ts';
import { type Hands, type Next, nextStepOf, OF_COORDINATORS } from './rules/next.ts';

type Held = Pick<FeedbackFields, 'status' | 'unit' | 'assignee'> & {
  reopening?: { hadPart: string[] } | null;
};

export interface WhoActs {
  step: Next;
  /** It waits for a coordinator. */
  coordinators: boolean;
  /** Those who can do it, by name; empty where the whole role can. */
  people: string[];
}

/** Who must act next, by name where it is people of the unit. */
export function whoActs(item: Held, staff: UnitStaff): WhoActs | undefined {
  const { officials, heads } = peopleOf(item, staff);
  const free = [...officials, ...heads];
  const hands: Hands = {
    reopened: !!item.reopening,
    free: free.map(({ id }) => id),
    heads: heads.map(({ id }) => id),
  };
  const step = nextStepOf(item, hands);
  if (!step) return undefined;
  const named: Partial<Record<Next, readonly Worker[]>> = {
    write: free.filter(({ id }) => id === item.assignee),
    approve: heads,
    // Officials of a unit may take an item themselves; a reopened one the head gives away.
    assign: heads.length > 0 ? heads : officials,
    reassign: heads.length > 0 ? heads : officials,
  };
  const names = (named[step] ?? []).map(({ name }) => name);
  return { step, coordinators: OF_COORDINATORS.includes(step), people: [...new Set(names)] };
}

function peopleOf({ unit, reopening }: Held, staff: UnitStaff): Record<'officials' | 'heads', Worker[]> {
  const out = new Set(reopening?.hadPart ?? []);
  const free = (people: readonly Worker[]) => people.filter(({ id }) => !out.has(id));
  return { officials: unit ? free(staff.officials(unit)) : [], heads: unit ? free(staff.heads(unit)) : [] };
}

/** Whom to ask where a unit has nobody: the heads of the nearest unit above it that has some. */
export interface Above {
  unit: string;
  heads: readonly Worker[];
}

export function nearestAbove(unit: string, staff: UnitStaff): Above | undefined {
  const seen = new Set([unit]);
  for (let at = unitOf(unit)?.parent; at && !seen.has(at); at = unitOf(at)?.parent) {
    seen.add(at);
    const heads = staff.heads(at);
    if (heads.length > 0) return { unit: at, heads };
  }
  return undefined;
}

/** Nobody with an account works there. */
export function isUnattended(unit: string, staff: UnitStaff): boolean {
  return staff.officials(unit).length === 0 && staff.heads(unit).length === 0;
}
