import type { Request } from 'express';
import Joi from 'joi';
import { Invalid, Unavailable } from '../errors.ts';
import { takePart } from '../files/index.ts';
import { check } from './check.ts';
import { type Caller, countUploads, giveBackWrite, type Limits } from './limits.ts';
import type { Reply } from './reply.ts';
import type { Visit } from './route.ts';
import type { UploadMemory } from './upload-memory.ts';
import { tooLarge, type UploadRule } from './uploads.ts';

/** Of one stretch; the script of the forms sends half as much. */
const MOST_PART_BYTES = 1024 * 1024;
const MOST_NAME = 255;

interface PartFields {
  _part: string;
  _from: number;
  _size: number;
  _name: string;
}

const partFields = Joi.object<PartFields>({
  _part: Joi.string()
    .pattern(/^[0-9a-f]{32}$/)
    .required(),
  _from: Joi.number().integer().min(0).required(),
  _size: Joi.number().integer().min(1).required(),
  _name: Joi.string().max(MOST_NAME).required(),
});

/** Whether a stretch of a file comes instead of a form: one that a poor line would cut off is sent little by little. */
export const isPart = (request: Request): boolean => request.body?._part !== undefined;

interface Parts {
  limits: Limits;
  caller: Caller;
  memory: UploadMemory;
}

/**
 * Takes a stretch and tells how much is here, so that whoever was cut off goes on from there; of a whole file, the mark
 * with which the form brings it along. @throws Refusal
 */
export async function replyToPart(
  rule: UploadRule,
  visit: Visit,
  { request, limits, caller, memory }: Parts & { request: Request },
): Promise<Reply> {
  const { _part: upload, _from: from, _size: size, _name: name } = partOf(request);
  await rule.check?.(visit);
  const bytes = visit.files[0]?.bytes ?? Buffer.alloc(0);
  if (size > rule.mostBytes) return told({ refused: true }, 422);
  if (bytes.length > MOST_PART_BYTES) throw new Invalid({ [rule.field]: tooLarge(MOST_PART_BYTES) });
  if (from === 0 && bytes.length > 0) await countUploads(limits, caller, 1);
  const share = memory.share();
  try {
    if (from + bytes.length === size && !share.take(size)) throw new Unavailable('errors.uploads-busy');
    const arrived = await takePart(visit.context, { upload, name, from, size, bytes });
    // A file of many stretches is one of those that an address may send, and no more writing than one.
    if (from > 0 && arrived.have === from + bytes.length) await giveBackWrite(limits, caller);
    return told(arrived);
  } catch (error) {
    if (error instanceof Invalid) return told({ refused: true }, 422);
    throw error;
  } finally {
    share.end();
  }
}

function partOf({ body }: Request): PartFields {
  const { _part, _from, _size, _name } = body ?? {};
  return check(partFields, { _part, _from, _size, _name }, { strict: false });
}

const told = (what: object, status = 200): Reply => ({
  ...{ kind: 'file', type: 'application/json; charset=utf-8', body: JSON.stringify(what), status },
});
