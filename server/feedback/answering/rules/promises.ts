import type { PlannedAction, Promised } from '../../item/rules/answer.ts';

/** Actions whose day lies ahead: what the unit owes from now on. */
export function promisesOf(
  actions: readonly PlannedAction[],
  unit: string | null,
  { now, endOf }: { now: Date; endOf(day: string): Date | undefined },
): Promised[] {
  return actions.flatMap(({ text, actor, on }) => {
    const dueAt = on && text ? endOf(on) : undefined;
    return dueAt && dueAt > now ? [{ text, actor, dueAt, unit }] : [];
  });
}
