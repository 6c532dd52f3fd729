import { expect } from 'chai';
import { clamAv } from '../../../server/platform/files/index.ts';
import * as sample from '../../support/sample-files.ts';
import { startWorld, type World } from '../../support/world.ts';
import { CLAMD, EICAR, type ScanDaemon, startClamd } from './clamd.ts';

describe('files of a sender, with the real daemon of ClamAV', function () {
  this.timeout(120_000);
  let daemon: ScanDaemon;
  before(async function () {
    if (!CLAMD) {
      console.log('      skipped: there is no clamd on this machine');
      this.skip();
    }
    daemon = await startClamd();
  });
  after(() => daemon?.stop());

  it('is told clean and found, in a document too and at the very end of the largest file', async () => {
    const scan = clamAv(daemon.url);
    expect(await scan(sample.PDF)).to.equal('clean');
    expect(await scan(Buffer.from(EICAR))).to.equal('found');
    const document = sample.zip({ ...sample.DOCX_PARTS, 'word/media/note.txt': Buffer.from(EICAR) });
    expect(await scan(document), 'packed in a document').to.equal('found');
    const largest = Buffer.alloc(10 * 1024 * 1024, 'Đơn của tổ dân phố.\n');
    expect(await scan(largest)).to.equal('clean');
    largest.write(EICAR, largest.length - EICAR.length);
    expect(await scan(largest), 'at the end').to.equal('found');
  });

  it('answers many at once, and is unreachable when it has gone', async () => {
    const other = await startClamd();
    const scan = clamAv(other.url);
    const files = Array.from({ length: 20 }, (_, at) => (at % 2 ? Buffer.from(EICAR) : sample.PDF));
    expect(await Promise.all(files.map(scan))).to.deep.equal(
      files.map((_, at) => (at % 2 ? 'found' : 'clean')),
    );
    await other.stop();
    expect(await scan(sample.PDF)).to.equal('unreachable');
  });

  it('refuses the one file of a form that it finds, and lets the others be kept', async () => {
    const world: World = await startWorld({ CLAMAV_URL: daemon.url });
    try {
      const visitor = world.visitor();
      await visitor.get('/feedback/new?regulation=tree-felling-permit');
      const send = (name: string, bytes: Buffer) =>
        visitor.upload(
          '/feedback/new',
          { kind: 'feedback', regulation: 'tree-felling-permit', idempotencyKey: 'real', _files: 'add' },
          { field: 'files', name, bytes: new Uint8Array(bytes) },
        );
      const found = await send('Đơn.txt', Buffer.from(EICAR));
      expect(found.status).to.equal(422);
      expect(found.text).to.include('mã độc');
      expect(found.$('input[name=_file]')).to.have.lengthOf(0);
      const clean = await send('Đơn.pdf', sample.PDF);
      expect([clean.status, clean.$('input[name=_file]').length]).to.deep.equal([200, 1]);
      expect(clean.text).not.to.include('Đang chờ quét vi-rút');
    } finally {
      await world.stop();
    }
  });
});
