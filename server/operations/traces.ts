import { createHash, randomBytes } from 'node:crypto';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AlwaysOnSampler, BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { TraceReceiver } from '../config.ts';
import { faultDetails, log } from '../platform/log.ts';
import { oncePerMinute } from '../platform/store-faults.ts';
import type { Step, Trace } from '../platform/trace.ts';

const SEND_MS = 5_000;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

const randomHex = (bytes: number) => randomBytes(bytes).toString('hex');

/** The id of a request is that of its trace, so that a page with a fault leads to it; its own span follows from it. */
function idsOf(requestId: string | undefined) {
  if (!requestId || !UUID.test(requestId)) return undefined;
  const spanId = createHash('sha256').update(requestId).digest('hex').slice(0, 16);
  return { traceId: requestId.replaceAll('-', ''), spanId };
}

/**
 * Sends steps to a receiver of OpenTelemetry as they end. What a request brings about later, also in another process,
 * stands in its trace: nothing has to be handed on but its id.
 */
export function tracesTo({ endpoint, headers, service }: TraceReceiver, version: string): Trace {
  let own: ReturnType<typeof idsOf>;
  const provider = new BasicTracerProvider({
    sampler: new AlwaysOnSampler(),
    resource: resourceFromAttributes({ 'service.name': service, 'service.version': version }),
    idGenerator: {
      generateTraceId: () => own?.traceId ?? randomHex(16),
      generateSpanId: () => own?.spanId ?? randomHex(8),
    },
    spanProcessors: [new BatchSpanProcessor(tellingExporter(endpoint, headers))],
  });
  const tracer = provider.getTracer('city-feedback-dialogue');

  function tell({ kind, name, requestId, facts = {}, fault }: Step, seconds: number): void {
    const ids = idsOf(requestId);
    const isRoot = kind === 'request' || !ids;
    const parent = isRoot
      ? ROOT_CONTEXT
      : trace.setSpanContext(ROOT_CONTEXT, { ...ids, traceFlags: TraceFlags.SAMPLED, isRemote: true });
    const endedAt = Date.now();
    own = isRoot ? ids : undefined;
    const span = tracer.startSpan(
      `${kind} ${name}`,
      {
        kind: kind === 'request' ? SpanKind.SERVER : SpanKind.INTERNAL,
        startTime: endedAt - seconds * 1000,
        attributes: {
          ...facts,
          ...(requestId && { 'request.id': requestId }),
          ...(fault && { 'error.type': fault }),
        },
      },
      parent,
    );
    own = undefined;
    if (fault) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(endedAt);
  }

  return { tell, stop: () => provider.shutdown() };
}

/** A receiver that is away costs spans, and a line in the log each minute; nobody waits for it. */
function tellingExporter(endpoint: string, headers: Record<string, string>): OTLPTraceExporter {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    headers,
    timeoutMillis: SEND_MS,
  });
  const mayTell = oncePerMinute(() => performance.now());
  const send = exporter.export.bind(exporter);
  exporter.export = (spans, done) =>
    send(spans, (result) => {
      if (result.error && mayTell())
        log.warn({ spans: spans.length, ...faultDetails(result.error) }, 'traces were not taken');
      done(result);
    });
  return exporter;
}
