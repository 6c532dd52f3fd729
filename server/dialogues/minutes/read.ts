import { Minutes, type MinutesFields } from './model.ts';

export type { MinutesFields };

/** For what follows by itself and asks on nobody's behalf. */
export function minutesRow(code: string): Promise<MinutesFields | null> {
  return Minutes.findById(code).lean<MinutesFields>().exec();
}
