import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { closingFile } from '../../server/maintenance/closing-file.ts';
import { siteStateJob } from '../../server/maintenance/current.ts';
import { noticeAt, readReason } from '../../server/maintenance/rules.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import { type Person, person, signIn } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

describe('a notice', () => {
  const text = { vi: 'a', en: 'b', ru: 'c' };
  const at = (hour: number) => new Date(Date.UTC(2026, 2, 4, hour));

  it('stands from its beginning to its end', () => {
    const notice = { text, from: at(2), until: at(4) };
    expect([1, 2, 3, 4].map((hour) => !!noticeAt(notice, at(hour)))).to.deep.equal([
      false,
      true,
      true,
      false,
    ]);
    expect(noticeAt({ ...notice, until: null }, at(9))).to.not.equal(undefined);
    expect(noticeAt(null, at(2))).to.equal(undefined);
  });

  it('of the file may be plain words', () => {
    expect(readReason('Nâng cấp.\n')).to.deep.equal({ vi: 'Nâng cấp.', en: 'Nâng cấp.', ru: 'Nâng cấp.' });
    expect(readReason('{"vi":"a","en":"b"}')).to.deep.equal({ vi: 'a', en: 'b', ru: 'a' });
    expect(readReason('7').en).to.equal('The site is being maintained.');
    expect(readReason('').vi).to.equal('Hệ thống đang được bảo trì.');
  });
});

describe('maintenance', function () {
  this.timeout(60_000);
  let world: World;
  let administrator: Person;
  let directory: string;
  const PATH = '/administration/maintenance';
  const reason = { vi: 'Nâng cấp máy chủ.', en: 'New server.', ru: 'Новый сервер.' };

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'maintenance-'));
    world = await startWorld({ DATA_DIR: directory });
    administrator = await person(world, 'administrator');
  });
  after(async () => {
    await world?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const header = async () => (await world.visitor().get('/')).$('header').text();

  async function tryToTrack() {
    const visitor = world.visitor();
    await visitor.get('/track');
    return visitor.submit('form[action="/track"]', { code: 'PA-2026-00001', key: 'abcd' });
  }

  it('closes the site for writing, with the reason in the language of the reader', async () => {
    await administrator.visitor.get(PATH);
    const seen = await administrator.visitor.submit('#close-site', reason);
    expect(seen.text).to.contain('Новый сервер.');
    expect((await tryToTrack()).status).to.not.equal(503);
    const closed = await administrator.visitor.submit('#confirm-closing', { confirmed: 'yes' });
    expect(closed.path).to.equal(PATH);
    expect(await header()).to.contain('Nâng cấp máy chủ.');
    const refused = await tryToTrack();
    expect(refused.status).to.equal(503);
    expect(refused.text).to.contain('Nâng cấp máy chủ.');
    expect(refused.$('input[name="code"]').attr('value')).to.equal('PA-2026-00001');
  });

  it('answers programs that write with 503, and those that read as ever', async () => {
    const headers = { 'content-type': 'application/json', 'accept-language': 'ru' };
    const written = await fetch(`${world.address}/api/v1/feedback`, { method: 'POST', headers, body: '{}' });
    expect(written.status).to.equal(503);
    expect(written.headers.get('retry-after')).to.equal('60');
    expect(((await written.json()) as { title: string }).title).to.contain('Новый сервер.');
    expect((await fetch(`${world.address}/api/v1/feedback`)).status).to.equal(200);
  });

  it('lets administrators sign in and work, and nobody else write', async () => {
    await signIn(world.visitor(), administrator);
    const head = await person(world, 'head', { units: ['dept-health'] });
    await head.visitor.get('/account/notices');
    const kept = await head.visitor.submit('form[action="/account/notices"]', {});
    expect(kept.status).to.equal(503);
    expect((await head.visitor.get(PATH)).status).to.equal(403);
    await administrator.visitor.get(PATH);
    await administrator.visitor.submit('#open-site', {});
    expect((await tryToTrack()).status).to.not.equal(503);
    await world.app.dispatcher.settled();
    const names = (await Journal.find({ name: /^maintenance/ }).sort({ at: 1, _id: 1 })).map(
      ({ name }) => name,
    );
    expect(names).to.deep.equal(['maintenance.begun', 'maintenance.ended']);
  });

  it('goes by a file too, for when no page can be reached', async () => {
    await writeFile(closingFile(directory), '{"vi":"Chuyển kho dữ liệu."}');
    await world.app.scheduler.run(siteStateJob);
    expect((await tryToTrack()).text).to.contain('Chuyển kho dữ liệu.');
    expect((await administrator.visitor.get(PATH)).text).to.contain('Chuyển kho dữ liệu.');
    await rm(closingFile(directory));
    await world.app.scheduler.run(siteStateJob);
    expect((await tryToTrack()).status).to.not.equal(503);
  });

  it('tells everybody what is set for now, until its end', async () => {
    const words = { noticeVi: 'Nghỉ lễ.', noticeEn: 'Holiday.', noticeRu: 'Праздник.' };
    await administrator.visitor.get(PATH);
    const wrong = await administrator.visitor.submit('#set-notice', { ...words, until: '2026-03-01T08:00' });
    expect(wrong.status).to.equal(422);
    expect(wrong.$('#noticeVi').attr('value')).to.equal('Nghỉ lễ.');
    const until = '2026-03-09T08:00';
    expect((await administrator.visitor.submit('#set-notice', { ...words, until })).path).to.equal(PATH);
    expect(await header()).to.contain('Nghỉ lễ.');
    world.advance({ days: 7 });
    expect(await header()).to.not.contain('Nghỉ lễ.');
  });
});
