import { actorOfAccount } from '../accounts/index.ts';
import type { Context, Staff } from '../platform/context.ts';
import { Conflict, Refusal, type Text } from '../platform/errors.ts';
import { changesOf, Journal, type Verb } from '../platform/journal/index.ts';
import { type SecondPersonDocument, SecondPersonRequest } from '../platform/second-person/index.ts';
import { canDecide, canSeeRequest, isOwn } from './policy.ts';
import { type RequestEvent, requestIdOf, statusAfter } from './rules.ts';

type RequestVerb = Verb<SecondPersonDocument, RequestEvent>;

/** After so long nobody is carrying out an approved act any more. */
const CUT_OFF_MS = 5 * 60_000;

const { change, follow } = changesOf<string, SecondPersonDocument, RequestEvent>({
  async find({ actor }, id) {
    const request = await SecondPersonRequest.findById(id);
    return request && (actor.kind === 'system' || canSeeRequest(actor, request)) ? request : null;
  },
  saved: (request) => request,
  code: ({ _id }) => _id,
  after: statusAfter,
});

const ASKER_LEFT = 'second-person.errors.asker-left';
const OVER: Text = { text: 'second-person.errors.over' };

const wrongState = () => OVER;

/** Nobody decides about what he or she has asked for, or about the own account; when its time is over nobody does. */
const refusal: RequestVerb['refusal'] = (request, { actor, now }) => {
  if (isOwn(actor, request)) return { text: 'second-person.errors.own' };
  if (!canDecide(actor, request)) return { text: 'second-person.errors.concerned' };
  return request.expiresAt <= now ? { text: 'second-person.errors.expired' } : undefined;
};

export const APPROVE: RequestVerb = {
  ...{ entry: 'second-person.approved', may: canSeeRequest },
  ...{ refusal, wrongState },
};
export const REFUSE: RequestVerb = { ...APPROVE, entry: 'second-person.refused' };
export const WITHDRAW: RequestVerb = { entry: 'second-person.withdrawn', may: isOwn, wrongState };
export const REASON: RequestVerb = { entry: 'second-person.reasoned', may: isOwn, wrongState };

const details = ({ act }: SecondPersonDocument) => ({ details: { act } });

function decided({ actor, now }: Context, request: SecondPersonDocument): void {
  const { id, name } = actor as Staff;
  request.second = { id, name };
  request.decidedAt = now;
  request.waitingKey = undefined as never;
}

/** What was asked stands nowhere any more: what was done stands with what it was done to. */
function over(request: SecondPersonDocument): void {
  request.input = null;
  request.waitingKey = undefined as never;
}

/**
 * The second person approves, and the very act is done, in the names of both.
 * @throws Conflict when somebody has decided before, or the thing has changed since
 */
export async function approveRequest(context: Context, id: string): Promise<void> {
  const before = await SecondPersonRequest.findById(id, {
    status: 1,
    second: 1,
    permission: 1,
    by: 1,
  }).lean();
  const again =
    before && canDecide(context.actor, before) && before.second?.id === (context.actor as Staff).id;
  // Pressed twice: the first time has done it.
  if (again && (before.status === 'done' || before.status === 'approved')) return;
  await change(context, id, APPROVE, (request) => {
    decided(context, request);
    return details(request);
  });
  const fault = await carryOut(context, id);
  if (fault) throw new Conflict(fault.text === ASKER_LEFT ? ASKER_LEFT : 'second-person.errors.outdated');
}

/** @returns why it cannot be done any more */
async function carryOut(context: Context, id: string): Promise<Text | undefined> {
  const request = await SecondPersonRequest.findById(id);
  if (request?.status !== 'approved') return undefined;
  const fault = await tried(context, request);
  await follow(context, id, (approved) => {
    if (approved.status !== 'approved') return undefined;
    over(approved);
    if (fault) approved.fault = fault;
    return { name: fault ? 'second-person.outdated' : 'second-person.done', ...details(approved) };
  });
  return fault;
}

async function tried(context: Context, request: SecondPersonDocument): Promise<Text | undefined> {
  const act = context.site.acts?.get(request.act);
  const asker = await actorOfAccount(request.by.id, context.now);
  if (!asker) return { text: ASKER_LEFT };
  if (!act) return { text: 'second-person.errors.changed' };
  const actor: Staff = { ...asker, approvedBy: request.second! };
  try {
    await act.run({ ...context, actor, requestId: requestIdOf(request._id) }, request.input!);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [field] = 'fields' in error ? Object.values(error.fields as Record<string, Text>) : [];
    return field ?? { text: error.text, values: error.values };
  }
}

export function refuseRequest(context: Context, id: string, reason: string): Promise<void> {
  return change(context, id, REFUSE, (request) => {
    decided(context, request);
    over(request);
    request.refusal = reason;
    return { ...details(request), personal: { reason } };
  });
}

export function withdrawRequest(context: Context, id: string): Promise<void> {
  return change(context, id, WITHDRAW, (request) => {
    over(request);
    request.decidedAt = context.now;
    return details(request);
  });
}

/** What the second person reads beside the request. */
export function giveReason(context: Context, id: string, reason: string): Promise<void> {
  return change(context, id, REASON, (request) => {
    if (request.reason === reason) return undefined;
    request.reason = reason;
    return { ...details(request), personal: { reason } };
  });
}

/** Requests whose time is over, and approved ones that nobody is carrying out any more. */
export async function requestsDue(now: Date): Promise<string[]> {
  const rows = await SecondPersonRequest.find(
    {
      $or: [
        { status: 'waiting', expiresAt: { $lte: now } },
        { status: 'approved', decidedAt: { $lte: new Date(now.getTime() - CUT_OFF_MS) } },
      ],
    },
    { _id: 1 },
  ).lean();
  return rows.map(({ _id }) => _id);
}

export async function tendRequest(context: Context, id: string): Promise<void> {
  await follow(context, id, async (request) => {
    if (request.status === 'waiting' && request.expiresAt <= context.now) {
      over(request);
      request.decidedAt = context.now;
      return { name: 'second-person.expired', ...details(request) };
    }
    if (request.status !== 'approved' || !(await leftItsEntry(context, request))) return undefined;
    over(request);
    return { name: 'second-person.done', ...details(request) };
  });
  // Still approved: what was cut off before the act is done now.
  await carryOut(context, id);
}

async function leftItsEntry(
  { site }: Context,
  { _id, act, decidedAt }: SecondPersonDocument,
): Promise<boolean> {
  const name = site.acts?.get(act)?.entry;
  return !!name && !!(await Journal.exists({ name, at: { $gte: decidedAt! }, requestId: requestIdOf(_id) }));
}
