import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { Feedback } from '../../../server/feedback/item/model.ts';
import * as sample from '../../support/sample-files.ts';
import type { Visitor } from '../../support/visitor.ts';
import { startWorld, type World } from '../../support/world.ts';

describe('an upload that is cut in half', function () {
  this.timeout(60_000);
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  const stored = () => mongoose.connection.db!.collection('files.files').countDocuments();

  /** What a browser sends of a form with two files, up to a share of its bytes; then the line is gone, or says it is whole. */
  async function sendHalf(
    visitor: Visitor,
    { share, lies }: { share: number; lies: boolean },
  ): Promise<string> {
    const fields = { _csrf: visitor.last!.$('input[name=_csrf]').first().attr('value')!, _files: 'add' };
    const parts = Object.entries(fields).map(
      ([name, value]) => `--cut\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const file = (name: string) =>
      `--cut\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\n\r\n`;
    const body = Buffer.concat([
      Buffer.from(parts.join('') + file('a.pdf')),
      sample.PDF,
      Buffer.from(`\r\n${file('b.txt')}`),
      Buffer.alloc(2 * 1024 * 1024, 'x'),
      Buffer.from('\r\n--cut--\r\n'),
    ]);
    const half = body.subarray(0, Math.floor(share * body.length));
    const { hostname, port } = new URL(world.address);
    const socket = connect(Number(port), hostname);
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const head = [
      'POST /feedback/new HTTP/1.1',
      `Host: ${hostname}:${port}`,
      `Origin: ${world.address}`,
      `Cookie: ${cookie}`,
      'Content-Type: multipart/form-data; boundary=cut',
      `Content-Length: ${lies ? half.length : body.length}`,
      'Connection: close',
    ];
    let answer = '';
    socket.on('data', (bytes) => {
      answer += bytes.toString('latin1');
    });
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    await new Promise((sent) => socket.write(half, sent));
    if (!lies) socket.destroy();
    await once(socket, 'close');
    return answer;
  }

  it('leaves nothing, wherever the line broke, and the next one is taken', async () => {
    const visitor = world.visitor();
    await visitor.get('/feedback/new?regulation=tree-felling-permit');
    for (const share of [0.00002, 0.0002, 0.5, 0.99]) await sendHalf(visitor, { share, lies: false });
    const page = visitor.last!;
    const whole = { field: 'files', name: 'a.pdf', bytes: new Uint8Array(sample.PDF) };
    const seen = await visitor.upload('/feedback/new', { kind: 'feedback', _files: 'add' }, whole);
    expect(seen.$('input[name=_file]')).to.have.lengthOf(1);
    expect(await stored(), 'that one alone').to.equal(1);
    expect(await Feedback.countDocuments({})).to.equal(0);
    visitor.last = page;
  });

  it('is told in words when it says that it is whole', async () => {
    const visitor = world.visitor();
    await visitor.get('/feedback/new?regulation=tree-felling-permit');
    const before = await stored();
    for (const share of [0.0002, 0.5]) {
      const answer = await sendHalf(visitor, { share, lies: true });
      expect(answer.slice(0, 12), String(share)).to.equal('HTTP/1.1 400');
    }
    expect(await stored()).to.equal(before);
  });
});
