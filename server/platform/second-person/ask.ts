import { createHash } from 'node:crypto';
import mongoose from 'mongoose';
import { type Context, isStaff } from '../context.ts';
import { isDuplicateKey } from '../data/connection.ts';
import { Conflict } from '../errors.ts';
import { commitNew } from '../journal/index.ts';
import type { Act } from './act.ts';
import { SecondPersonRequest } from './model.ts';

const HOUR_MS = 3_600_000;

/** What became of an act at its door. */
export type Outcome<Result> = { done: Result } | { asked: string };

export function needsSecondPerson({ site, now }: Context, { rule, guards }: Act): boolean {
  const rules = site.catalogue.secondPerson?.rule(now).acts ?? [];
  return rules.includes(rule) || (guards === true && rules.length > 0);
}

/**
 * The door of an act that may take two: does it, or keeps it as a request for a second person.
 * @throws what the act itself throws; Conflict when nobody else could approve it
 */
export async function bySecondPerson<Input extends object, Result>(
  context: Context,
  act: Act<Input, Result>,
  input: Input,
): Promise<Outcome<Result>> {
  const { actor, site, now } = context;
  if (!isStaff(actor) || !needsSecondPerson(context, act)) return { done: await act.run(context, input) };
  const kept = await act.prepare(context, input);
  const concerns = act.concerns?.(kept);
  const besides = [actor.id, ...(concerns ? [concerns] : [])];
  if (!(await site.catalogue.secondPerson!.others(act.permission, besides)))
    throw new Conflict('second-person.errors.nobody');
  const waitingKey = createHash('sha256')
    .update(JSON.stringify([act.id, actor.id, kept]))
    .digest('base64url');
  const _id = new mongoose.Types.ObjectId().toHexString();
  const { hours } = site.catalogue.secondPerson!.rule(now);
  try {
    await commitNew(
      context,
      SecondPersonRequest,
      {
        ...{ _id, act: act.id, rule: act.rule, permission: act.permission, waitingKey },
        input: kept as Record<string, unknown>,
        ...(concerns ? { concerns } : {}),
        by: { id: actor.id, name: actor.name },
        ...{ askedAt: now, expiresAt: new Date(now.getTime() + hours * HOUR_MS), status: 'waiting' },
      },
      { name: 'second-person.asked', details: { act: act.id } },
    );
    return { asked: _id };
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const same = await SecondPersonRequest.findOne({ waitingKey }, { _id: 1 }).lean();
    if (!same) throw new Conflict();
    return { asked: same._id };
  }
}

/** Where the door leads: to what was done, or to the request. */
export const ledTo = <Result>(outcome: Outcome<Result>, done: (result: Result) => string): string =>
  'asked' in outcome ? `/second-person/${outcome.asked}?done=asked` : done(outcome.done);
