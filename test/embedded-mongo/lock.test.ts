import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { StoreLocked, startStore } from '../../server/embedded-mongo/index.ts';
import { startProcess } from './process.ts';
import { emptyDirectory } from './support.ts';

describe('the lock of a store directory', () => {
  let directory: string;
  beforeEach(() => {
    directory = emptyDirectory();
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('keeps a second store of the same process out, and lets it in after close', async () => {
    const first = await startStore({ directory });
    const error = await startStore({ directory }).catch((reason) => reason);
    expect(error).to.be.instanceOf(StoreLocked);
    expect(error.message).to.equal(`another process (pid ${process.pid}) uses ${directory}`);
    await first.close();
    await (await startStore({ directory })).close();
  });

  it('keeps another process out, and is void after kill -9', async () => {
    const other = await startProcess(directory);
    const error = await startStore({ directory }).catch((reason) => reason);
    expect(error.message).to.equal(`another process (pid ${other.child.pid}) uses ${directory}`);
    other.child.kill('SIGKILL');
    await once(other.child, 'exit');
    expect(existsSync(join(directory, 'store.pid'))).to.equal(true);
    const store = await startStore({ directory });
    expect(readFileSync(join(directory, 'store.pid'), 'utf8')).to.equal(`${process.pid}\n`);
    await store.close();
  });

  it('tells whoever is kept out where the store answers, as long as it does', async () => {
    const store = await startStore({ directory });
    const error = await startStore({ directory }).catch((reason) => reason);
    expect(error.uri).to.equal(store.uri);
    await store.close();
    expect(existsSync(join(directory, 'store.uri'))).to.equal(false);
  });

  it('says so on the command line', async () => {
    const store = await startStore({ directory });
    const child = spawn(process.execPath, [
      '--import',
      'tsx',
      'server/embedded-mongo/main.ts',
      '--directory',
      directory,
    ]);
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const [code] = await once(child, 'exit');
    expect(code).to.equal(1);
    expect(said).to.equal(`another process (pid ${process.pid}) uses ${directory}\n`);
    await store.close();
  });

  it('opens directory and socket to their owner only', async () => {
    const store = await startStore({ directory });
    expect(statSync(directory).mode & 0o777).to.equal(0o700);
    await store.close();
  });

  it('finds a shorter socket path for a long directory and removes it', async () => {
    const long = join(directory, 'd'.repeat(120));
    const store = await startStore({ directory: long });
    const path = decodeURIComponent(new URL(store.uri).host);
    expect(path.length).to.be.lessThan(100);
    const client = await new MongoClient(store.uri).connect();
    await client.db().collection('a').insertOne({ n: 1 });
    await client.close();
    await store.close();
    expect(existsSync(join(path, '..'))).to.equal(false);
  });

  it('ends cleanly on SIGTERM and keeps what it has', async () => {
    const first = await startProcess(directory);
    const client = await new MongoClient(first.uri).connect();
    await client.db().collection('a').insertOne({ n: 1 });
    await client.close();
    first.child.kill('SIGTERM');
    const [code] = await once(first.child, 'exit');
    expect(code).to.equal(0);
    const second = await startProcess(directory, ['--port', '0']);
    expect(second.uri).to.match(/^mongodb:\/\/127\.0\.0\.1:\d+\/city\?/);
    const again = await new MongoClient(second.uri).connect();
    expect(await again.db().collection('a').countDocuments({ n: 1 })).to.equal(1);
    await again.close();
    second.child.kill('SIGINT');
    await once(second.child, 'exit');
  });
});
