import { type Actor, may, worksFor } from '../../platform/context.ts';
import { isPlaceholder, type Regulation } from '../../regulations/index.ts';

/** Whoever answers for the office in charge; of what each ward handles for itself, a coordinator. */
export function canKeepQuestions(actor: Actor, { unit }: Pick<Regulation, 'unit'>): boolean {
  if (isPlaceholder(unit)) return may(actor, 'screen');
  return may(actor, 'answer') && worksFor(actor, unit);
}
