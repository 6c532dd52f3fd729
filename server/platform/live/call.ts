import type Joi from 'joi';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Context } from '../context.ts';
import { Conflict, Invalid, Refusal, TooMany } from '../errors.ts';
import { faultDetails, log } from '../log.ts';
import { admit } from '../web/admit.ts';
import { check } from '../web/check.ts';
import type { Who } from '../web/route.ts';
import type { Line } from './line.ts';
import { Turns } from './turns.ts';

/** An event that a page sends over the socket, and its answer. In /call it asks only; a space's may change something. */
export interface LiveCall<Input = any> {
  /** The socket's event: 'answer.check'. */
  name: string;
  who: Who;
  schema: Joi.ObjectSchema<Input>;
  /** How often one person may, beside what one address may. */
  limit?: RateLimiterMemory;
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

interface Asked {
  input: unknown;
  ack: unknown;
  /** Session, or socket of somebody without one: whose calls are counted. */
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
    if (address) await countCall(address.limit, address.name);
    await countCall(call.limit ?? usual, from);
    const context = await contextOf();
    admit(call.who, context.actor);
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

/** Counts one call of somebody. @throws TooMany with the seconds to wait */
export async function countCall(limiter: RateLimiterMemory, from: string): Promise<void> {
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
