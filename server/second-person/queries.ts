import { type Context, isStaff, may, type Permission } from '../platform/context.ts';
import { NotFound, Refusal } from '../platform/errors.ts';
import { mayDo } from '../platform/journal/index.ts';
import {
  type ActShown,
  SECOND_PERSON_RULES,
  type SecondPersonDocument,
  type SecondPersonFields,
  SecondPersonRequest,
} from '../platform/second-person/index.ts';
import { APPROVE, REASON, REFUSE, WITHDRAW } from './actions.ts';
import { canDecide, canSeeRequest } from './policy.ts';
import { statusAfter } from './rules.ts';
import { peopleFor, ruleNow } from './settings.ts';

export const PERMISSIONS = ['accounts', 'settings', 'approve-delay-lists'] as const satisfies Permission[];

const MOST_WAITING = 200;
const MOST_OVER = 50;

type Row = Omit<SecondPersonFields, 'pending' | 'version'>;

/** Requests that somebody may know of. */
const mine = ({ actor }: Context) => ({
  permission: { $in: PERMISSIONS.filter((each) => may(actor, each)) },
});

async function nameOf(context: Context, { act: id, input }: Row): Promise<ActShown | undefined> {
  const act = context.site.acts?.get(id);
  if (!act || !input) return undefined;
  try {
    return await act.shown(context, input);
  } catch (error) {
    // What it is about is not there any more.
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

const rowShown = ({ _id: id, rule, by, askedAt, expiresAt, status, second, decidedAt }: Row) => ({
  ...{ id, rule, by: by.name, askedAt, expiresAt, status, second: second?.name, decidedAt },
});

/** What waits for a second person, what was decided lately, and for which acts the city wants one. */
export async function requestsPage(context: Context) {
  const filter = mine(context);
  const [waiting, over] = await Promise.all([
    SecondPersonRequest.find({ ...filter, status: 'waiting' })
      .sort({ askedAt: 1, _id: 1 })
      .limit(MOST_WAITING)
      .lean<Row[]>(),
    SecondPersonRequest.find({ ...filter, status: { $ne: 'waiting' } })
      .sort({ askedAt: -1, _id: -1 })
      .limit(MOST_OVER)
      .lean<Row[]>(),
  ]);
  const { acts, hours } = ruleNow(context.now);
  const people = await peopleFor(acts);
  return {
    waiting: await Promise.all(
      waiting.map(async (row) => ({
        ...rowShown(row),
        name: (await nameOf(context, row))?.name,
        forMe: canDecide(context.actor, row),
      })),
    ),
    over: over.map(rowShown),
    rules: SECOND_PERSON_RULES.map((rule) => {
      const count = people.find((each) => each.rule === rule)?.count;
      return { rule, on: acts.includes(rule), few: count !== undefined && count < 2 };
    }),
    hours,
    maySet: may(context.actor, 'settings'),
  };
}

/** @throws NotFound */
export async function requestShown(context: Context, id: string) {
  const found = await SecondPersonRequest.findById(id);
  if (!found || !canSeeRequest(context.actor, found)) throw new NotFound();
  const verbs = { approve: APPROVE, refuse: REFUSE, withdraw: WITHDRAW, reason: REASON };
  const request = found.toObject() as Row;
  return {
    request: { ...rowShown(request), reason: request.reason, refusal: request.refusal, fault: request.fault },
    about: await nameOf(context, request),
    ...mayDo<SecondPersonDocument, (typeof APPROVE)['entry'], keyof typeof verbs>(context, found, {
      verbs,
      after: statusAfter,
    }),
  };
}

/** How many wait for whoever looks. */
export async function requestsWaiting(context: Context): Promise<number> {
  const { actor } = context;
  if (!isStaff(actor)) return 0;
  return SecondPersonRequest.countDocuments({
    ...mine(context),
    status: 'waiting',
    'by.id': { $ne: actor.id },
    concerns: { $ne: actor.id },
  });
}
