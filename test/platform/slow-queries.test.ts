import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import mongoose from 'mongoose';
import {
  noteSlowQuery,
  shownPlan,
  slowQueries,
  watchSlowQueries,
} from '../../server/platform/data/slow-queries.ts';
import { log } from '../../server/platform/log.ts';
import { captureLog } from '../support/log-lines.ts';
import { databaseOfItsOwn, emptyStore } from '../support/store.ts';

describe('slow queries', () => {
  let close: () => Promise<void>;
  let lines: ReturnType<typeof captureLog>;
  before(async () => {
    ({ close } = await emptyStore());
    lines = captureLog(log);
  });
  after(async () => {
    lines.restore();
    await close();
  });

  it('are told with one line each, and counted', () => {
    const before = slowQueries();
    noteSlowQuery({ command: 'find', collection: 'feedback', plan: 'COLLSCAN', milliseconds: 321 });
    expect(slowQueries()).to.equal(before + 1);
    expect(lines.text).to.include('"plan":"COLLSCAN"').and.include('"milliseconds":321');
  });

  it('are no indexes that a start asks for, unless one takes long', () => {
    const before = slowQueries();
    const asked = { command: 'createIndexes', collection: 'rows-of-a-start' };
    noteSlowQuery({ ...asked, milliseconds: 400 });
    expect(slowQueries()).to.equal(before);
    expect(lines.text).to.not.include('rows-of-a-start');
    noteSlowQuery({ ...asked, milliseconds: 12_000 });
    expect(slowQueries()).to.equal(before + 1);
    expect(lines.text).to.include('rows-of-a-start');
  });

  it('are seen by the driver where the store does not tell of itself; the values stay unsaid', async () => {
    const client = await MongoClient.connect(databaseOfItsOwn(), { monitorCommands: true });
    watchSlowQueries(client, 0);
    const before = slowQueries();
    const rows = client.db().collection('rows');
    await rows.insertOne({ name: 'Lan' });
    await rows.find({ name: 'Lan' }).sort({ name: 1 }).toArray();
    await rows.updateOne({ name: 'Lan' }, { $set: { name: 'Lan' } });
    while (slowQueries() < before + 3) await new Promise((resolve) => setTimeout(resolve, 5));
    await client.db().dropDatabase();
    await client.close();
    expect(lines.text)
      .to.include('"shape":{"filter":{"name":"?"},"sort":{"name":1}}')
      .and.include('"returned":1');
    expect(lines.text).not.to.include('Lan');
  });

  it('are told with the plan that MongoDB made', () => {
    const fetch = { stage: 'FETCH', inputStage: { stage: 'IXSCAN', keyPattern: { unit: 1, at: -1 } } };
    const rejected = [{ stage: 'COLLSCAN' }];
    const sort = { stage: 'SORT', inputStage: fetch };
    expect(shownPlan({ queryPlanner: { winningPlan: sort, rejectedPlans: rejected } })).to.equal(
      'IXSCAN {"unit":1,"at":-1}',
    );
    expect(shownPlan({ queryPlanner: { winningPlan: { stage: 'COLLSCAN' } } })).to.equal('COLLSCAN');
    expect(mongoose.connection.readyState).to.equal(1);
  });
});
