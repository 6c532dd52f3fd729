import type { Express, Request } from 'express';
import { sameText } from '../../platform/secrets.ts';

const LOCAL = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
/** What a proxy adds: then whoever asks is not on this machine, wherever the line comes from. */
const OF_PROXIES = ['forwarded', 'via', 'x-forwarded-for', 'x-real-ip'];

/** /metrics for those who have the token, or who ask on this machine and not through a proxy; there is none for others. */
export function mountMetrics(
  app: Express,
  token: string | undefined,
  metrics: { readonly contentType: string; text(): Promise<string> },
): void {
  app.get('/metrics', async (request, response, next) => {
    if (!mayRead(request, token)) return next();
    response.type(metrics.contentType).send(await metrics.text());
  });
}

function mayRead(request: Request, token: string | undefined): boolean {
  const given = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '')?.[1];
  if (given !== undefined) return token !== undefined && sameText(token, given);
  return isLocal(request);
}

function isLocal(request: Request): boolean {
  const address = request.socket.remoteAddress;
  return address !== undefined && LOCAL.has(address) && OF_PROXIES.every((name) => !request.get(name));
}
