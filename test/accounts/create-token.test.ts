import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { actorOfToken, createAccount } from '../../server/accounts/index.ts';
import { type RunningStore, startStore } from '../../server/embedded-mongo/index.ts';
import { systemContext } from '../../server/platform/context.ts';
import { connectStore, disconnectStore } from '../../server/platform/data/connection.ts';
import { commandSite } from '../../server/platform/site.ts';
import { builtProgram } from '../support/built.ts';
import { PASSWORD } from './world.ts';

const EMAIL = 'program@city.example';
const ASKED = ['--email', EMAIL, '--scopes', 'read,write', '--days', '3'];

interface Ran {
  code: number;
  out: string;
  said: string;
}

function run(parameters: string[], environment: NodeJS.ProcessEnv): Promise<Ran> {
  const env = { PATH: process.env['PATH'], ...environment };
  const command = [builtProgram('server/accounts/create-token.ts'), ...parameters];
  return new Promise((resolve) =>
    execFile(process.execPath, command, { env }, (error, out, said) =>
      resolve({ code: Number(error?.code ?? 0), out: out.trim(), said }),
    ),
  );
}

describe('create-token', function () {
  this.timeout(60_000);
  let directory: string;
  let store: RunningStore;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'city-'));
    store = await startStore({ directory: join(directory, 'store') });
    await connectStore(store.uri);
    await createAccount(systemContext(commandSite(), 'test'), {
      ...{ name: 'Trạm dữ liệu', email: EMAIL, password: PASSWORD },
      ...{ roles: ['coordinator'], units: [], language: 'vi' },
    });
  });
  after(async () => {
    await disconnectStore();
    await store.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('prints nothing but the token, which works', async () => {
    const { code, out, said } = await run(ASKED, { MONGODB_URI: store.uri });
    expect(said).to.contain(EMAIL);
    expect(code).to.equal(0);
    const actor = await actorOfToken(out, new Date());
    expect(actor as object).to.deep.include({ email: EMAIL, scopes: ['read', 'write'] });
    expect(await actorOfToken(out, new Date(Date.now() + 4 * 86_400_000))).to.equal(undefined);
  });

  it('says what to do when the server holds the store', async () => {
    const { code, out, said } = await run(ASKED, { DATA_DIR: directory });
    expect([code, out]).to.deep.equal([1, '']);
    expect(said).to.contain('in use').and.to.contain('/account').and.to.contain('MONGODB_URI');
    expect(said).not.to.contain('    at ');
  });

  it('names wrong arguments, an unknown address and a wrong environment', async () => {
    const uri = { MONGODB_URI: store.uri };
    const wrong = await run(['--email', 'nobody', '--scopes', 'all', '--days', '0'], uri);
    expect(wrong.code).to.equal(64);
    for (const word of ['"email"', 'scopes', '"days"', 'npm run create-token'])
      expect(wrong.said).to.contain(word);
    expect((await run(['--emial', EMAIL], uri)).code).to.equal(64);
    const unknown = await run(['--email', 'nobody@city.example'], uri);
    expect([unknown.code, unknown.said.trim()]).to.deep.equal([
      1,
      'There is no active account with this address.',
    ]);
    const environment = await run(ASKED, { ...uri, PORT: 'many' });
    expect(environment.code).to.equal(78);
    expect(environment.said).to.contain('PORT');
  });
});
