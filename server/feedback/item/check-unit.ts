import { cityDate } from '../../calendar/index.ts';
import { Invalid } from '../../platform/errors.ts';
import { unitOf, unitsInForce } from '../../units/index.ts';

/** @throws Invalid when the unit is unknown or no longer exists */
export function checkUnit(slug: string, now: Date): void {
  if (!unitOf(slug)) throw new Invalid({ unit: { text: 'feedback.errors.unknown-unit' } });
  if (!unitsInForce(cityDate(now)).some((unit) => unit.slug === slug))
    throw new Invalid({ unit: { text: 'feedback.errors.unit-ended' } });
}
