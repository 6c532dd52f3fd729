import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Binary, Double, Int32, Long, MongoClient } from 'mongodb';
import { type RunningStore, startStore } from '../../server/embedded-mongo/index.ts';
import { Counter, type Tallies } from '../../server/operations/backup/batch.ts';
import { copiedNames, documentsNow } from '../../server/operations/backup/store-data.ts';
import { STATE } from '../../server/platform/data/migrations/state.ts';
import { backup, inShell, moveStore, restore } from './command.ts';

const PASSPHRASE = 'một cụm từ bí mật của thành phố';
const GZIP = '1f8b08';

/** How the first payload begins: behind the header, its kind and its length. */
function firstPayload(bytes: Buffer): string {
  const frame = bytes.indexOf('\n') + 1;
  return bytes.subarray(frame + 5, frame + 8).toString('hex');
}

describe('npm run backup and npm run restore', function () {
  this.timeout(120_000);
  let folder: string;
  let site: string;
  let store: RunningStore;
  let client: MongoClient;
  let kept: Tallies;

  const place = (name: string) => join(folder, name);
  const here = (more: NodeJS.ProcessEnv = {}) => ({ DATA_DIR: site, ...more });
  const elsewhere = (name: string, more: NodeJS.ProcessEnv = {}) => ({ DATA_DIR: place(name), ...more });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'city-backup-'));
    site = place('site');
    await mkdir(site);
    await writeFile(join(site, 'secret'), 's'.repeat(43), { mode: 0o600 });
    store = await startStore({ directory: join(site, 'store') });
    client = await MongoClient.connect(store.uri);
    const db = client.db();
    const rows = Array.from({ length: 4000 }, (_, number) => ({
      ...{ number, half: new Double(number), long: Long.fromNumber(number), at: new Date(number) },
      ...{ votes: { 2: new Int32(1), 10: 'x' }, text: 'Đường trước nhà ngập '.repeat(20), gone: null },
    }));
    await db.collection('feedback').insertMany(rows);
    await db
      .collection('files.chunks')
      .insertMany(Array.from({ length: 30 }, (_, n) => ({ n, data: new Binary(randomBytes(256 * 1024)) })));
    await db.collection('leases').insertOne({ holder: 'x', until: new Date(0) });
    await db.collection('sessions').insertOne({ session: 'of somebody' });
    const state = db.collection<{ _id: string }>(STATE);
    await state.insertMany([{ _id: 'migration-0', number: 0 } as never, { _id: 'backup' }]);
    kept = await tallies(client);
  });
  after(async () => {
    await client.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function tallies(of: MongoClient): Promise<Tallies> {
    const counter = new Counter();
    for await (const batch of documentsNow(of.db(), await copiedNames(of.db()))) counter.add(batch);
    return counter.tallies;
  }

  async function talliesIn(name: string): Promise<Tallies> {
    const restored = await startStore({ directory: join(place(name), 'store') });
    const reader = await MongoClient.connect(restored.uri);
    const found = await tallies(reader);
    await reader.close();
    await restored.close();
    return found;
  }

  it('copies a store in use, and the copy is the same in an empty place', async () => {
    const file = place('whole.backup');
    const made = await backup(['--to', file], here());
    expect(made.said).to.equal('');
    expect(made.out).to.match(/4031 documents of 3 collections, .* not encrypted; \d/);
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
    expect(firstPayload(await readFile(file))).to.equal(GZIP);
    const done = await restore(['--from', file], elsewhere('empty'));
    expect(done.said).to.equal('');
    expect(done.out).to.match(/^Restored and read back: 4031 documents/);
    expect(await talliesIn('empty')).to.deep.equal(kept);
    expect(await readFile(join(place('empty'), 'secret'), 'utf8')).to.equal('s'.repeat(43));
    expect(await readdir(place('empty'))).to.have.members(['store', 'secret']);
  });

  it('encrypts with a passphrase, and opens with no other', async () => {
    const file = place('secret.backup');
    const made = await backup(['--to', file], here({ BACKUP_PASSPHRASE: PASSPHRASE }));
    expect(made.out).to.contain(', encrypted;');
    const bytes = await readFile(file);
    expect(firstPayload(bytes)).to.not.equal(GZIP);
    const unopened = await restore(['--from', file], elsewhere('secret'));
    expect(unopened).to.include({ code: 1 });
    expect(unopened.said).to.contain('is encrypted: give its passphrase by BACKUP_PASSPHRASE');
    const wrong = await restore(['--from', file], elsewhere('secret', { BACKUP_PASSPHRASE: 'x'.repeat(12) }));
    expect(wrong.said).to.equal(`The passphrase does not open ${file}.`);
    await writeFile(place('passphrase'), `${PASSPHRASE}\n`);
    const done = await restore(
      ['--from', file, '--passphrase-file', place('passphrase')],
      elsewhere('secret'),
    );
    expect(done.said).to.equal('');
    expect(await talliesIn('secret')).to.deep.equal(kept);
  });

  it('does not restore over data, unless told to, and then keeps what was there', async () => {
    const file = place('over.backup');
    await backup(['--to', file], here());
    await restore(['--from', file], elsewhere('over'));
    const refused = await restore(['--from', file], elsewhere('over'));
    expect(refused.code).to.equal(1);
    expect(refused.said).to.contain('holds data. With --overwrite');
    const done = await restore(['--from', file, '--overwrite'], elsewhere('over'));
    expect(done.said).to.equal('');
    expect(done.out).to.contain('What was there before is kept as ');
    expect(
      (await readdir(place('over'))).filter((name) => name.startsWith('store.before-restore-')),
    ).to.have.length(1);
    expect(await talliesIn('over')).to.deep.equal(kept);
  });

  it('takes the place of a store that nobody can read, when told to', async () => {
    const file = place('unreadable.backup');
    await backup(['--to', file], here());
    await restore(['--from', file], elsewhere('unreadable'));
    const path = join(place('unreadable'), 'store', 'store.mdb');
    const bytes = await readFile(path);
    // The first pages stay as they are: the file opens, and what it holds does not.
    await writeFile(path, bytes.fill(0xff, 2 * 4096));
    const done = await restore(['--from', file, '--overwrite'], elsewhere('unreadable'));
    expect(done.code, done.said).to.equal(0);
    expect(await talliesIn('unreadable')).to.deep.equal(kept);
  });

  it('restores into a database by its address; while a site runs on it, it does not', async () => {
    const file = place('database.backup');
    await backup(['--to', file], here());
    const address = new URL(store.uri);
    address.pathname = '/another';
    const there = { MONGODB_URI: address.href, DATA_DIR: place('database') };
    expect((await restore(['--from', file], there)).said).to.equal('');
    const another = await MongoClient.connect(address.href);
    expect(await tallies(another)).to.deep.equal(kept);
    expect((await restore(['--from', file], there)).said).to.contain('The database holds data.');
    await another.db().collection('feedback').insertOne({ later: true });
    const lease = { holder: 'x', until: new Date(Date.now() + 20_000) };
    await another.db().collection('leases').insertOne(lease);
    expect((await restore(['--from', file, '--overwrite'], there)).said).to.contain('A site is running');
    await another.db().collection('leases').deleteMany({});
    expect((await restore(['--from', file, '--overwrite'], there)).said).to.equal('');
    expect(await tallies(another)).to.deep.equal(kept);
    await another.close();
  });

  it('moves a store to a database by its address and back, the same in both', async () => {
    await backup(['--to', place('moving.backup')], here());
    await restore(['--from', place('moving.backup')], elsewhere('moving'));
    const address = new URL(store.uri);
    address.pathname = '/moved';
    const there = await moveStore(['--to', address.href], elsewhere('moving'));
    expect(there.said).to.equal('');
    expect(there.out).to.match(/^Copied and held against each other: 4031 documents of 3 collections/);
    const moved = await MongoClient.connect(address.href);
    expect(await tallies(moved)).to.deep.equal(kept);
    expect((await moveStore(['--to', address.href], elsewhere('moving'))).said).to.contain('holds data');
    const from = { MONGODB_URI: address.href, DATA_DIR: place('moving') };
    expect((await moveStore(['--to', place('back')], from)).said).to.equal('');
    expect(await talliesIn('back')).to.deep.equal(kept);
    const lease = { holder: 'x', until: new Date(Date.now() + 60_000) };
    await moved.db().collection('leases').insertOne(lease);
    expect((await moveStore(['--to', place('again')], from)).said).to.contain('A site is running');
    for (const mistyped of ['mongodb://nowhere', 'mongodb//nowhere/city', 'mongo://nowhere/city'])
      expect((await moveStore(['--to', mistyped], elsewhere('moving'))).code, mistyped).to.equal(78);
    expect((await moveStore(['--to', place('moving')], elsewhere('moving'))).said).to.contain(
      'there already',
    );
    await moved.close();
  });

  it('restores not while the server has the store', async () => {
    const file = place('running.backup');
    await backup(['--to', file], here());
    const { said } = await restore(['--from', file, '--overwrite'], here());
    expect(said).to.match(/^Stop the server first: another process \(pid \d+\) uses /);
  });

  it('leaves nothing half on a full disk, and says how much room was missing', async () => {
    const file = place('full.backup');
    const limited = await inShell(`trap '' XFSZ; ulimit -f 200; exec "$0" "$@"`, ['--to', file], here());
    expect(limited.code).to.equal(1);
    expect(limited.said).to.match(
      /There is no room for full\.backup in .*: \d+ MB were written and removed again/,
    );
    expect((await readdir(folder)).filter((name) => name.startsWith('full'))).to.deep.equal([]);
  });

  it('leaves nothing half when it is stopped', async () => {
    const file = place('stopped.backup');
    const untilSeen = `until ls "$3".*.partial 2>/dev/null || ! kill -0 $!; do sleep 0.01; done`;
    const { code, out } = await inShell(
      `"$0" "$@" & ${untilSeen}; kill -TERM $!; wait $!`,
      ['--to', file],
      here(),
    );
    expect(out, 'stopped while the file was half').to.contain('.partial');
    const left = (await readdir(folder)).filter((name) => name.startsWith('stopped'));
    expect(left).to.deep.equal(code === 0 ? ['stopped.backup'] : []);
  });

  describe('of a file that is not whole', () => {
    let bytes: Buffer;
    before(async () => {
      await backup(['--to', place('plain.backup')], here());
      bytes = await readFile(place('plain.backup'));
    });

    const changes: [string, (bytes: Buffer) => Buffer, RegExp][] = [
      [
        'cut off',
        (bytes) => bytes.subarray(0, bytes.length - 30),
        /is cut off at byte \d+ \(frame \d+, after documents of /,
      ],
      ['cut off between frames', (bytes) => withoutEnd(bytes), /is cut off at byte \d+/],
      [
        'changed in one byte',
        (bytes) => changedAt(bytes, bytes.length >> 1),
        /is damaged at byte \d+ \(frame \d+, after/,
      ],
      [
        'changed in its header',
        (bytes) => changedAt(bytes, 60),
        /first line is damaged|is damaged at byte|no backup/,
      ],
      ['longer than written', (bytes) => Buffer.concat([bytes, Buffer.from('x')]), /goes on after its end/],
      ['empty', () => Buffer.alloc(0), /is empty/],
      ['something else', () => Buffer.from('%PDF-1.7\nxx'), /is no backup of this program/],
      ['of a later format', (bytes) => edited(bytes, '"version":1', '"version":2'), /reads up to format 1/],
      [
        'of a later store',
        (bytes) => edited(bytes, '"migration":0', '"migration":999'),
        /migration 999, here up to/,
      ],
    ];
    for (const [name, change, told] of changes)
      it(`${name}: says so and changes nothing`, async () => {
        const file = place(`${name.replaceAll(' ', '-')}.backup`);
        await writeFile(file, change(bytes));
        const { code, said } = await restore(['--from', file, '--overwrite'], elsewhere('untouched'));
        expect(code).to.equal(1);
        expect(said).to.match(told);
        expect(existsSync(place('untouched'))).to.equal(false);
      });
  });

  it('says what is wrong with what it was asked', async () => {
    const file = place('asked.backup');
    expect(await backup([], here())).to.include({ code: 64 });
    expect((await backup(['--too', file], here())).said).to.contain('npm run backup -- --to FILE');
    expect((await backup(['--to', place('no/folder/x')], here())).said).to.match(
      /The folder .* is not there/,
    );
    expect((await backup(['--to', file], here({ BACKUP_PASSPHRASE: 'short' }))).said).to.contain(
      '12 characters',
    );
    expect((await backup(['--to', file], elsewhere('nowhere'))).said).to.contain('There is no store under');
    expect((await backup(['--to', file], here({ MONGODB_URI: 'http://x/city' }))).code).to.equal(78);
    await backup(['--to', file], here());
    expect((await backup(['--to', file], here())).said).to.contain('is there already: give another name');
    expect((await restore(['--from', place('none')], elsewhere('none'))).said).to.contain('There is no file');
    expect((await readdir(folder)).filter((name) => name.includes('partial'))).to.deep.equal([]);
  });
});

function changedAt(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = changed[at]! ^ 1;
  return changed;
}

function edited(bytes: Buffer, from: string, to: string): Buffer {
  const at = bytes.indexOf(from);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(to), bytes.subarray(at + from.length)]);
}

/** The last frame taken away whole. */
function withoutEnd(bytes: Buffer): Buffer {
  let at = bytes.indexOf('\n') + 1;
  for (;;) {
    const next = at + 5 + bytes.readUInt32BE(at + 1) + 16;
    if (next >= bytes.length) return bytes.subarray(0, at);
    at = next;
  }
}
