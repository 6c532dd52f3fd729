import mongoose from 'mongoose';
import type { Context } from '../platform/context.ts';
import { Conflict, NotFound } from '../platform/errors.ts';
import { retrying } from '../platform/journal/index.ts';
import { Case, type CaseDocument, type CaseFields, type CaseStep } from './model.ts';
import { isReader, readersToday } from './readers.ts';
import { actFault, type CaseAct, type CaseStatus, type Hand, isOpen, offeredTo } from './rules.ts';

/** A reader as the hand that acts. @throws NotFound for everybody else, before anything is looked up */
export async function readersHand(context: Context): Promise<Hand> {
  const { actor, now } = context;
  if (actor.kind !== 'staff' || !(await isReader(context))) throw new NotFound();
  return { by: actor.id, name: actor.name, at: now };
}

/** What a reader finds, as a filter; a message that was not sent to them is not there. */
export async function forReader(account: string, now: Date) {
  const readers = await readersToday(now);
  if (!readers.some(({ id }) => id === account)) throw new NotFound();
  return offeredTo(account, readers);
}

/** Finds, changes and saves; whoever was slower does it again on what is there now. */
export function changeCase(
  id: string,
  reach: Partial<ReturnType<typeof offeredTo>>,
  /** @returns undefined where nothing is left to be done */
  act: (one: CaseDocument) => CaseStep | undefined,
): Promise<void> {
  return retrying(async () => {
    const one = await Case.findOne({ _id: id, ...reach });
    if (!one) throw new NotFound();
    const step = act(one);
    if (!step) return;
    one.steps.push(step);
    one.markModified('steps');
    one.markModified('messages');
    try {
      await one.save();
    } catch (error) {
      throw error instanceof mongoose.Error.VersionError ? new Conflict() : error;
    }
  });
}

/** Leads to where it is opened again; the refusal keeps what was typed. */
export const closedAgain = (id: string) =>
  new Conflict('confidential.errors.closed', {
    way: { href: `/confidential/cases/${id}`, text: 'confidential.opening.way' },
  });

export function openedBy({ steps }: Pick<CaseFields, 'steps'>, account: string, now: Date): boolean {
  const openings = steps.flatMap(({ what, by, at }) => (what === 'opened' && by ? [{ by, at }] : []));
  return isOpen(openings, account, now);
}

/** Whoever acts has what was said before their eyes. @throws Conflict */
export function mustBeOpened(one: CaseDocument, { by, at }: Hand): void {
  if (!openedBy(one, by, at)) throw closedAgain(one._id);
}

/** @throws Conflict */
export function mustBeAble(act: CaseAct, one: CaseDocument): void {
  const { status, proposal, messages } = one;
  const fault = actFault(act, {
    status: status as CaseStatus,
    proposed: !!proposal,
    messages: messages.length,
  });
  if (fault) throw new Conflict(`confidential.errors.${fault}`);
}
