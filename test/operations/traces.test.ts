import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { readConfig } from '../../server/config.ts';
import { projectFile } from '../../server/platform/project-files.ts';
import { buildServer } from '../support/built.ts';
import { startWorld } from '../support/world.ts';

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
}

/** Takes traces as a collector does. */
async function openReceiver() {
  const bodies: string[] = [];
  const asked: (string | undefined)[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    bodies.push(body);
    response.setHeader('content-type', 'application/json').end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    asked,
    spans: () =>
      bodies
        .flatMap((body) => JSON.parse(body).resourceSpans)
        .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }: { spans: Span[] }) => spans)) as Span[],
    close: () => new Promise((done) => server.close(done)),
  };
}

const PRIVATE = {
  subject: 'Giấy khai sinh quá hẹn',
  text: 'Hồ sơ của con tôi đã quá hẹn.',
  name: 'Nguyễn Văn Bình',
  email: 'binh@mail.example',
};

describe('traces', function () {
  this.timeout(120_000);

  it('tell of a request, its commit, its reactions and its letters by its id, and of nothing private', async () => {
    const receiver = await openReceiver();
    const world = await startWorld({
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc',
    });
    const answer = await fetch(`${world.address}/api/v1/feedback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'feedback', regulation: 'birth-registration', ...PRIVATE }),
    });
    const id = answer.headers.get('x-request-id')!;
    const { code, key } = (await answer.json()) as { code: string; key: string };
    expect(code).to.match(/\d{6}$/);
    await world.visitor().get(`/feedback/${code}?said=${PRIVATE.email}`);
    await world.visitor().get(`/nowhere/${PRIVATE.email}`);
    await world.visitor().get('/confidential/new');
    await world.settled();
    await world.letters.first(PRIVATE.email);
    await world.stop();
    await receiver.close();

    const spans = receiver.spans();
    const own = spans.filter(({ traceId }) => traceId === id.replaceAll('-', ''));
    const root = own.find(({ parentSpanId }) => !parentSpanId)!;
    expect(root.name).to.equal('request POST /api/v1/feedback');
    const kinds = new Set(own.map(({ name }) => name.split(' ')[0]));
    expect([...kinds].sort()).to.deep.equal(['commit', 'letter', 'reaction', 'request']);
    expect(own.map(({ name }) => name)).to.include('commit feedback.submitted');
    for (const span of own.filter((each) => each !== root)) expect(span.parentSpanId).to.equal(root.spanId);
    for (const { startTimeUnixNano, endTimeUnixNano } of spans)
      expect(BigInt(endTimeUnixNano) >= BigInt(startTimeUnixNano)).to.equal(true);
    expect(spans.some(({ name }) => name === 'request GET /feedback/:code')).to.equal(true);
    expect(spans.some(({ name }) => name.startsWith('job '))).to.equal(true);
    expect(new Set(receiver.asked)).to.deep.equal(new Set(['POST /v1/traces Bearer abc']));

    const sent = receiver.bodies.join('\n');
    expect(key).to.be.a('string').and.have.length.greaterThan(5);
    for (const secret of [...Object.values(PRIVATE), code, key, '127.0.0.1', 'mail.example', 'confidential/'])
      expect(sent.includes(secret), secret).to.equal(false);
  });

  // The plain interface comes with the library of the metrics.
  it('are off without an address, and then nothing of their library is loaded', () => {
    expect(readConfig({}).traces).to.equal(undefined);
    buildServer();
    const loaded = (file: string) =>
      execFileSync(process.execPath, [
        ...['--input-type=module', '-e'],
        `await import(${JSON.stringify(projectFile(file))});
         const { default: Module } = await import('node:module');
         console.log(Object.keys(Module._cache).filter((each) => /@opentelemetry.(sdk|exporter|otlp)/.test(each)).length);`,
      ]).toString();
    expect(Number(loaded('dist/server/operations/traces.js'))).to.be.greaterThan(0);
    expect(loaded('dist/server/app.js')).to.equal('0\n');
  });

  it('are refused where headers are none', () =>
    expect(() => readConfig({ OTEL_EXPORTER_OTLP_HEADERS: 'Bearer abc' })).to.throw('NAME=VALUE'));
});
