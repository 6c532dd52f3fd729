import { cityDate } from '../../calendar/index.ts';
import { Invalid } from '../../platform/errors.ts';
import { unitOf, unitsInForce } from '../../units/index.ts';
import type { WithRaised } from './shapes/raised.ts';
import type { WithShield } from './shapes/shield.ts';
import { isUnder } from './shielded.ts';

/**
 * @throws Invalid when the unit is unknown or no longer exists, has raised the item itself, or the item is about its
 * conduct or that of the unit above it
 */
export function checkUnit(slug: string, now: Date, { shield, raised }: WithShield & WithRaised): void {
  if (!unitOf(slug)) throw new Invalid({ unit: { text: 'feedback.errors.unknown-unit' } });
  if (!unitsInForce(cityDate(now)).some((unit) => unit.slug === slug))
    throw new Invalid({ unit: { text: 'feedback.errors.unit-ended' } });
  if (shield && isUnder(slug, shield.unit))
    throw new Invalid({ unit: { text: 'feedback.shield.errors.unit' } });
  if (raised?.unit === slug) throw new Invalid({ unit: { text: 'feedback.raising.errors.raised-it' } });
}
