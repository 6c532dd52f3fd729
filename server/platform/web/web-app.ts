import { randomUUID } from 'node:crypto';
import express, { type Express } from 'express';
import helmet from 'helmet';
import type { InFlight } from './in-flight.ts';
import type { WebParts } from './parts.ts';
import { REPORTS_PATH } from './policy-reports.ts';

/** The application before its routes: the id of each request, the bundled files, and what every reply says of safety. */
export function webApp(
  parts: Pick<WebParts, 'site' | 'trustedProxies' | 'assets'>,
  inFlight: InFlight,
): Express {
  const app = express();
  const secure = parts.site.publicUrl.startsWith('https:');
  app.disable('x-powered-by');
  // Pages are not to be stored; assets carry their hash in their name.
  app.disable('etag');
  app.set('trust proxy', parts.trustedProxies);
  app.set('query parser', 'simple');
  app.use((request, response, next) => {
    request.id = randomUUID();
    response.setHeader('X-Request-Id', request.id);
    next();
  });
  app.use('/assets', parts.assets.handler);
  app.use(inFlight.handler);
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          fontSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
          requireTrustedTypesFor: ["'script'"],
          // `client/markup.ts` alone makes elements of text.
          trustedTypes: ['city'],
          reportUri: [REPORTS_PATH],
          reportTo: ['policy'],
          ...(secure ? { upgradeInsecureRequests: [] } : {}),
        },
      },
      strictTransportSecurity: secure,
      // The receipt key never stands in an address, codes do: they need not travel to other sites.
      referrerPolicy: { policy: 'same-origin' },
    }),
  );
  app.use((_request, response, next) => {
    response.setHeader('Reporting-Endpoints', `policy="${REPORTS_PATH}"`);
    next();
  });
  return app;
}
