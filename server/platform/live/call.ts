import type Joi from 'joi';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Context } from '../context.ts';
import { Conflict, Invalid, Refusal, TooMany } from '../errors.ts';
import { faultDetails, log } from '../log.ts';
import { admit } from '../web/admit.ts';
import { check } from '../web/check.ts';
import { refuseWhileClosed } from '../web/closed.ts';
import type { Who } from '../web/route.ts';
import type { Line } from './line.ts';
import { Turns } from './turns.ts';

/** An event that a page sends over the socket, and its answer. In /call it asks only; a space's may change something. */
export interface LiveCall<Input = any> {
  /** The socket's event: 'answer.check'. */
  name: string;
  who: Who;
  schema: Joi.ObjectSchema<Input>;
  /** How often one line may, or somebody signed in, beside what one address may. */
  limit?: RateLimiterMemory;
  /** Who is one person over however many lines, and how often that person may. */
  person?: {
    of(context: Context, input: Record<string, unknown>, line: Line): string | undefined;
    limit: RateLimiterMemory;
  };
  /** What a call is about, where only the newest of a line counts: it overtakes those that still wait. */
  newest?(input: Record<string, unknown>): string;
  handler(context: Context, input: Input, line: Line): Promise<Record<string, unknown>>;
}

/** Keeps the type of the input together with the handler. */
export function liveCall<Input>(call: LiveCall<Input>): LiveCall {
  return call;
}

export type CallAnswer =
  | { ok: true; [name: string]: unknown }
  | { ok: false; error: string; [name: string]: unknown };

/** @param points how many @param duration in how many seconds */
export function perPerson(points: number, duration: number): RateLimiterMemory {
  return new RateLimiterMemory({ points, duration });
}

/** Somebody typing asks twice a second at most; the rest is room for several open pages. */
const usual = perPerson(50, 10);

/** Whoever goes on after so many refusals in ten seconds does not listen: the line is cut. */
const heard = perPerson(100, 10);

interface Asked {
  input: unknown;
  ack: unknown;
  /** Session, or line of somebody without one: whose calls are counted. */
  from: string;
  /** What all from one address may together. */
  address?: { name: string; limit: RateLimiterMemory };
  line: Line;
}

/** Where one waits for its turn. */
const turns = new Turns();

/** Answers one call through its acknowledgement; refusals by the key of their text, faults without detail. */
export async function answerCall(
  call: LiveCall,
  { input, ack, from, address, line }: Asked,
  contextOf: () => Promise<Context>,
): Promise<void> {
  const answer = typeof ack === 'function' ? (ack as (given: CallAnswer) => void) : () => {};
  try {
    if (call.newest) await turnOf(`${line.id} ${call.name} ${call.newest(Object(input))}`);
    await countPerson(call.limit ?? usual, { name: from, line });
    const context = await contextOf();
    const known = call.person?.of(context, Object(input) as Record<string, unknown>, line);
    if (known) await countPerson(call.person!.limit, { name: known, line });
    // Last: what somebody was refused is not counted against the others behind the same address, and those who are
    // known have their share of it apart from those who are not.
    if (address) await countCall(address.limit, known ? `${address.name} known` : address.name);
    admit(call.who, context.actor);
    refuseWhileClosed(context);
    const asked = check(call.schema, plainObject(input), { strict: true });
    answer({ ok: true, ...(await call.handler(context, asked, line)) });
  } catch (error) {
    if (!(error instanceof Refusal)) log.error({ ...faultDetails(error) }, 'fault in a live call');
    answer(refused(error));
  }
}

/** @throws Conflict when a newer call of the same name has come meanwhile */
async function turnOf(name: string): Promise<void> {
  if ((await turns.wait(name)) === 'overtaken') throw new Conflict('errors.overtaken');
}

function refused(error: unknown): CallAnswer {
  if (!(error instanceof Refusal)) return { ok: false, error: 'errors.fault' };
  const { text, values, kind } = error;
  const fields = error instanceof Invalid ? { fields: error.fields } : {};
  return { ok: false, error: text, kind, ...(Object.keys(values).length > 0 ? { values } : {}), ...fields };
}

/** @throws TooMany; who has been told so a hundred times loses the line */
async function countPerson(
  limiter: RateLimiterMemory,
  { name, line }: { name: string; line: Line },
): Promise<void> {
  try {
    await countCall(limiter, name);
  } catch (refusal) {
    // The refusal is on its way before the line is cut.
    await heard.consume(name).catch(() => setImmediate(() => line.cut()));
    throw refusal;
  }
}

/** Counts one call of somebody. @throws TooMany with the seconds to wait */
async function countCall(limiter: RateLimiterMemory, from: string): Promise<void> {
  try {
    await limiter.consume(from);
  } catch (refused) {
    if (refused instanceof RateLimiterRes) throw new TooMany(Math.ceil(refused.msBeforeNext / 1000));
    throw refused;
  }
}

/** What is no object is none of the shapes that a call knows. */
function plainObject(input: unknown): unknown {
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? input : { form: input };
}
