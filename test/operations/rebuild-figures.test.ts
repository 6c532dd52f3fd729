import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { builtProgram } from '../support/built.ts';
import { item } from '../support/factories.ts';
import { storeAddress } from '../support/store.ts';
import { startWorld, type World } from '../support/world.ts';

describe('npm run rebuild-figures', function () {
  this.timeout(120_000);
  let world: World;

  before(async () => {
    world = await startWorld();
  });
  after(() => world?.stop());

  it('counts what the site counts, with its catalogue and its rules', async () => {
    await item(world, { status: 'assigned', input: { papers: ['Sổ hộ khẩu photo công chứng'] } });
    await item(world, { status: 'answered' });
    await world.settled();
    const here = new URL(storeAddress());
    here.pathname = `/${mongoose.connection.db!.databaseName}`;
    const env = { PATH: process.env['PATH'], MONGODB_URI: here.href };
    const ran = spawn(process.execPath, [builtProgram('server/operations/rebuild-figures.ts')], { env });
    let said = '';
    for (const stream of [ran.stdout, ran.stderr]) stream.on('data', (text) => (said += text));
    await once(ran, 'close');
    expect(said).to.match(/^\d+ documents, 0 of them counted anew; 0 rows mended\.\n$/);
  });
});
