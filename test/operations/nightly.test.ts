import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { readConfig } from '../../server/config.ts';
import { isDue, lastPassing, superfluous } from '../../server/operations/nightly/due.ts';
import { nightlyBackups } from '../../server/operations/nightly/job.ts';
import { systemContext } from '../../server/platform/context.ts';
import { commandSite } from '../../server/platform/site.ts';
import { emptyStore, storeAddress } from '../support/store.ts';
import { startWorld } from '../support/world.ts';

const NIGHT = { at: '02:00', zone: 'Asia/Ho_Chi_Minh' };
const hanoi = (text: string) => new Date(`${text}+07:00`);

describe('when a nightly backup is due', () => {
  it('is by the clocks of the city', () => {
    expect(lastPassing(hanoi('2026-12-01T01:59'), '02:00', NIGHT.zone)).to.deep.equal(
      hanoi('2026-11-30T02:00'),
    );
    expect(lastPassing(hanoi('2026-12-01T02:00'), '02:00', NIGHT.zone)).to.deep.equal(
      hanoi('2026-12-01T02:00'),
    );
  });

  it('is once a night, at once on a new site, and each hour after a failure', () => {
    const now = hanoi('2026-12-01T02:30');
    expect(isDue({}, now, NIGHT)).to.equal(true);
    expect(isDue({ madeAt: hanoi('2026-11-30T02:01') }, now, NIGHT)).to.equal(true);
    expect(isDue({ madeAt: hanoi('2026-12-01T02:00') }, now, NIGHT)).to.equal(false);
    const failed = { madeAt: hanoi('2026-11-30T02:01'), triedAt: hanoi('2026-12-01T02:00'), fault: 'full' };
    expect(isDue(failed, now, NIGHT)).to.equal(false);
    expect(isDue(failed, hanoi('2026-12-01T03:00'), NIGHT)).to.equal(true);
  });

  it('keeps the newest, removes what was left half, and touches nothing else', () => {
    const made = [1, 2, 3, 4].map((day) => `city-2026-12-0${day}T02-00-00Z.backup`);
    const others = ['before-upgrade.backup', 'city-2026.txt', 'city-2026-12-01.backup.55.partial'];
    const half = 'city-2026-12-04T02-00-00Z.backup.77.partial';
    expect(superfluous([...made, ...others, half], 3)).to.deep.equal([made[0], half]);
    expect(superfluous(made, 9)).to.deep.equal([]);
  });
});

describe('nightly backups', function () {
  this.timeout(60_000);
  let store: { close(): Promise<void> };
  let folder: string;
  const site = commandSite();

  beforeEach(async () => {
    store = await emptyStore();
    folder = await mkdtemp(join(tmpdir(), 'nights-'));
    await mongoose.connection.db!.collection('units').insertOne({ slug: 'dept-justice' });
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  const configured = (more: NodeJS.ProcessEnv = {}) => {
    const address = new URL(storeAddress());
    address.pathname = `/${mongoose.connection.db!.databaseName}`;
    return readConfig({ MONGODB_URI: address.href, BACKUP_DIR: folder, BACKUP_KEEP: '2', ...more });
  };
  const at = (now: Date) => ({ ...systemContext(site, 'operations.backup'), now });
  const made = async () => (await readdir(folder)).filter((name) => name.endsWith('.backup')).sort();

  it('are made once a night; the last ones are kept', async () => {
    const { jobs, said } = nightlyBackups(configured());
    const run = (now: Date) => jobs[0]!.run(at(now));
    await writeFile(join(folder, 'mine.backup'), 'x');
    for (const day of [1, 1, 2, 3]) await run(hanoi(`2026-12-0${day}T02:05`));
    expect(await made()).to.deep.equal([
      'city-2026-12-01T19-05-00Z.backup',
      'city-2026-12-02T19-05-00Z.backup',
      'mine.backup',
    ]);
    const told = await said(hanoi('2026-12-03T09:00'));
    expect(told).to.deep.equal({ ok: true, madeAt: hanoi('2026-12-03T02:05'), fault: undefined });
    expect(await said(hanoi('2026-12-04T05:00'))).to.include({
      ok: false,
      fault: 'the last backup is missing',
    });
  });

  it('that fail are told with their reason, and leave the last good one', async () => {
    const config = configured();
    const { jobs, said } = nightlyBackups(config);
    await jobs[0]!.run(at(hanoi('2026-12-01T02:05')));
    await rm(folder, { recursive: true });
    await jobs[0]!.run(at(hanoi('2026-12-02T02:05')));
    const told = await said(hanoi('2026-12-02T02:06'));
    expect(told)
      .to.include({ ok: false })
      .and.deep.include({ madeAt: hanoi('2026-12-01T02:05') });
    expect(told!.fault).to.match(/The folder .* is not there/);
  });

  it('are refused by name at the start when their settings are wrong', () => {
    const wrong = {
      BACKUP_DIR: join(folder, 'no'),
      BACKUP_AT: '2 am',
      BACKUP_KEEP: '0',
      BACKUP_PASSPHRASE: 'x',
    };
    expect(() => configured(wrong)).to.throw(
      /BACKUP_DIR[\s\S]*BACKUP_AT[\s\S]*BACKUP_KEEP[\s\S]*BACKUP_PASSPHRASE/,
    );
  });
});

describe('the nights at /health/ready', () => {
  it('are told, and do not make a site unable to serve', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nights-'));
    const world = await startWorld({ BACKUP_DIR: folder });
    const answer = await fetch(`${world.address}/health/ready`);
    expect(answer.status).to.equal(200);
    expect(await answer.json()).to.deep.include({ ok: true, backup: { ok: true } });
    await world.stop();
    await rm(folder, { recursive: true });
  });
});
