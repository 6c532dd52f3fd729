import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import express from 'express';
import { compress } from '../../server/platform/web/compress.ts';
import { httpServer } from '../../server/platform/web/http-server.ts';
import { startWorld, type World } from '../support/world.ts';

const MOVED = '/feedback/new?regulation=birth-registration';

describe('the HTTP server', () => {
  it('makes requests and responses that are express’s from their birth', async () => {
    const app = express();
    app.get('/', (request, response) => void response.send(String(request.fresh)));
    const server = httpServer(app);
    const born: [object | null, object | null][] = [];
    server.prependListener('request', (request, response) =>
      born.push([Object.getPrototypeOf(request), Object.getPrototypeOf(response)]),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const reply = await fetch(`http://127.0.0.1:${port}/`);
    const text = await reply.text();
    await new Promise((resolve) => server.close(resolve));
    expect(text).to.equal('false');
    expect(born).to.have.length(1);
    expect(born[0]![0]).to.equal(app.request);
    expect(born[0]![1]).to.equal(app.response);
  });
});

describe('packing a reply', () => {
  it('leaves it as it is for whoever has gone meanwhile: nobody would free what packs it', async () => {
    const app = express();
    const packed = new Promise<unknown>((resolve) => {
      app.get('/', (request, response) => {
        response.once('close', () =>
          compress(request, response, () => {
            response.type('html').send('x'.repeat(5_000));
            resolve(response.getHeader('content-encoding'));
          }),
        );
        asking.destroy();
      });
    });
    const server = httpServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const asking = get({ port, headers: { 'accept-encoding': 'gzip' } }).on('error', () => {});
    const encoding = await packed;
    await new Promise((resolve) => server.close(resolve));
    expect(encoding).to.equal(undefined);
  });
});

describe('replies of the site', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  /** Past `fetch`, which unpacks and follows by itself. */
  const headersOf = (path: string, method = 'GET'): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const options = { method, headers: { 'accept-encoding': 'gzip' } };
      get(`${world.address}${path}`, options, (response) => {
        response.resume().once('end', () => resolve(response));
      }).once('error', reject);
    });

  for (const path of ['/', MOVED, '/feedback', '/api/v1/openapi.json'])
    it(`are packed where there is something to read: ${path}`, async () => {
      const { statusCode, headers } = await headersOf(path);
      expect(statusCode).to.equal(200);
      expect(headers['content-encoding']).to.equal('gzip');
      expect(headers.vary).to.contain('Accept-Encoding');
    });

  it('are not where there is only an address to go on to', async () => {
    const { statusCode, headers } = await headersOf('/inbox');
    expect(statusCode).to.equal(303);
    expect(headers['content-encoding']).to.equal(undefined);
  });

  it('are the same for an address with a slash at its end, in other letters, and asked for by its head', async () => {
    for (const path of ['/track/', '/Track', '/track'])
      expect((await headersOf(path)).statusCode, path).to.equal(200);
    expect((await headersOf('/track', 'HEAD')).statusCode).to.equal(200);
    expect((await headersOf('/track/nothing')).statusCode).to.equal(404);
  });
});
