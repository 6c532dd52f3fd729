import { expect } from 'chai';
import mongoose from 'mongoose';
import { Case } from '../../server/confidential/model.ts';
import { sweepFilesJob } from '../../server/feedback/evidence/jobs.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { systemContext } from '../../server/platform/context.ts';
import { removeFile } from '../../server/platform/files/index.ts';
import { StoredFileModel } from '../../server/platform/files/model.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import { Outbox } from '../../server/platform/mail/outbox.ts';
import { UNIT } from '../support/factories.ts';
import { type Person, person } from '../support/people.ts';
import { PDF } from '../support/sample-files.ts';
import { startWorld, type World } from '../support/world.ts';

const WORDS = 'Cán bộ bộ phận một cửa đòi phong bì mới nhận hồ sơ của tôi.';

describe('confidential messages', function () {
  this.timeout(60_000);
  let world: World;
  let first: Person;
  let second: Person;
  let reader: Person;
  let other: Person;
  before(async () => {
    world = await startWorld();
    first = await person(world, 'administrator');
    second = await person(world, 'administrator');
    reader = await person(world, 'leader', { name: 'Thanh Tra Một' });
    other = await person(world, 'leader', { name: 'Thanh Tra Hai' });
  });
  after(() => world.stop());

  const LIST = '/confidential/readers';
  async function name(one: Person): Promise<void> {
    await first.visitor.get(LIST);
    await first.visitor.submit(LIST, { email: one.actor.email });
    await second.visitor.get(LIST);
    await second.visitor.submit('form[action$="/confirmation"]');
  }

  async function send(fields: Record<string, string | string[]> = {}) {
    const sender = world.visitor();
    await sender.get('/confidential/new');
    const seen = await sender.submit('/confidential/new', { text: WORDS, ...fields });
    return { sender, seen, key: /[2-9A-Z]{4}(-[2-9A-Z]{4}){3}/.exec(seen.text)?.[0] ?? '' };
  }

  it('are not offered while nobody is named to read them', async () => {
    const stranger = world.visitor();
    expect((await stranger.get('/confidential/new')).status).to.equal(404);
    expect((await stranger.get('/feedback/new')).html).to.not.include('href="/confidential"');
    expect((await stranger.get('/confidential')).text).to.include('chưa nhận nội dung mới');
  });

  it('reach whom two administrators have named, neither of them themselves', async () => {
    await first.visitor.get(LIST);
    await first.visitor.submit(LIST, { email: first.actor.email });
    expect(first.visitor.last!.status).to.equal(422);
    await first.visitor.get(LIST);
    await first.visitor.submit(LIST, { email: reader.actor.email });
    expect(first.visitor.last!.html).to.not.include('/confirmation"');
    const id = /readers\/([\w-]+)\/refusal/.exec(first.visitor.last!.html)![1];
    await first.visitor.post(`${LIST}/${id}/confirmation`, {});
    expect(first.visitor.last!.status).to.equal(409);
    expect((await reader.visitor.get('/confidential/cases')).status).to.equal(404);
    await second.visitor.get(LIST);
    await second.visitor.submit('form[action$="/confirmation"]');
    expect((await reader.visitor.get('/confidential/cases')).status).to.equal(200);
    expect((await reader.visitor.get('/account')).html).to.include('href="/confidential/cases"');
    expect((await other.visitor.get('/account')).html).to.not.include('href="/confidential/cases"');
    const stranger = world.visitor();
    expect((await stranger.get('/feedback/new')).html).to.include('href="/confidential"');
  });

  it('leave no trace that anybody else could count', async () => {
    const looks = async () => {
      const stranger = world.visitor();
      const seen = [];
      for (const path of ['/', '/feedback', '/api/v1/feedback', '/open-data', '/dashboard', '/sitemap.xml'])
        seen.push((await stranger.get(path)).html.replace(/name="_csrf" value="[^"]+"/g, ''));
      for (const path of ['/outbox', LIST]) seen.push((await first.visitor.get(path)).text);
      return [
        seen,
        await Journal.countDocuments(),
        await Feedback.countDocuments(),
        await Outbox.countDocuments(),
      ];
    };
    const before = await looks();
    await send();
    await world.settled();
    expect(await looks()).to.deep.equal(before);
    expect(await Case.countDocuments()).to.equal(1);
  });

  it('are answered without any contact: messages, files and an answer both ways by the key', async () => {
    const sender = world.visitor();
    await sender.get('/confidential/new');
    const typed = { text: WORDS, idempotencyKey: 'abc', _files: 'add' };
    await sender.upload('/confidential/new', typed, {
      field: 'files',
      name: 'anh.pdf',
      bytes: new Uint8Array(PDF),
    });
    const receipt = await sender.submit('/confidential/new');
    const key = /[2-9A-Z]{4}(-[2-9A-Z]{4}){3}/.exec(receipt.text)![0];
    const row = (await Case.findOne({ 'messages.files.name': 'anh.pdf' }).lean())!;
    const path = `/confidential/cases/${row._id}`;
    expect((await reader.visitor.get(path)).text)
      .to.include('Mỗi lần mở được ghi lại')
      .and.not.include('phong bì');
    const seen = await reader.visitor.submit(`${path}/opening`);
    expect(seen.text).to.include('phong bì').and.to.include('anh.pdf');
    expect((await Case.findById(row._id).lean())!.steps.at(-1)).to.include({
      what: 'opened',
      by: reader.actor.id,
    });
    await reader.visitor.submit(`${path}/message`, { text: 'Việc xảy ra hôm nào?' });
    const later = world.visitor();
    await later.get('/confidential');
    await later.submit('/confidential/key', { key: key.toLowerCase().replaceAll('-', ' ') });
    expect(later.last!.text).to.include('Việc xảy ra hôm nào?').and.to.include('Thanh Tra Một');
    await later.submit('/confidential/mine/message', { text: 'Sáng thứ Hai.' });
    expect((await reader.visitor.get(path)).text).to.include('Sáng thứ Hai.');
    await reader.visitor.submit(`${path}/message`, { text: 'Đã xử lý người vi phạm.', answer: 'yes' });
    expect((await later.get('/confidential/mine')).text).to.include('đã trả lời');
    await later.submit('/confidential/leave');
    expect((await later.get('/confidential/mine')).status).to.equal(404);
    world.clock.moveBy(31 * 60_000);
    expect((await reader.visitor.get(path)).text).to.not.include('phong bì');
  });

  it('keep no account beside a file, also where the server ended before the file was marked', async () => {
    const { messages } = (await Case.findOne({ 'messages.files.name': 'anh.pdf' }).lean())!;
    const _id = messages[0]!.files[0]!.id;
    const looseSince = world.clock.now();
    const change = {
      'metadata.by': other.actor.id,
      'metadata.looseSince': looseSince,
      'metadata.owner': 'loose',
    };
    await StoredFileModel.updateOne({ _id }, { $set: change });
    const later = new Date(looseSince.getTime() + 2 * 86_400_000);
    await sweepFilesJob.run(systemContext(world.app.site, 'test', later));
    const { metadata } = (await StoredFileModel.findById(_id).lean())!;
    expect(metadata).to.include({ owner: 'confidential', by: null }).and.not.have.property('looseSince');
  });

  it('say of a file in which the scanner has found something that it is gone, and lead nowhere', async () => {
    const row = (await Case.findOne({ 'messages.files.name': 'anh.pdf' }).lean())!;
    await removeFile(row.messages[0]!.files[0]!.id);
    const path = `/confidential/cases/${row._id}`;
    await reader.visitor.get(path);
    const seen = await reader.visitor.submit(`${path}/opening`);
    expect(seen.text).to.include('anh.pdf').and.include('phát hiện mã độc');
    expect(seen.$('a[href*="/files/"]').length).to.equal(0);
  });

  it('give the same answer for a key that is unknown and one of an ordinary item, and for an id that is there and one that is not', async () => {
    const { key } = await send();
    const stranger = world.visitor();
    const tries = [];
    for (const each of ['AAAA-BBBB-CCCC-DDDD', '2222-3333-4444-5555']) {
      await stranger.get('/confidential');
      const { status, text } = await stranger.submit('/confidential/key', { key: each });
      tries.push({ status, text });
    }
    expect(tries[0]).to.deep.equal(tries[1]);
    const id = (await Case.findOne().lean())!._id;
    for (const one of [first, other])
      for (const each of [id, 'AAAA-BBBB-CCCC-DDDD']) {
        expect((await one.visitor.get(`/confidential/cases/${each}`)).status).to.equal(404);
        expect((await one.visitor.get(`/feedback/${each}`)).status).to.equal(404);
      }
    await stranger.get('/track');
    await stranger.submit('/track', { code: id, key });
    expect(stranger.last!.status).to.equal(422);
  });

  it('ask the store the same for an id that is there and one that is not, so that time tells nothing', async () => {
    const id = (await Case.findOne().lean())!._id;
    const once = async (act: () => Promise<unknown>) => {
      const all: string[] = [];
      mongoose.set('debug', (collection: string, method: string) => {
        if (/^(confidential|feedback|accounts)/.test(collection)) all.push(`${collection}.${method}`);
      });
      await act().finally(() => mongoose.set('debug', false));
      return all;
    };
    // Jobs go on beside by their own time: what was asked every time was asked by the page.
    const asked = async (act: () => Promise<unknown>) => {
      const tries = [await once(act), await once(act), await once(act)];
      return tries.sort((one, another) => one.length - another.length)[0]!;
    };
    const { visitor } = first;
    for (const path of ['/confidential/cases/', '/feedback/', '/track?code=']) {
      const there = await asked(() => visitor.get(path + id));
      expect(there, path).to.deep.equal(await asked(() => visitor.get(`${path}AAAA-BBBB-CCCC-DDDD`)));
      expect(there.filter((each) => each.startsWith('confidential-cases'))).to.deep.equal([]);
    }
  });

  it('can be kept from one of the readers, not from all', async () => {
    await name(other);
    const all = [reader.actor.id, other.actor.id];
    expect((await send({ exclude: all })).seen.status).to.equal(422);
    const { sender } = await send({ exclude: other.actor.id, text: `${WORDS} Kín.` });
    const row = (await Case.findOne({ 'messages.text': `${WORDS} Kín.` }).lean())!;
    expect((await sender.get('/confidential/mine')).text)
      .to.include('Thanh Tra Một')
      .and.not.include('Thanh Tra Hai');
    expect((await other.visitor.get('/confidential/cases')).html).to.not.include(row._id);
    await other.visitor.post(`/confidential/cases/${row._id}/opening`, {});
    expect(other.visitor.last!.status).to.equal(404);
    expect((await reader.visitor.get('/confidential/cases')).html).to.include(row._id);
  });

  it('are one when sent twice, and another when the words or the readers were changed in between', async () => {
    const count = () => Case.countDocuments({ 'messages.text': /Gửi lại/ });
    const fields = { idempotencyKey: 'the-same-form', text: `${WORDS} Gửi lại.` };
    const first = await send(fields);
    expect((await send(fields)).key).to.equal(first.key);
    expect(await count()).to.equal(1);
    const without = await send({ ...fields, exclude: other.actor.id });
    expect(without.key).to.match(/\w/).and.not.equal(first.key);
    await send({ ...fields, text: `${WORDS} Gửi lại, rõ hơn.` });
    expect(await count()).to.equal(3);
  });

  it('stay in the list of readers however many newer ones there are', async () => {
    const {
      _id,
      keyHash: _,
      ...row
    } = (await Case.findOne({ excluded: [], status: 'open' }).sort({ dueAt: 1 }).lean())!;
    const newer = Array.from({ length: 210 }, (_each, n) => ({
      ...{ ...row, _id: `newer-${n}`, keyHash: `newer-${n}` },
      ...{ receivedAt: new Date('2026-03-07'), dueAt: new Date('2026-05-07') },
    }));
    await Case.insertMany(newer);
    const seen = await reader.visitor.get('/confidential/cases');
    expect(seen.html).to.include(_id).and.to.include('rel="next"');
    expect((await reader.visitor.get('/confidential/cases?page=5')).html).to.include('newer-');
    await Case.deleteMany({ _id: /^newer-/ });
  });

  it('lose nothing that a reader has typed while they closed', async () => {
    const { _id } = (await Case.findOne({ excluded: [], status: 'open' }).lean())!;
    const long = `Trả lời dài. ${'x'.repeat(5000)}`;
    await reader.visitor.post(`/confidential/cases/${_id}/message`, { text: long });
    expect(reader.visitor.last!.html).to.include('Trả lời dài.');
  });

  it('are answered and moved only by a reader who has them open', async () => {
    await send({ text: `${WORDS} Chưa mở.` });
    const found = () => Case.findOne({ 'messages.text': `${WORDS} Chưa mở.` }).lean();
    const untouched = (await found())!;
    const path = `/confidential/cases/${untouched._id}`;
    const text = 'Đã xem xét, việc này không thuộc thẩm quyền.';
    const tries = async () => {
      for (const [act, fields] of [
        ['message', { text, answer: 'yes' }],
        ['message', { text }],
        ['proposal', { unit: UNIT, reason: text }],
        ['proposal-removal', {}],
      ] as const) {
        const seen = await reader.visitor.post(`${path}/${act}`, fields);
        expect(seen.status, act).to.equal(409);
        expect(seen.html, act).to.include(`href="${path}"`);
        if (act !== 'proposal-removal') expect(seen.text, act).to.include(text);
      }
    };
    await tries();
    expect(await found()).to.deep.equal(untouched);
    await reader.visitor.get(path);
    await reader.visitor.submit(`${path}/opening`);
    world.clock.moveBy(31 * 60_000);
    await tries();
    expect((await found())!.messages).to.deep.equal(untouched.messages);
  });

  it('become an ordinary item only when the sender agrees, in words of their own', async () => {
    const { sender } = await send({ text: `${WORDS} Chuyển.` });
    const { _id } = (await Case.findOne({ 'messages.text': `${WORDS} Chuyển.` }).lean())!;
    const path = `/confidential/cases/${_id}`;
    await reader.visitor.get(path);
    await reader.visitor.submit(`${path}/opening`);
    await reader.visitor.submit(`${path}/proposal`, { unit: UNIT, reason: 'Sở phải trả lời việc này.' });
    await sender.get('/confidential/mine');
    await sender.submit('/confidential/mine/consent', {
      subject: '',
      text: 'Thủ tục nhận hồ sơ kéo dài quá lâu.',
    });
    expect(sender.last!.status).to.equal(422);
    const moved = await sender.submit('/confidential/mine/consent', {
      ...{ subject: 'Nhận hồ sơ chậm', text: 'Thủ tục nhận hồ sơ kéo dài quá lâu.', name: 'Lê Văn A' },
      email: 'a@kin.example',
    });
    const code = /PA-\d{4}-\d{6}/.exec(moved.text)![0];
    const item = (await Feedback.findOne({ code }).lean())!;
    expect(JSON.stringify(item)).to.not.include('phong bì').and.not.include(_id);
    // The answer was lost on the way, and the button is pressed again.
    const again = await sender.post('/confidential/mine/consent', {
      ...{ subject: 'Nhận hồ sơ chậm', text: 'Thủ tục nhận hồ sơ kéo dài quá lâu.', name: 'Lê Văn A' },
      ...{ email: 'a@kin.example', phone: '', address: '', publishText: 'no' },
    });
    expect(again.text)
      .to.include(code)
      .and.to.match(/[2-9A-Z]{4}(-[2-9A-Z]{4}){3}/);
    expect(await Feedback.countDocuments({ 'sender.email': 'a@kin.example' })).to.equal(1);
    expect((await sender.get('/confidential/mine')).text).to.include(code);
    expect((await reader.visitor.get(path)).text).to.include('đã chuyển thành phản ánh thường');
  });

  it('ask readers to look each Monday, whether or not there is anything', async () => {
    await world.advanceTo(new Date('2026-03-09T01:00:00Z'));
    const sent = await Outbox.find({ letter: 'confidential/letters/look' }).lean();
    expect(sent.map(({ to }) => to)).to.have.members([reader.actor.email, other.actor.email]);
    await world.advance({ hours: 1 });
    expect(await Outbox.countDocuments({ letter: 'confidential/letters/look' })).to.equal(2);
  });

  it('are closed to whoever two administrators have taken off the list', async () => {
    await first.visitor.get(LIST);
    await first.visitor.submit('form[action$="/end"]');
    await second.visitor.get(LIST);
    await second.visitor.submit('form[action$="/confirmation"]');
    const left = await Promise.all([reader, other].map((one) => one.visitor.get('/confidential/cases')));
    expect(left.map(({ status }) => status).sort()).to.deep.equal([200, 404]);
  });

  it('are not there for whoever is named later, until none of the readers of that day is left', async () => {
    const left = (await reader.visitor.get('/confidential/cases')).status === 200 ? reader : other;
    const idOf = async (text: string) => (await Case.findOne({ 'messages.text': text }).lean())!._id;
    const earlier = [`${WORDS} Trước.`, `${WORDS} Kiểu cũ.`];
    for (const text of earlier) await send({ text });
    const before = await Promise.all(earlier.map(idOf));
    await Case.updateOne({ _id: before[1] }, { $unset: { offered: 1 } });
    world.clock.moveBy(60_000);
    const later = await person(world, 'leader', { name: 'Thanh Tra Ba' });
    await name(later);
    await send({ text: `${WORDS} Sau.` });
    const { sender } = await send({ text: `${WORDS} Trừ ra.`, exclude: later.actor.id });
    const after = await idOf(`${WORDS} Sau.`);
    const without = await idOf(`${WORDS} Trừ ra.`);
    const seenBy = async ({ visitor }: Person) => {
      const { html } = await visitor.get('/confidential/cases');
      return [...before, after, without].filter((id) => html.includes(id));
    };
    expect(await seenBy(left)).to.have.members([...before, after, without]);
    expect(await seenBy(later)).to.deep.equal([after]);
    for (const id of before)
      for (const act of ['opening', 'proposal-removal']) {
        await later.visitor.post(`/confidential/cases/${id}/${act}`, {});
        expect(later.visitor.last!.status, act).to.equal(404);
      }
    expect((await sender.get('/confidential/mine')).text).to.not.include('Thanh Tra Ba');

    const places = (await first.visitor.get(LIST)).html.matchAll(/readers\/([\w-]+)\/end"/g);
    await first.visitor.submit(`form[action$="/${[...places].at(-1)![1]}/end"]`);
    await second.visitor.get(LIST);
    await second.visitor.submit('form[action$="/confirmation"]');
    expect((await left.visitor.get('/confidential/cases')).status).to.equal(404);
    expect(await seenBy(later)).to.have.members([...before, after]);
  });
});
