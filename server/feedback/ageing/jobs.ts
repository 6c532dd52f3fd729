import type { Job } from '../../platform/clock/scheduler.ts';
import type { Context } from '../../platform/context.ts';
import { type EndedRule, loadEnded } from '../../regulations/index.ts';
import { forAllFound } from '../item/for-all-found.ts';
import { liftAged, markAged } from './actions.ts';
import {
  citationsAreCounted,
  codesMarkedFor,
  codesRestingOn,
  endsTakenBack,
  endsToApply,
  forgetApplied,
  noteApplied,
} from './queries.ts';

/** Holds answers against what has ended since. */
export async function markAllAged(context: Context): Promise<void> {
  // Another process may have recorded an end and marked for it: by an older list that mark would be lifted.
  await loadEnded();
  await liftAll(context);
  if (!(await citationsAreCounted())) return;
  const idle: EndedRule[] = [];
  for (const rule of await endsToApply(context.now))
    if (await markResting(context, rule)) await noteApplied([rule]);
    else idle.push(rule);
  // A first start goes through all that has ever ended, and hardly an answer rests on any of it.
  if (idle.length > 0) await noteApplied(idle);
}

/** @returns whether any answer may rest on what has ended */
async function markResting(context: Context, rule: EndedRule): Promise<boolean> {
  let any = false;
  for await (const codes of codesRestingOn(rule)) {
    any = true;
    await forAllFound(context, {
      find: async () => codes.splice(0),
      act: (of, code) => markAged(of, code, rule),
      failure: 'answer not marked as aged',
    });
  }
  return any;
}

/** Soon after an end was recorded, and after its last day. */
export const ageingJob: Job = {
  name: 'feedback.mark-aged-answers',
  everySeconds: 600,
  run: markAllAged,
};

async function liftAll(context: Context): Promise<void> {
  for (const key of await endsTakenBack()) {
    await forAllFound(context, {
      find: () => codesMarkedFor(key),
      act: (of, code) => liftAged(of, code, key),
      failure: 'mark of an answer not lifted',
    });
    await forgetApplied(key);
  }
}
