import type Joi from 'joi';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Context } from '../context.ts';
import { Refusal, TooMany } from '../errors.ts';
import { faultDetails, log } from '../log.ts';
import { admit } from '../web/admit.ts';
import { check } from '../web/check.ts';
import type { Who } from '../web/route.ts';

/** A question that a page asks over the socket while somebody types. It changes nothing. */
export interface LiveCall<Input = any> {
  /** The socket's event: 'answer.check'. */
  name: string;
  who: Who;
  schema: Joi.ObjectSchema<Input>;
  handler(context: Context, input: Input): Promise<Record<string, unknown>>;
}

/** Keeps the type of the input together with the handler. */
export function liveCall<Input>(call: LiveCall<Input>): LiveCall {
  return call;
}

export type CallAnswer = { ok: true; [name: string]: unknown } | { ok: false; error: string };

/** Somebody typing asks twice a second at most; the rest is room for several open pages. */
const MOST_CALLS = { points: 50, duration: 10 };
const limiter = new RateLimiterMemory(MOST_CALLS);

interface Asked {
  input: unknown;
  ack: unknown;
  /** Session, or socket of somebody without one: whose calls are counted. */
  from: string;
}

/** Answers one call through its acknowledgement; refusals by the key of their text, faults without detail. */
export async function answerCall(
  call: LiveCall,
  { input, ack, from }: Asked,
  contextOf: () => Promise<Context>,
): Promise<void> {
  const answer = typeof ack === 'function' ? (ack as (given: CallAnswer) => void) : () => {};
  try {
    await take(from);
    const context = await contextOf();
    admit(call.who, context.actor);
    const asked = check(call.schema, plainObject(input), { strict: true });
    answer({ ok: true, ...(await call.handler(context, asked)) });
  } catch (error) {
    if (!(error instanceof Refusal)) log.error({ ...faultDetails(error) }, 'fault in a live call');
    answer({ ok: false, error: error instanceof Refusal ? error.text : 'errors.fault' });
  }
}

async function take(from: string): Promise<void> {
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
