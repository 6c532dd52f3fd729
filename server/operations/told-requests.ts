import type { Request, Response } from 'express';
import type { Trace } from '../platform/trace.ts';
import { routeOf } from './metrics/metrics.ts';

/** Nobody outside is told when somebody has written in confidence. */
const UNTOLD = '/confidential';
const FAULT = 500;

/** Tells of a request by its route, as it was written in the code: no address that somebody has called. */
export function tellRequest(trace: Trace, request: Request, response: Response, seconds: number): void {
  const route = routeOf(request, response);
  if (route.startsWith(UNTOLD)) return;
  const { method, id: requestId } = request;
  const status = response.statusCode;
  trace.tell(
    {
      ...{ kind: 'request', name: `${method} ${route}`, requestId },
      facts: { 'http.request.method': method, 'http.route': route, 'http.response.status_code': status },
      fault: status >= FAULT ? String(status) : undefined,
    },
    seconds,
  );
}
