import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import Joi from 'joi';
import { MongoClient, MongoServerError, MongoServerSelectionError } from 'mongodb';
import mongoose from 'mongoose';
import { startStore } from '../../server/embedded-mongo/index.ts';
import { storeHasRoom } from '../../server/platform/data/connection.ts';
import { faultDetails, log } from '../../server/platform/log.ts';
import { oncePerMinute } from '../../server/platform/store-faults.ts';
import { prose } from '../../server/platform/web/check.ts';
import { page } from '../../server/platform/web/reply.ts';
import { route } from '../../server/platform/web/route.ts';
import { captureLog } from '../support/log-lines.ts';
import { startWorld, type World } from '../support/world.ts';

const full = () => new MongoServerError({ message: 'the store is full', code: 14031 });

describe('a store without room', () => {
  it('says so to a question that writes nothing', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'full-'));
    const store = await startStore({ directory, maximumBytes: 1 });
    const client = await MongoClient.connect(store.uri);
    try {
      expect(await storeHasRoom(client.db())).to.equal(true);
      expect(await storeHasRoom(client.db())).to.equal(false);
    } finally {
      await client.close();
      await store.close();
      await rm(directory, { recursive: true });
    }
  });

  it('is told in the log once a minute, whatever fails', () => {
    const lines = captureLog(log);
    try {
      for (let turn = 0; turn < 20; turn++)
        log.error({ job: 'mail.delivery', ...faultDetails(full()) }, 'job failed');
      log.error({ job: 'other' }, 'job failed');
    } finally {
      lines.restore();
    }
    expect(lines.text.match(/the store is full/g)?.length ?? 0).to.be.at.most(1);
    expect(lines.text.match(/job failed/g)).to.have.length(1);
    let now = 0;
    const may = oncePerMinute(() => now);
    expect([may(), may()]).to.deep.equal([true, false]);
    now = 60_000;
    expect([may(), may()]).to.deep.equal([true, false]);
  });

  describe('at the doors', () => {
    let world: World;
    const shown = (values: Record<string, unknown>, more = {}) =>
      page('feedback/item-page/track', { title: 'x', values, ...more });
    before(async () => {
      world = await startWorld({}, {
        routes: [
          route({
            method: 'post',
            path: '/full',
            who: 'anyone',
            body: Joi.object({ code: prose(100) }),
            handler: async () => {
              throw full();
            },
            again: async (_visit, typed) => shown(typed.values, typed),
          }),
          route({
            method: 'post',
            path: '/away',
            who: 'anyone',
            body: Joi.object({ code: prose(100) }),
            handler: async () => {
              throw new MongoServerSelectionError('nobody answers', {} as never);
            },
            again: async (_visit, typed) => shown(typed.values, typed),
          }),
        ],
      } as never);
    });
    after(() => world.stop());

    it('refuses with 503 and gives back what was typed', async () => {
      const visitor = world.visitor();
      await visitor.get('/track');
      const seen = await visitor.post('/full', { code: 'PA-2026-000009' });
      expect(seen.status).to.equal(503);
      expect(seen.text).to.contain('đang hết chỗ lưu');
      expect(seen.$('input[name=code]').val()).to.equal('PA-2026-000009');
    });

    it('refuses likewise while the store does not answer', async () => {
      const visitor = world.visitor();
      await visitor.get('/track');
      const seen = await visitor.post('/away', { code: 'PA-2026-000009' });
      expect(seen.status).to.equal(503);
      expect(seen.text).to.contain('thử lại sau một phút');
      expect(seen.$('input[name=code]').val()).to.equal('PA-2026-000009');
    });

    it('is not ready', async () => {
      const ready = () => fetch(`${world.address}/health/ready`);
      expect((await ready()).status).to.equal(200);
      const { db } = mongoose.connection;
      const command = db!.command.bind(db);
      const refusing = (asked: Record<string, unknown>, options?: object) =>
        'update' in asked ? Promise.reject(full()) : command(asked, options);
      Object.assign(db!, { command: refusing });
      try {
        const answer = await ready();
        expect(answer.status).to.equal(503);
        expect(await answer.json()).to.deep.equal({ ok: false, store: 'is full' });
      } finally {
        Object.assign(db!, { command });
      }
    });
  });
});
