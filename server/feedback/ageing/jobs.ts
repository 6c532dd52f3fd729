import type { Job } from '../../platform/clock/scheduler.ts';
import type { Context } from '../../platform/context.ts';
import { loadEnded } from '../../regulations/index.ts';
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
  for (const rule of await endsToApply(context.now)) {
    for await (const codes of codesRestingOn(rule))
      await forAllFound(context, {
        find: async () => codes.splice(0),
        act: (of, code) => markAged(of, code, rule),
        failure: 'answer not marked as aged',
      });
    await noteApplied(rule);
  }
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
