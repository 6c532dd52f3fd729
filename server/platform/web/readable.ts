import { isUtf8 } from 'node:buffer';
import type { NextFunction, Request, Response } from 'express';

/** The parser makes objects of unsigned cookies that begin with 'j:'. None of ours does. */
export function onlyTextInCookies(request: Request, _response: Response, next: NextFunction): void {
  for (const [name, value] of Object.entries(request.cookies ?? {}))
    if (typeof value !== 'string') delete request.cookies[name];
  next();
}

/**
 * Refuses a form that is not UTF-8: the parser would leave its bytes undecoded, and percent signs would be stored as
 * what was typed. A form that says it is Latin-1 is decoded as that.
 */
export function refuseOtherBytes(_request: unknown, _response: unknown, body: Buffer, charset: string): void {
  if (charset !== 'utf-8') return;
  try {
    if (!isUtf8(body)) throw new URIError();
    decodeURIComponent(body.toString('latin1').replace(/%(?![0-9a-f]{2})/gi, '%25'));
  } catch {
    throw Object.assign(new Error('not UTF-8'), { status: 415 });
  }
}
