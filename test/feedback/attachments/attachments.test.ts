import { createServer, type Server } from 'node:net';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { scanJob } from '../../../server/feedback/attachments/jobs.ts';
import { sweepFilesJob } from '../../../server/feedback/evidence/jobs.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { systemContext } from '../../../server/platform/context.ts';
import { clamAv, fileOf } from '../../../server/platform/files/index.ts';
import { Outbox } from '../../../server/platform/mail/outbox.ts';
import { item, UNIT } from '../../support/factories.ts';
import { type Person, person } from '../../support/people.ts';
import * as sample from '../../support/sample-files.ts';
import type { Seen, Visitor } from '../../support/visitor.ts';
import { startWorld, type World } from '../../support/world.ts';

const SECRET = '21.0285N 105.8542E';
const PHOTO = { field: 'files', name: 'Cây trước nhà.jpg', bytes: new Uint8Array(sample.jpeg(SECRET)) };
const PAPER = { field: 'files', name: 'Đơn.pdf', bytes: new Uint8Array(sample.PDF) };
const TYPED = {
  kind: 'feedback',
  regulation: 'tree-felling-permit',
  subject: 'Cây lớn trước nhà sắp đổ',
  text: 'Cây xà cừ trước cửa nhà tôi đã nghiêng sau trận mưa, cành khô rơi xuống vỉa hè.',
  senderKind: 'citizen',
  name: 'Nguyễn Thị Lan',
  email: 'lan@kin.example',
  language: 'vi',
  publishText: 'yes',
};

describe('files of a sender', function () {
  this.timeout(60_000);
  let world: World;
  let desk: Person;

  before(async () => {
    world = await startWorld();
    desk = await person(world, 'coordinator');
  });
  after(() => world.stop());

  let count = 0;
  const key = () => `attached-${++count}`;
  const stored = async (code: string) => (await Feedback.findOne({ code }).lean())!;
  const files = () => mongoose.connection.db!.collection('files.files').countDocuments();
  const keptNames = (seen: Seen) =>
    seen
      .$('.files .row > span')
      .map((_, each) => seen.$(each).text().trim())
      .get();

  async function opened(): Promise<Visitor> {
    const visitor = world.visitor();
    await visitor.get('/feedback/new?regulation=tree-felling-permit');
    return visitor;
  }

  /** Sends the form with one file after another, then what the preview shows. */
  async function handedIn(...sent: (typeof PHOTO)[]): Promise<{ code: string; visitor: Visitor }> {
    const visitor = await opened();
    const fields = { ...TYPED, idempotencyKey: key() };
    let seen = visitor.last!;
    for (const file of sent) {
      const marks = seen
        .$('input[name=_file]')
        .map((_, each) => seen.$(each).attr('value')!)
        .get();
      seen = await visitor.upload('/feedback/new', { ...fields, _file: marks, step: 'preview' }, file);
    }
    const receipt = await visitor.submit('#feedback-form', { step: 'send' });
    expect(receipt.path).to.match(/receipt$/);
    return { code: receipt.path.split('/')[2]!, visitor };
  }

  it('stay with a form that is refused, are removed one by one, and go with it when it is sent', async () => {
    const visitor = await opened();
    const typed = { ...TYPED, idempotencyKey: key(), subject: '' };
    const refused = await visitor.upload('/feedback/new', typed, PHOTO);
    expect(refused.status).to.equal(422);
    expect(keptNames(refused)[0]).to.contain(PHOTO.name);
    expect(refused.text).to.contain('không phải chọn lại');
    const mark = refused.$('input[name=_file]').attr('value')!;
    const both = await visitor.upload('/feedback/new', { ...typed, _file: mark, _files: 'add' }, PAPER);
    expect(both.status).to.equal(200);
    expect(keptNames(both)).to.have.lengthOf(2);
    expect(both.$('.error-summary')).to.have.lengthOf(0);
    const id = mark.split('.')[0]!;
    const less = await visitor.submit('#feedback-form', { _files: `remove:${id}` });
    expect(keptNames(less).join()).to.contain(PAPER.name).and.not.to.contain(PHOTO.name);
    expect(less.$('#text').val()).to.equal(TYPED.text);
    const other = await visitor.submit('#feedback-form', { _language: 'en' });
    expect(keptNames(other)).to.have.lengthOf(1);
    const preview = await visitor.submit('#feedback-form', { subject: TYPED.subject, step: 'preview' });
    expect(preview.text).to.contain(PAPER.name);
    const again = await visitor.submit('#feedback-form', { step: 'change' });
    expect(keptNames(again)).to.have.lengthOf(1);
    await visitor.submit('#feedback-form', { step: 'preview' });
    const receipt = await visitor.submit('#feedback-form', { step: 'send' });
    const { attachments } = await stored(receipt.path.split('/')[2]!);
    expect(attachments.map(({ name, with: what }) => [name, what])).to.deep.equal([
      [PAPER.name, 'submission'],
    ]);
  });

  it('make one item however often the form is sent', async () => {
    const visitor = await opened();
    const fields = { ...TYPED, idempotencyKey: key() };
    const preview = await visitor.upload('/feedback/new', { ...fields, step: 'preview' }, PHOTO);
    const _file = preview.$('input[name=_file]').attr('value')!;
    const send = () => visitor.post('/feedback/new', { ...fields, _file, step: 'send' });
    await visitor.get('/feedback/new?regulation=tree-felling-permit');
    const first = await send();
    await visitor.get('/feedback/new?regulation=tree-felling-permit');
    expect((await send()).path).to.equal(first.path);
    expect((await stored(first.path.split('/')[2]!)).attachments).to.have.lengthOf(1);
    // With another key it would be another item with the same file.
    await visitor.get('/feedback/new?regulation=tree-felling-permit');
    const taken = await visitor.post('/feedback/new', {
      ...fields,
      idempotencyKey: key(),
      _file,
      step: 'send',
    });
    expect([taken.status, taken.text.includes('hồ sơ khác')]).to.deep.equal([422, true]);
  });

  it('are refused one by one, in the language of the reader, and hold up no other', async () => {
    const large = new Uint8Array(10 * 1024 * 1024 + 1);
    large.set(sample.PDF);
    const wrong: [string, Uint8Array<ArrayBuffer>, string][] = [
      ['a.pdf', large, 'at most 10 MB'],
      ['a.exe', new Uint8Array(Buffer.from('MZ')), 'not accepted'],
      ['a.pdf', PHOTO.bytes, 'do not match'],
      ['a.jpg', PHOTO.bytes.slice(0, 400), 'damaged'],
      ['a.pdf', new Uint8Array(0), 'empty'],
    ];
    const visitor = await opened();
    const fields = { ...TYPED, idempotencyKey: key(), _language: '' };
    visitor.language = 'en';
    const first = await visitor.upload('/feedback/new', { ...fields, _files: 'add' }, PAPER);
    const _file = first.$('input[name=_file]').attr('value')!;
    for (const [name, bytes, words] of wrong) {
      const file = { field: 'files', name, bytes };
      const seen = await visitor.upload('/feedback/new', { ...fields, _file, step: 'preview' }, file);
      expect([seen.status, seen.$('#files-error').text().includes(words)], words).to.deep.equal([422, true]);
      expect(keptNames(seen), words).to.have.lengthOf(1);
      expect(seen.$('#text').val()).to.equal(TYPED.text);
    }
    const forged = `${'f'.repeat(24)}.${'x'.repeat(43)}`;
    const without = await visitor.upload('/feedback/new', { ...fields, _file: forged, _files: 'add' }, PAPER);
    expect(keptNames(without)).to.have.lengthOf(1);
  });

  it('are private: for the sender and those inside, without what the camera wrote', async () => {
    const { code, visitor } = await handedIn(PHOTO, PAPER);
    const { attachments } = await stored(code);
    expect(attachments).to.have.lengthOf(2);
    const path = `/feedback/${code}/attachments/${attachments[0]!.id}`;
    const own = await visitor.get(path);
    expect(own.status).to.equal(200);
    expect((await fileOf(attachments[0]!.id))!.bytes.includes(SECRET)).to.equal(false);
    const outside = await person(world, 'official', { units: [UNIT] });
    for (const stranger of [world.visitor(), outside.visitor]) {
      expect((await stranger.get(path)).status).to.equal(404);
      expect((await stranger.get(`/feedback/${code}`)).html).to.not.contain(PHOTO.name);
    }
    expect((await desk.visitor.get(path)).status).to.equal(200);
    expect((await desk.visitor.get(`/feedback/${code}`)).text).to.contain(PHOTO.name);
    const { headers } = await fetch(world.address + path, {
      headers: { cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    expect(headers.get('x-content-type-options')).to.equal('nosniff');
    expect(headers.get('content-disposition')).to.match(/^attachment/);
  });

  it('are published by a coordinator who has looked, with the text, and made private again', async () => {
    const { code } = await handedIn(PHOTO);
    const { id } = (await stored(code)).attachments[0]!;
    const path = `/feedback/${code}/attachments/${id}`;
    const stranger = world.visitor();
    await desk.visitor.get(`/feedback/${code}`);
    expect(desk.visitor.last!.html).to.not.contain(`${path}/publication`);
    await desk.visitor.submit(`/feedback/${code}/acceptance`, { seen: 'yes' });
    const look = await desk.visitor.get(`${path}/publication`);
    expect(look.$(`img[src="${path}"]`)).to.have.lengthOf(1);
    const unseen = await desk.visitor.submit(`${path}/publication`);
    expect(unseen.status).to.equal(422);
    expect((await stranger.get(path)).status).to.equal(404);
    await desk.visitor.submit(`${path}/publication`, { seen: 'yes' });
    expect((await stranger.get(path)).status).to.equal(200);
    expect((await stranger.get(`/feedback/${code}`)).text).to.contain(PHOTO.name);
    await desk.visitor.get(`/feedback/${code}`);
    await desk.visitor.submit(`${path}/hiding`);
    expect((await stranger.get(path)).status).to.equal(404);
  });

  it('are marked before they are published where their name tells of a person', async () => {
    const marksOf = async (name: string) => {
      const { code } = await handedIn({ ...PHOTO, name });
      await desk.visitor.get(`/feedback/${code}`);
      await desk.visitor.submit(`/feedback/${code}/acceptance`, { seen: 'yes' });
      const { id } = (await stored(code)).attachments[0]!;
      const look = await desk.visitor.get(`/feedback/${code}/attachments/${id}/publication`);
      return look.$('.personal-data mark').text();
    };
    expect(await marksOf('CCCD_001203004567_mặt_trước.jpg')).to.contain('001203004567');
    expect(await marksOf('Ông_Nguyễn_Văn_An-0912345678.jpg'))
      .to.contain('Nguyễn Văn An')
      .and.contain('0912345678');
    expect(await marksOf('giấy khai sinh 2026-03-04.jpg')).to.equal('');
  });

  it('come with a reply, and with a second look', async () => {
    const { code, key: receipt } = await item(world, { status: 'waiting' });
    const visitor = world.visitor();
    await visitor.get('/track');
    await visitor.submit('/track', { code, key: receipt });
    const refused = await visitor.upload(`/feedback/${code}/reply`, { reply: '' }, PHOTO);
    expect(keptNames(refused)).to.have.lengthOf(1);
    await visitor.submit(`/feedback/${code}/reply`, { reply: 'Ảnh đây.' });
    expect((await stored(code)).attachments.map((each) => each.with)).to.deep.equal(['reply']);
    const before = await files();
    const closed = await visitor.upload(`/feedback/${code}/reply`, { reply: 'Thêm.' }, PAPER);
    expect([closed.status, await files()]).to.deep.equal([409, before]);

    const again = await item(world, { status: 'answered', rated: 'Chưa xong.' });
    await visitor.get('/track');
    await visitor.submit('/track', { code: again.code, key: again.key });
    await visitor.upload(`/feedback/${again.code}/reopening`, { reason: 'Cây vẫn còn đó.' }, PHOTO);
    expect((await stored(again.code)).attachments.map((each) => each.with)).to.deep.equal(['reopening']);
  });

  it('are swept when the form was never sent, and kept when the item has them', async () => {
    const { code } = await handedIn(PHOTO);
    const { id } = (await stored(code)).attachments[0]!;
    const visitor = await opened();
    const seen = await visitor.upload('/feedback/new', { ...TYPED, _files: 'add' }, PAPER);
    const loose = seen.$('input[name=_file]').attr('value')!.split('.')[0]!;
    // As if the server had ended between saving the item and marking the file.
    const row = { _id: new mongoose.Types.ObjectId(id) };
    const since = { $set: { 'metadata.looseSince': world.clock.now() } };
    await mongoose.connection.db!.collection('files.files').updateOne(row, since);
    const now = new Date(world.clock.now().getTime() + 2 * 86_400_000);
    await sweepFilesJob.run(systemContext(world.app.site, 'test', now));
    expect(await fileOf(loose)).to.equal(undefined);
    expect(await fileOf(id)).to.not.equal(undefined);
  });

  describe('with a virus scanner', () => {
    let daemon: Server | undefined;
    let port = 0;

    /** Speaks as clamd does: whatever holds EICAR is found. */
    function listen(): Promise<void> {
      daemon = createServer({ allowHalfOpen: true }, (socket) => {
        const parts: Buffer[] = [];
        socket.on('data', (part) => parts.push(part));
        socket.on('error', () => undefined);
        socket.on('end', () => {
          const all = Buffer.concat(parts);
          const whole =
            all.subarray(0, 10).equals(Buffer.from('zINSTREAM\0')) && all.readInt32BE(all.length - 4) === 0;
          if (!whole) return socket.end('INSTREAM: malformed ERROR\0');
          if (all.includes('UNREADABLE')) return socket.end('stream: Can not read file ERROR\0');
          socket.end(all.includes('EICAR') ? 'stream: Eicar-Signature FOUND\0' : 'stream: OK\0');
        });
      });
      return new Promise((done) =>
        daemon!.listen(port, '127.0.0.1', () => {
          port = (daemon!.address() as { port: number }).port;
          done();
        }),
      );
    }
    const close = () => new Promise((done) => daemon!.close(done));
    const infected = { ...PAPER, bytes: new Uint8Array(Buffer.from('%PDF-1.7\nEICAR\n%%EOF\n')) };

    before(async () => {
      await listen();
      world.app.site.scanFile = clamAv(`tcp://127.0.0.1:${port}`);
    });
    after(async () => {
      world.app.site.scanFile = undefined;
      await close();
    });

    it('what it finds is refused, the rest is taken', async () => {
      const visitor = await opened();
      const fields = { ...TYPED, idempotencyKey: key(), _files: 'add' };
      const found = await visitor.upload('/feedback/new', fields, infected);
      expect([found.status, found.text.includes('mã độc')]).to.deep.equal([422, true]);
      expect(keptNames(await visitor.upload('/feedback/new', fields, PHOTO))).to.have.lengthOf(1);
    });

    it('while it cannot be reached files wait unread; then they are opened, or removed and the sender is told', async () => {
      await close();
      const { code, visitor } = await handedIn(infected, PHOTO);
      const own = await visitor.get(`/feedback/${code}`);
      expect(own.text).to.contain('Đang chờ quét vi-rút');
      const [bad, good] = (await stored(code)).attachments;
      const open = async ({ id }: { id: string }) =>
        (await desk.visitor.get(`/feedback/${code}/attachments/${id}`)).status;
      expect([await open(bad!), await open(good!)]).to.deep.equal([409, 409]);
      const job = () => scanJob.run(systemContext(world.app.site, 'test', world.clock.now()));
      await job();
      expect(await open(good!)).to.equal(409);
      await listen();
      await job();
      await world.settled();
      expect([await open(bad!), await open(good!)]).to.deep.equal([404, 200]);
      expect(await fileOf(bad!.id)).to.equal(undefined);
      expect((await visitor.get(`/feedback/${code}`)).text).to.contain('Đã bị loại bỏ');
      const letters = await Outbox.find({ about: code }).lean();
      expect(letters.map(({ subject }) => subject).join()).to.contain('loại bỏ');
    });

    it('a file that it cannot look at holds up no other', async () => {
      await close();
      const unreadable = { ...PAPER, bytes: new Uint8Array(Buffer.from('%PDF-1.7\nUNREADABLE\n%%EOF\n')) };
      const waiting = [];
      for (const file of [unreadable, unreadable, unreadable, PHOTO]) {
        const { code } = await handedIn(file);
        waiting.push(code);
        world.clock.moveBy(1_000);
      }
      await listen();
      const job = () => scanJob.run(systemContext(world.app.site, 'test', world.clock.now()));
      await job();
      // As a minute later.
      world.clock.moveBy(60_000);
      await job();
      const statuses = [];
      for (const code of waiting) {
        const [file] = (await stored(code)).attachments!;
        statuses.push((await desk.visitor.get(`/feedback/${code}/attachments/${file!.id}`)).status);
      }
      expect(statuses).to.deep.equal([409, 409, 409, 200]);
    });
  });
});
