import { expect } from 'chai';
import mongoose from 'mongoose';
import { sweepFilesJob } from '../../../server/feedback/evidence/jobs.ts';
import { systemContext } from '../../../server/platform/context.ts';
import { fileOf } from '../../../server/platform/files/index.ts';
import { item } from '../../support/factories.ts';
import * as sample from '../../support/sample-files.ts';
import type { Visitor } from '../../support/visitor.ts';
import { startWorld, type World } from '../../support/world.ts';

const FORM = '/feedback/new';
const PART = 400 * 1024;

/** A text of three stretches and a bit, each other than the others. */
const LETTER = Buffer.concat(
  ['a', 'b', 'c'].map((letter) => Buffer.alloc(PART, letter)).concat(Buffer.from('end')),
);
/** What an address may write in a minute. */
const WRITES = 60;
const NAME = 'Đơn của tổ dân phố.txt';
/** Made before anybody is connected: it takes longer than a server waits for the next request of a connection. */
const BOMB = sample.zip({ ...sample.DOCX_PARTS, 'a.xml': Buffer.alloc(300 * 1024 * 1024) });

describe('a file that comes in stretches', function () {
  this.timeout(60_000);
  let world: World;
  let uploads = 0;
  before(async () => {
    world = await startWorld({ WRITES_PER_MINUTE: String(WRITES) });
  });
  after(() => world.stop());

  const newUpload = () => String(++uploads).padStart(32, '0');
  const parts = () => mongoose.connection.db!.collection('file-parts');

  async function opened(path = `${FORM}?regulation=tree-felling-permit`): Promise<Visitor> {
    const visitor = world.visitor();
    await visitor.get(path);
    return visitor;
  }

  interface Sent {
    upload: string;
    from: number;
    bytes: Buffer;
    size?: number;
    name?: string;
    form?: string;
  }

  async function send(
    visitor: Visitor,
    { upload, from, bytes, size = LETTER.length, name = NAME, form = FORM }: Sent,
  ) {
    const page = visitor.last!;
    const fields = { _part: upload, _from: String(from), _size: String(size), _name: name };
    const seen = await visitor.upload(form, fields, { field: 'files', name, bytes: new Uint8Array(bytes) });
    visitor.last = page;
    const said = seen.html.startsWith('{')
      ? (JSON.parse(seen.html) as { have: number; mark?: string; refused?: true })
      : undefined;
    return { status: seen.status, said };
  }
  const part = (number: number) => ({
    from: number * PART,
    bytes: LETTER.subarray(number * PART, (number + 1) * PART),
  });

  it('goes on from where it was cut off, whatever is sent twice, and goes with the form as any other', async () => {
    const visitor = await opened();
    const upload = newUpload();
    expect((await send(visitor, { upload, ...part(0) })).said).to.deep.equal({ have: PART });
    // The answer was lost: the same again, twice at once; then one too far ahead, and a question.
    const again = await Promise.all([1, 2].map(() => send(visitor, { upload, ...part(0) })));
    expect(again.map(({ said }) => said)).to.deep.equal([{ have: PART }, { have: PART }]);
    expect((await send(visitor, { upload, ...part(2) })).said).to.deep.equal({ have: PART });
    expect((await send(visitor, { upload, from: 0, bytes: Buffer.alloc(0) })).said).to.deep.equal({
      have: PART,
    });
    await Promise.all([1, 2].map(() => send(visitor, { upload, ...part(1) })));
    await send(visitor, { upload, ...part(2) });
    const { said } = await send(visitor, { upload, ...part(3) });
    expect(said!.have).to.equal(LETTER.length);
    expect(await parts().countDocuments({ upload, bytes: { $exists: true } })).to.equal(0);
    expect((await send(visitor, { upload, ...part(3) })).said, 'asked once more').to.deep.equal(said);
    const id = said!.mark!.split('.')[0]!;
    expect((await fileOf(id))!.bytes.equals(LETTER)).to.equal(true);
    const shown = await visitor.post(FORM, { _file: said!.mark!, _files: 'add', kind: 'feedback' });
    expect(shown.$('.files .row').text()).to.contain(NAME);
  });

  it('is refused whole by what it is, and by its size before anything of it is kept', async () => {
    const visitor = await opened();
    for (const [name, bytes] of [
      ['a.pdf', LETTER],
      ['a.docx', BOMB],
    ] as const) {
      const upload = newUpload();
      let last: Awaited<ReturnType<typeof send>> | undefined;
      for (let from = 0; from < bytes.length; from += PART)
        last = await send(visitor, {
          ...{ upload, from, name, size: bytes.length },
          bytes: bytes.subarray(from, from + PART),
        });
      expect([last!.status, last!.said], name).to.deep.equal([422, { refused: true }]);
      expect(await parts().countDocuments({ upload }), name).to.equal(0);
    }
    const upload = newUpload();
    const large = await send(visitor, { upload, ...part(0), size: 10 * 1024 * 1024 + 1 });
    expect([large.status, large.said]).to.deep.equal([422, { refused: true }]);
    const beyond = await send(visitor, { upload, ...part(0), size: 10 });
    expect(beyond.said, 'more than was told').to.deep.equal({ have: 0 });
    const part2 = { upload, from: 0, bytes: Buffer.alloc(2 * 1024 * 1024, 'x'), size: 3 * 1024 * 1024 };
    expect((await send(visitor, part2)).status).to.equal(422);
    for (const wrong of [
      { upload: '../x', ...part(0) },
      { upload, from: -1, bytes: LETTER.subarray(0, 9) },
      { upload, ...part(0), size: 0 },
      { upload, ...part(0), name: 'x'.repeat(300) },
    ])
      expect((await send(visitor, wrong)).status).to.equal(422);
    expect(await parts().countDocuments({ upload })).to.equal(0);
  });

  it('is never put together with a stretch missing: whoever sent the last one twice gets the whole, or none', async () => {
    const visitor = await opened();
    const upload = newUpload();
    for (const number of [0, 1, 2]) await send(visitor, { upload, ...part(number) });
    const both = await Promise.all([3, 3].map((number) => send(visitor, { upload, ...part(number) })));
    for (const { status, said } of both)
      if (status === 200 && said!.mark)
        expect((await fileOf(said!.mark.split('.')[0]!))!.bytes.equals(LETTER)).to.equal(true);
    const cut = newUpload();
    for (const number of [0, 1, 2]) await send(visitor, { upload: cut, ...part(number) });
    // The other request has stored the file and is removing the stretches.
    await parts().deleteOne({ upload: cut, from: 0 });
    const last = await send(visitor, { upload: cut, ...part(3) });
    expect([last.status, last.said]).to.deep.equal([422, { refused: true }]);
  });

  it('is for those whose form it is alone, with the token of the form', async () => {
    const { code, key } = await item(world, { status: 'waiting' });
    const form = `/feedback/${code}/reply`;
    const stranger = await opened();
    const upload = newUpload();
    expect((await send(stranger, { upload, ...part(0), form })).status).to.equal(403);
    expect(await parts().countDocuments({ upload })).to.equal(0);
    const sender = await opened('/track');
    await sender.submit('/track', { code, key });
    expect((await send(sender, { upload, ...part(0), form })).said).to.deep.equal({ have: PART });
    sender.last = await world.visitor().get('/');
    expect((await send(sender, { upload, ...part(1), form })).status).to.equal(403);
  });

  it('is forgotten after a day when nobody goes on with it', async () => {
    const visitor = await opened();
    const upload = newUpload();
    await send(visitor, { upload, ...part(0) });
    const run = (days: number) =>
      sweepFilesJob.run(
        systemContext(world.app.site, 'test', new Date(world.clock.now().getTime() + days * 86_400_000)),
      );
    await run(0.9);
    expect(await parts().countDocuments({ upload })).to.equal(1);
    await run(1.1);
    expect(await parts().countDocuments({ upload })).to.equal(0);
  });

  it('counts as no more writing than one form, however many they are', async () => {
    const visitor = await opened();
    const statuses = new Set<number>();
    for (let from = 0; from < WRITES + 10; from++) {
      const sent = { upload: 'f'.repeat(32), from, size: 2 * WRITES, bytes: Buffer.from('x') };
      statuses.add((await send(visitor, sent)).status);
    }
    expect([...statuses]).to.deep.equal([200]);
  });
});
