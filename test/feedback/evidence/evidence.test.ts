import { expect } from 'chai';
import mongoose from 'mongoose';
import { sweepFilesJob } from '../../../server/feedback/evidence/jobs.ts';
import { evidenceFile } from '../../../server/feedback/evidence/queries.ts';
import {
  addEvidence,
  approveAnswer,
  correctAnswer,
  rateFeedback,
  removeEvidence,
  reopenFeedback,
  submitAnswer,
  transferFeedback,
} from '../../../server/feedback/index.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { wholeItem } from '../../../server/feedback/item-page/api-shapes.ts';
import { systemContext } from '../../../server/platform/context.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../../server/platform/errors.ts';
import { fileOf, putFile } from '../../../server/platform/files/index.ts';
import { Journal } from '../../../server/platform/journal/index.ts';
import { castOf, type ItemWishes, item, OTHER_UNIT, UNIT } from '../../support/factories.ts';
import { api, type Colleague, contextOf, type Person, person, senderContext } from '../../support/people.ts';
import { refusal } from '../../support/refusal.ts';
import { PDF } from '../../support/sample-files.ts';
import { startWorld, type World } from '../../support/world.ts';

const MIB = 1024 * 1024;
const NAME = 'Quyết định tỉa cây số 14.pdf';
const DESCRIPTION = 'Quyết định của Sở về việc cắt tỉa cây';

/** Bytes without a pattern, so that a piece in the wrong place shows. */
function largePdf(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0, seed = 1; at < length; at++) {
    seed = (seed * 16807) % 2147483647;
    bytes[at] = seed & 0xff;
  }
  PDF.copy(bytes);
  bytes.write('%%EOF\n', length - 6);
  return bytes;
}

describe('evidence of an answer', function () {
  this.timeout(60_000);
  let world: World;
  let official: Colleague;
  let head: Colleague;
  let elsewhere: Colleague;

  before(async () => {
    world = await startWorld();
    const cast = await castOf(world);
    official = await cast.inUnit('official', UNIT);
    head = await cast.inUnit('head', UNIT);
    elsewhere = await cast.inUnit('official', OTHER_UNIT);
  });
  after(() => world.stop());

  const inWork = async (wishes: ItemWishes = {}) =>
    (await item(world, { status: 'assigned', ...wishes })).code;
  const add = (code: string, file: { name?: string; bytes?: Buffer } = {}, by = official) =>
    addEvidence(by.context(), code, {
      file: { name: NAME, bytes: PDF, ...file },
      description: DESCRIPTION,
    });
  const answer = async (code: string) => {
    const text = 'Sở sẽ cắt tỉa cây này trước ngày 15/3/2026. Người phụ trách: Phòng Hạ tầng.';
    await submitAnswer(official.context(), code, { outcome: 'accepted', text, reason: 'Đơn giản.' });
    await approveAnswer(head.context(), code, { override: 'Đã trao đổi với người gửi.' });
  };
  const stored = async (code: string) => (await Feedback.findOne({ code }).lean())!;
  const chunks = () => mongoose.connection.db!.collection('files.chunks').countDocuments();
  const stranger = () => contextOf(world, { kind: 'visitor', holds: [] });
  const sweep = async (days: number) => {
    const now = new Date(world.clock.now().getTime() + days * 86_400_000);
    await sweepFilesJob.run(systemContext(world.app.site, 'test', now));
  };

  it('that cannot be checked for viruses now is not taken: it goes public with the answer', async () => {
    const code = await inWork();
    const before = await chunks();
    world.app.site.scanFile = async () => 'unreachable';
    try {
      const refused = await refusal(add(code));
      expect(refused).to.be.instanceOf(Invalid);
      expect((refused as Invalid).fields['file']).to.include({ text: 'errors.field.file-unchecked' });
    } finally {
      world.app.site.scanFile = undefined;
    }
    expect(await chunks()).to.equal(before);
    expect((await stored(code)).evidence).to.deep.equal([]);
  });

  describe('the store of files', () => {
    it('gives back the bytes of a file of many pieces while commits go on', async () => {
      const code = await inWork();
      const bytes = largePdf(5 * MIB);
      const [id, ...others] = await Promise.all([add(code, { bytes }), inWork(), inWork()]);
      expect(others).to.have.lengthOf(2);
      const back = await fileOf(id);
      expect(back!.bytes.equals(bytes)).to.equal(true);
      expect(back).to.include({ name: NAME, type: 'application/pdf' });
      const pieces = await mongoose.connection
        .db!.collection('files.chunks')
        .find({ files_id: new mongoose.Types.ObjectId(id) })
        .sort({ n: 1 })
        .toArray();
      expect(pieces.map(({ n }) => n)).to.deep.equal(Array.from({ length: 20 }, (_, n) => n));
    });

    it('removes with the row every piece', async () => {
      const code = await inWork();
      const before = await chunks();
      const file = await add(code);
      expect(await chunks()).to.equal(before + 1);
      await removeEvidence(official.context(), code, { file });
      expect(await chunks()).to.equal(before);
      expect(await fileOf(file)).to.equal(undefined);
      expect(await fileOf('nonsense')).to.equal(undefined);
    });

    it('sweeps what nobody has attached after a day, and keeps what is held', async () => {
      const code = await inWork();
      const loose = await putFile(official.context(), { name: NAME, bytes: PDF, owner: code });
      const held = await add(code);
      // As if the server had ended between saving the item and marking the file.
      await mongoose.connection
        .db!.collection('files.files')
        .updateOne(
          { _id: new mongoose.Types.ObjectId(held) },
          { $set: { 'metadata.looseSince': world.clock.now() } },
        );
      await sweep(0.9);
      expect(await fileOf(loose.id)).to.not.equal(undefined);
      await sweep(1.1);
      expect(await fileOf(loose.id)).to.equal(undefined);
      expect(await fileOf(held)).to.not.equal(undefined);
      const row = await mongoose.connection
        .db!.collection('files.files')
        .findOne({ filename: NAME, 'metadata.owner': code });
      expect(row!['metadata']).to.not.have.property('looseSince');
    });
  });

  it('is added and removed by those who may answer, and journalled', async () => {
    const code = await inWork();
    const file = await add(code);
    const [one] = (await stored(code)).evidence;
    expect(one).to.deep.equal({
      id: file,
      name: NAME,
      type: 'application/pdf',
      bytes: PDF.length,
      description: DESCRIPTION,
      by: official.actor.id,
      at: world.clock.now(),
    });
    expect(await refusal(add(code, {}, elsewhere))).to.be.instanceOf(Forbidden);
    const remove = (by: Colleague, id: string) => removeEvidence(by.context(), code, { file: id });
    expect(await refusal(remove(elsewhere, file))).to.be.instanceOf(Forbidden);
    expect(await refusal(remove(official, 'f'.repeat(24)))).to.be.instanceOf(NotFound);
    await remove(head, file);
    expect((await stored(code)).evidence).to.deep.equal([]);
    await world.settled();
    const entries = await Journal.find({ 'subject.code': code, name: /evidence/ })
      .sort({ _id: 1 })
      .lean();
    expect(entries.map(({ name }) => name)).to.deep.equal([
      'feedback.evidence-added',
      'feedback.evidence-removed',
    ]);
    expect(JSON.stringify(entries.map(({ details }) => details))).to.not.contain(NAME);
    expect(entries[0]!.personal).to.deep.equal({ name: NAME, description: DESCRIPTION });
  });

  it('is five files at most, none of them empty, too large or of another type', async () => {
    const code = await inWork();
    const before = await chunks();
    for (const [file, text] of [
      [{ bytes: Buffer.alloc(0) }, 'errors.field.file-empty'],
      [{ bytes: largePdf(5 * MIB + 1) }, 'errors.field.file-too-large'],
      [{ bytes: Buffer.from('alert(1)'), name: 'a.png' }, 'errors.field.file-type'],
    ] as const) {
      const error = (await refusal(add(code, file))) as Invalid;
      expect(error).to.be.instanceOf(Invalid);
      expect(error.fields['file']!.text).to.equal(text);
    }
    expect(await chunks()).to.equal(before);
    await Promise.all([add(code), add(code), add(code)]);
    await add(code);
    const both = await Promise.allSettled([add(code), add(code)]);
    expect(both.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    expect((await stored(code)).evidence).to.have.lengthOf(5);
    expect(await refusal(add(code))).to.be.instanceOf(Conflict);
  });

  it('is closed with the answer', async () => {
    const code = await inWork();
    const file = await add(code);
    await answer(code);
    expect(await refusal(add(code))).to.be.instanceOf(Conflict);
    expect(await refusal(removeEvidence(official.context(), code, { file }))).to.be.instanceOf(Conflict);
    expect(await fileOf(file)).to.not.equal(undefined);
  });

  it('is as public as the answer', async () => {
    for (const publishText of [true, false]) {
      const code = await inWork({ input: { publishText } });
      const file = await add(code);
      const reads = async (context = stranger()) => {
        try {
          return (await evidenceFile(context, code, file)).bytes.equals(PDF);
        } catch (error) {
          expect(error).to.be.instanceOf(NotFound);
          return false;
        }
      };
      const sender = () => senderContext(world, code);
      expect([await reads(), await reads(sender()), await reads(elsewhere.context())]).to.deep.equal([
        false,
        false,
        false,
      ]);
      expect(await reads(head.context())).to.equal(true);
      await answer(code);
      expect(await reads()).to.equal(publishText);
      expect(await reads(elsewhere.context())).to.equal(publishText);
      expect(await reads(sender())).to.equal(true);
      const { body } = await api(world)('get', `/feedback/${code}`);
      expect(JSON.stringify(body).includes(DESCRIPTION)).to.equal(publishText);
      expect(wholeItem.validate(body).error).to.equal(undefined);
      expect(JSON.stringify(body)).to.not.contain(official.actor.id);
    }
  });

  it('belongs to one item: the code of another opens nothing', async () => {
    const [one, other] = [await inWork(), await inWork()];
    const file = await add(one);
    await answer(one);
    await answer(other);
    for (const code of [other, 'PA-2026-999999', 'x'])
      expect(await refusal(evidenceFile(stranger(), code, file))).to.be.instanceOf(NotFound);
  });

  it('stays through a correction', async () => {
    const code = await inWork();
    const file = await add(code);
    await answer(code);
    const { version } = await stored(code);
    const text = 'Sở sẽ cắt tỉa cây này trước ngày 22/3/2026. Người phụ trách: Phòng Hạ tầng.';
    const words = { outcome: 'accepted' as const, text, note: 'Ghi nhầm ngày.', override: 'Việc đơn giản.' };
    await correctAnswer(head.context(), code, { ...words, version });
    expect((await evidenceFile(stranger(), code, file)).name).to.equal(NAME);
  });

  it('goes with the first answer when the item is reopened', async () => {
    const code = await inWork();
    const file = await add(code);
    await answer(code);
    const sender = senderContext(world, code);
    const grades = { answered: 'no', clear: 'no', solved: 'no' } as const;
    await rateFeedback(sender, code, { ...grades, reasons: [], note: '' });
    await reopenFeedback(sender, code, { reason: 'Cây vẫn chưa được tỉa.' });
    const row = await stored(code);
    expect(row.evidence).to.deep.equal([]);
    expect(row.reopening!.hadPart).to.include(official.actor.id);
    expect((await evidenceFile(stranger(), code, file)).name).to.equal(NAME);
    const seen = await world.visitor().get(`/feedback/${code}`);
    expect(seen.text).to.contain(DESCRIPTION);
    await mongoose.connection
      .db!.collection('files.files')
      .updateOne(
        { _id: new mongoose.Types.ObjectId(file) },
        { $set: { 'metadata.looseSince': world.clock.now() } },
      );
    await sweep(2);
    expect(await fileOf(file)).to.not.equal(undefined);
  });

  it('does not follow the item to another unit', async () => {
    const code = await inWork();
    const file = await add(code);
    await transferFeedback(head.context(), code, {
      unit: OTHER_UNIT,
      reason: 'Việc của đơn vị kia.',
    });
    expect((await stored(code)).evidence).to.deep.equal([]);
    await sweep(2);
    expect(await fileOf(file)).to.equal(undefined);
  });

  describe('by form', () => {
    let desk: Person;
    let code: string;

    before(async () => {
      desk = await person(world, 'official', { units: [UNIT] });
    });
    beforeEach(async () => {
      code = await inWork();
    });

    const cookies = (one: Person) =>
      [...one.visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');

    interface Sending {
      files?: { name: string; bytes: Buffer; type?: string }[];
      description?: string;
      token?: string | null;
      field?: string;
      to?: string;
      by?: Person | null;
    }

    /** What a browser sends, or somebody who is none. */
    async function upload(given: Sending = {}): Promise<{ status: number; html: string; location: string }> {
      const { files = [{ name: NAME, bytes: PDF }], description = DESCRIPTION, by = desk, to = code } = given;
      const page = await desk.visitor.get(`/feedback/${code}`);
      const token =
        given.token === undefined ? page.$('input[name=_csrf]').first().attr('value')! : given.token;
      const form = new FormData();
      if (token !== null) form.append('_csrf', token);
      form.append('description', description);
      for (const { name, bytes, type = 'application/octet-stream' } of files)
        form.append(given.field ?? 'file', new File([new Uint8Array(bytes)], name, { type }));
      const response = await fetch(`${world.address}/feedback/${to}/evidence`, {
        method: 'POST',
        body: form,
        redirect: 'manual',
        headers: { origin: world.address, 'accept-language': 'vi', cookie: by ? cookies(by) : '' },
      });
      const location = response.headers.get('location') ?? '';
      return { status: response.status, html: await response.text(), location };
    }

    it('is added, read and removed', async () => {
      const { status, location } = await upload();
      expect([status, location]).to.deep.equal([303, `/feedback/${code}`]);
      const page = await desk.visitor.get(`/feedback/${code}`);
      const section = page.$('.desk-panel details:has(#evidence-file)');
      expect(section.text()).to.contain(NAME).and.to.contain(DESCRIPTION);
      const { id } = (await stored(code)).evidence[0]!;
      const approving = await person(world, 'head', { units: [UNIT] });
      expect((await approving.visitor.get(`/feedback/${code}`)).text).to.contain(NAME);
      await desk.visitor.get(`/feedback/${code}`);
      const after = await desk.visitor.submit(`/feedback/${code}/evidence/${id}/removal`);
      expect(after.status).to.equal(200);
      expect(after.text).to.not.contain(NAME);
    });

    it('shows the form again with what was typed and says what is wrong', async () => {
      const wrong: [Sending, number, string][] = [
        [{ files: [] }, 422, 'Hãy chọn một tệp.'],
        [{ files: [{ name: 'a.pdf', bytes: Buffer.alloc(0) }] }, 422, 'Tệp này trống'],
        [
          { files: [{ name: 'a.png', bytes: Buffer.from('alert(1)'), type: 'image/png' }] },
          422,
          'Không nhận loại tệp',
        ],
        [{ files: [{ name: 'a.zip', bytes: Buffer.from('PK\u0003\u0004') }] }, 422, 'Tệp bị hỏng'],
        [{ files: [{ name: 'a.jpg', bytes: PDF }] }, 422, 'không khớp'],
        [{ files: [{ name: 'a.pdf', bytes: largePdf(10 * MIB) }] }, 422, 'nhiều nhất 5 MB'],
        [
          {
            files: [
              { name: 'a.pdf', bytes: PDF },
              { name: 'b.pdf', bytes: PDF },
            ],
          },
          422,
          'Quá nhiều tệp',
        ],
        [{ field: 'other' }, 422, 'Quá nhiều tệp'],
        [{ description: '' }, 422, 'Hãy điền mục này'],
        [{ description: 'x'.repeat(201) }, 422, 'nhiều nhất 200'],
      ];
      for (const [sending, status, words] of wrong) {
        const seen = await upload(sending);
        expect([seen.status, seen.html.includes(words)], words).to.deep.equal([status, true]);
        expect(seen.html, words).to.contain('error-summary');
        if (sending.description === undefined) expect(seen.html).to.contain(DESCRIPTION);
      }
      expect((await stored(code)).evidence).to.deep.equal([]);
    });

    it('refuses without token, with a forged one, without session, and for other items', async () => {
      for (const [sending, status] of [
        [{ token: null }, 403],
        [{ token: 'a.b' }, 403],
        [{ by: null }, 401],
        [{ to: 'PA-2026-999999' }, 404],
        [{ to: "PA-2026-000001'" }, 404],
        [{ by: await person(world, 'official', { units: [OTHER_UNIT] }) }, 403],
        [{ by: await person(world, 'coordinator') }, 403],
      ] as [Sending, number][])
        expect((await upload(sending)).status, JSON.stringify(Object.keys(sending))).to.equal(status);
      expect((await stored(code)).evidence).to.deep.equal([]);
    });

    it('refuses bodies that are no form, and files where no route takes them', async () => {
      const { $ } = await desk.visitor.get(`/feedback/${code}`);
      const token = $('input[name=_csrf]').first().attr('value')!;
      const post = (path: string, body: string, boundary = 'b') =>
        fetch(world.address + path, {
          method: 'POST',
          body,
          redirect: 'manual',
          headers: {
            origin: world.address,
            cookie: cookies(desk),
            'content-type': `multipart/form-data${boundary ? `; boundary=${boundary}` : ''}`,
          },
        }).then(({ status }) => status);
      const field = (name: string, value: string) =>
        `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
      const path = `/feedback/${code}/evidence`;
      expect(await post(path, 'nonsense')).to.equal(400);
      expect(await post(path, 'nonsense', '')).to.equal(400);
      expect(await post(path, `${field('_csrf', token)}--b\r\nContent-Disp`)).to.equal(400);
      const many = Array.from({ length: 170 }, (_, at) => field(`f${at}`, 'x')).join('');
      expect(await post(path, `${many}--b--\r\n`)).to.equal(400);
      const interim = `${field('_csrf', token)}${field('text', 'x'.repeat(50))}--b--\r\n`;
      expect(await post(`/feedback/${code}/interim-answer`, interim)).to.equal(403);
      expect((await stored(code)).evidence).to.deep.equal([]);
    });

    it('is downloaded as a file that no browser opens by itself', async () => {
      const names = ['Quyết định "14"\r\nX-Own: 1 ;.pdf', 'a.pdf'];
      for (const name of names) await upload({ files: [{ name, bytes: PDF }] });
      const [one] = (await stored(code)).evidence;
      const path = `${world.address}/feedback/${code}/evidence/${one!.id}`;
      expect((await fetch(path)).status).to.equal(404);
      await answer(code);
      const response = await fetch(path);
      const { headers } = response;
      expect(response.status).to.equal(200);
      expect(headers.get('content-type')).to.equal('application/pdf');
      expect(headers.get('x-content-type-options')).to.equal('nosniff');
      expect(headers.get('content-length')).to.equal(String(PDF.length));
      expect(headers.get('cache-control')).to.equal('no-store');
      expect(headers.get('content-disposition')).to.match(
        /^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''Quy%E1%BA%BFt/,
      );
      expect(headers.has('x-own')).to.equal(false);
      expect(Buffer.from(await response.arrayBuffer()).equals(PDF)).to.equal(true);
      const page = await world.visitor().get(`/feedback/${code}`);
      expect(page.$('ul.evidence a').attr('href')).to.equal(`/feedback/${code}/evidence/${one!.id}`);
      expect(page.text).to.contain(DESCRIPTION);
    });

    it('is shown to the sender whose text is not published, and to nobody else', async () => {
      code = (await item(world, { status: 'assigned', input: { publishText: false } })).code;
      await upload();
      await answer(code);
      expect((await world.visitor().get(`/feedback/${code}`)).text).to.not.contain(DESCRIPTION);
      const seen = await world
        .visitor()
        .get(`/feedback/${code}/open/${world.app.site.tokens.derived('receipt', code)}`);
      expect(seen.text).to.contain(DESCRIPTION);
    });
  });
});
