import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { expect } from 'chai';
import { type Document, MongoClient } from 'mongodb';
import { startStore } from '../../server/embedded-mongo/index.ts';
import { projectFile } from '../../server/platform/project-files.ts';
import { builtProgram } from '../support/built.ts';
import { PASSWORD } from '../support/people.ts';
import { Visitor } from '../support/visitor.ts';

const STORES = 'test/fixtures/stores';
const packed = readdirSync(projectFile(STORES));

/** The program on a directory of data; its address, once it serves. */
async function startSite(data: string): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(process.execPath, [builtProgram('server/main.ts')], {
    cwd: projectFile('.'),
    env: {
      ...process.env,
      PORT: '0',
      DATA_DIR: data,
      MONGODB_URI: '',
      SMTP_URL: '',
      SESSION_SECRET: 'a secret for tests only, thirty-two characters',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    child.stdout!.on('data', (chunk: Buffer) => {
      const ready = /http:\S+?:\d+/.exec(chunk.toString());
      if (ready) resolve(ready[0].replace('localhost', '127.0.0.1'));
    });
  });
  return { child, address };
}

async function stopSite({ child }: { child: ChildProcess }): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

async function everything(directory: string): Promise<Map<string, Document[]>> {
  const store = await startStore({ directory });
  const client = await MongoClient.connect(store.uri);
  const names = (await client.db().listCollections().toArray()).map(({ name }) => name);
  const rows = names.map(
    async (name) => [name, await client.db().collection(name).find().toArray()] as const,
  );
  const all = new Map(await Promise.all(rows));
  await client.close();
  await store.close();
  return all;
}

for (const file of packed)
  describe(`a store written before: ${file}`, function () {
    this.timeout(120_000);
    let directory: string;
    let kept = new Map<string, Document[]>();
    let site: { child: ChildProcess; address: string };

    beforeEach(async () => {
      directory = await mkdtemp(join(tmpdir(), 'older-store-'));
      await mkdir(join(directory, 'store'));
      const bytes = brotliDecompressSync(await readFile(projectFile(`${STORES}/${file}`)));
      await writeFile(join(directory, 'store', 'store.mdb'), bytes);
      kept = await everything(join(directory, 'store'));
      site = await startSite(directory);
    });

    afterEach(async () => {
      if (site.child.exitCode === null) await stopSite(site);
      await rm(directory, { recursive: true, force: true });
    });

    it('is served: the pages show what it holds, its people sign in, new items come in', async () => {
      const visitor = new Visitor(site.address);
      const shown = kept.get('feedback')!.filter(({ public: open }) => open !== undefined);
      expect(kept.get('feedback')).to.have.length.above(9);
      for (const path of ['/', '/feedback', '/dialogues', '/units', '/health/ready'])
        expect((await visitor.get(path)).status, path).to.equal(200);
      for (const { code } of shown) {
        const { status } = await visitor.get(`/feedback/${code}`);
        expect(status, code).to.equal(200);
      }
      for (const { code } of kept.get('dialogues')!)
        expect((await visitor.get(`/dialogues/${code}`)).status, code).to.equal(200);
      await visitor.get('/sign-in');
      const desk = await visitor.submit('form[action="/sign-in"]', {
        email: 'head@city.example',
        password: PASSWORD,
      });
      expect(desk.status).to.equal(200);
      expect(desk.path).not.to.equal('/sign-in');
      const sent = await fetch(`${site.address}/api/v1/feedback`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          kind: 'feedback',
          regulation: 'birth-registration',
          subject: 'Giấy khai sinh quá hẹn',
          text: 'Hồ sơ khai sinh của con tôi đã quá hẹn.',
          name: 'Nguyễn Văn Bình',
          email: 'binh@mail.example',
        }),
      });
      expect(sent.status).to.equal(201);
      await stopSite(site);
      const after = await everything(join(directory, 'store'));
      expect(after.get('feedback')).to.have.length(kept.get('feedback')!.length + 1);
      for (const name of ['feedback', 'journal', 'dialogues', 'outbox']) {
        const ids = new Set(after.get(name)!.map(({ _id: id }) => String(id)));
        for (const { _id: id } of kept.get(name)!)
          expect(ids.has(String(id)), `${name} ${id}`).to.equal(true);
      }
    });
  });
