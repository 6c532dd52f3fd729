import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { startStore } from '../../server/embedded-mongo/index.ts';
import { command } from '../operations/command.ts';

describe('the command for a city where one person is left who could ask or approve', function () {
  this.timeout(120_000);
  let directory: string;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'turn-off-'));
    const store = await startStore({ directory: join(directory, 'store') });
    await store.close();
  });
  after(() => rm(directory, { recursive: true }));

  const turnOff = (given: string[]) => command('../second-person/turn-off', given, { DATA_DIR: directory });

  it('ends the rule from the next day, and the journal says why', async () => {
    const { code, out, said } = await turnOff(['Only one administrator is left']);
    expect([said, code]).to.deep.equal(['', 0]);
    const [, from] = out.match(/^From (\d{4}-\d\d-\d\d) no act takes two people/)!;
    const store = await startStore({ directory: join(directory, 'store') });
    const client = await new MongoClient(store.uri).connect();
    const tables = client
      .db()
      .collection<{ _id: string; rows: object[]; pending: object[] }>('setting-tables');
    const table = await tables.findOne({ _id: 'second-person' });
    const row = { acts: [], validFrom: from, basis: 'Only one administrator is left' };
    expect(table!.rows.at(-1)).to.deep.include(row);
    // The site carries it into the journal: it waits beside what has changed.
    expect(table!.pending.at(-1)).to.have.property('name', 'settings.changed');
    await client.close();
    await store.close();
  });

  it('wants a reason', async () => {
    const { code, said } = await turnOff([' ']);
    expect(code).to.equal(64);
    expect(said).to.contain('second-person-off -- "reason"');
  });
});
