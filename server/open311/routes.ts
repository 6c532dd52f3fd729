import type { Language } from '../platform/context.ts';
import { Invalid, type Refusal } from '../platform/errors.ts';
import { translator } from '../platform/i18n/texts.ts';
import type { Reply } from '../platform/web/reply.ts';
import { type Route, route } from '../platform/web/route.ts';
import { postRequest } from './actions.ts';
import { discovery, request, requestOfToken, requests, serviceDefinition, services } from './queries.ts';
import { FORMATS, type Format } from './rules.ts';
import { common, newRequest, requestsQuery } from './schemas.ts';
import { xmlOf } from './xml.ts';

const TYPES = { json: 'application/json; charset=utf-8', xml: 'text/xml; charset=utf-8' } as const;

/** @param name of the outermost element; a list stands in JSON alone */
function reply(format: Format, name: string, value: object, status = 200): Reply {
  const body = format === 'xml' ? xmlOf(name, value) : JSON.stringify(value);
  // Nobody's cookie adds to what is told: programs on other sites may read it.
  return { kind: 'file', type: TYPES[format], body, status, readBy: '*' };
}

/** A code and words for each thing that is wrong; 400 where the site's own pages say 422. */
function refusedIn(format: Format) {
  return (refusal: Refusal, language: Language): Reply => {
    const t = translator(language);
    const status = refusal.status === 422 ? 400 : refusal.status;
    const fields = refusal instanceof Invalid ? Object.entries(refusal.fields) : [];
    const errors =
      fields.length > 0
        ? fields.map(([name, { text, values }]) => ({
            code: status,
            description: `${name}: ${t(text, values)}`,
          }))
        : [{ code: status, description: t(refusal.text, refusal.values) }];
    return reply(format, 'errors', errors, status);
  };
}

const BASE = '/open311/v2';

function routesIn(format: Format): Route[] {
  const shared = { who: 'anyone', refused: refusedIn(format) } as const;
  const get = { ...shared, method: 'get', query: common, limit: 'reads' } as const;
  return [
    route({
      ...get,
      path: `/open311/discovery.${format}`,
      handler: async ({ context }) => reply(format, 'discovery', discovery(context)),
    }),
    route({
      ...get,
      path: `${BASE}/services.${format}`,
      handler: async ({ context }) => reply(format, 'services', services(context)),
    }),
    route({
      ...get,
      path: `${BASE}/services/:service.${format}`,
      handler: async ({ context, params }) =>
        reply(format, 'service_definition', await serviceDefinition(context, params.service)),
    }),
    route({
      ...get,
      path: `${BASE}/requests.${format}`,
      query: requestsQuery,
      handler: async ({ context, query }) =>
        reply(format, 'service_requests', await requests(context, query)),
    }),
    route({
      ...get,
      path: `${BASE}/requests/:code.${format}`,
      handler: async ({ context, params }) =>
        reply(format, 'service_requests', [await request(context, params.code)]),
    }),
    route({
      ...get,
      path: `${BASE}/tokens/:code.${format}`,
      handler: async ({ params }) => reply(format, 'service_requests', [await requestOfToken(params.code)]),
    }),
    route({
      ...shared,
      method: 'post',
      path: `${BASE}/requests.${format}`,
      fromElsewhere: true,
      body: newRequest,
      handler: async ({ context, body }) =>
        reply(format, 'service_requests', [await postRequest(context, body)]),
    }),
  ];
}

export const open311Routes: Route[] = FORMATS.flatMap(routesIn);
