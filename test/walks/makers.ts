import type { Viewer } from './viewers.ts';

/** Who makes what other calls need: an administrator, and a stranger, who takes up links. */
interface Makers {
  administrator: Viewer;
  stranger: Viewer;
}

const known = new WeakMap<object, Makers>();

export function useMakers(world: object, people: Viewer[]): void {
  const named = (name: string) => people.find((one) => one.name === name)!;
  known.set(world, { administrator: named('administrator'), stranger: named('stranger') });
}

export function makers(world: object): Makers {
  return known.get(world)!;
}
