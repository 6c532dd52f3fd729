import { expect } from 'chai';
import { requestInfo } from '../../server/feedback/index.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { IncomingLetter } from '../../server/incoming-mail/model.ts';
import { MOST_BYTES, MOST_IN_A_DAY, MOST_RECIPIENTS } from '../../server/incoming-mail/rules.ts';
import { takeLetter } from '../../server/incoming-mail/take.ts';
import { systemContext } from '../../server/platform/context.ts';
import type { LyingMail } from '../../server/platform/mail/mail-folder.ts';
import { threadOf } from '../../server/platform/mail/threads.ts';
import { castOf, item } from '../support/factories.ts';
import { person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';
import { bounceOf, lying, written } from './letters.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('letters to the city', function () {
  this.timeout(60_000);
  let world: World;
  before(async () => {
    world = await startWorld({
      IMAP_URL: 'imap://nobody:nothing@127.0.0.1:9',
      MAIL_IN_ADDRESS: 'gop-y@city.example',
    });
  });
  after(() => world.stop());

  const take = async (letter: LyingMail | string) => {
    const mail = typeof letter === 'string' ? lying(letter) : letter;
    await takeLetter(systemContext(world.app.site, 'test'), mail);
    await world.settled();
  };
  const rowOf = (from: string) => IncomingLetter.findOne({ from }).lean();
  const itemsOf = (email: string) => Feedback.find({ 'sender.email': email }).lean();
  const waiting = async (email: string) => {
    const { code } = await item(world, { input: { email } });
    await requestInfo((await castOf(world)).coordinator.context(), code, 'Ngõ 12 của phố nào?');
    await world.settled();
    return code;
  };

  it('become items that wait for screening, with their files, and are answered with a receipt', async () => {
    world.letters.clear();
    await take(
      written({
        files: [
          { name: 'den.png', type: 'image/png', bytes: PNG },
          { name: 'den.exe', type: 'application/octet-stream', bytes: Buffer.from('MZ\0\0') },
        ],
      }),
    );
    const [made] = await itemsOf('minh@kin.example');
    expect(made).to.include({ channel: 'email', status: 'submitted', publishText: false, language: 'vi' });
    expect(made!.originalText.subject).to.equal('Đèn đường hỏng');
    expect(made!.sender.name).to.equal('Phạm Minh');
    expect(made!.attachments.map(({ name }) => name)).to.deep.equal(['den.png']);
    expect(await rowOf('minh@kin.example')).to.include({ outcome: 'item', files: 2, filesLeft: 1 });
    const [receipt] = world.letters.to('minh@kin.example');
    expect(receipt!.subject).to.include(made!.code);
    const thread = threadOf(world.app.site, made!.code);
    expect(receipt!.headers).to.include(`Reply-To: gop-y+${thread}@city.example`);
    expect(receipt!.headers).to.match(new RegExp(`Message-ID: <[0-9a-f]{32}\\.${thread}@`));
  });

  it('make one item however often they come, and whatever cuts the reading off', async () => {
    const raw = written({ from: 'hai@kin.example', messageId: 'same@kin.example' });
    await take(raw);
    await take(raw);
    await IncomingLetter.deleteMany({ from: 'hai@kin.example' });
    await take(raw);
    expect(await itemsOf('hai@kin.example')).to.have.length(1);
    // Another letter under the same Message-ID is another letter.
    await take(
      written({
        ...{ from: 'hai@kin.example', messageId: 'same@kin.example' },
        text: 'Còn một việc nữa: nắp cống trước số nhà 8 bị vỡ.',
      }),
    );
    expect(await itemsOf('hai@kin.example')).to.have.length(2);
  });

  it('are replies by the address that we signed, or the Message-ID, from the address of the item', async () => {
    const [one, other] = [await waiting('tu@kin.example'), await waiting('nam@kin.example')];
    const text =
      'Phố Hàng Bè ạ.\n\nVào Th 4, 4 thg 3, 2026 lúc 10:05 Cổng phản ánh <no-reply@city.example> đã viết:\n> Ngõ 12 của phố nào?';
    const reply = written({
      ...{ from: 'Tu <TU@kin.example>', text },
      to: `gop-y+${threadOf(world.app.site, one)}@city.example`.toUpperCase(),
    });
    await take(reply);
    await IncomingLetter.deleteMany({ from: 'tu@kin.example' });
    await take(reply);
    const replied = await Feedback.findOne({ code: one }).lean();
    expect(replied!.messages.map(({ text }) => text)).to.deep.equal([
      'Ngõ 12 của phố nào?',
      'Phố Hàng Bè ạ.',
    ]);
    expect(replied!.status).to.equal('submitted');
    const asked = world.letters.to('nam@kin.example').at(-1)!;
    expect(asked.text).to.include('trả lời ngay thư này');
    const ours = /Message-ID: (<\S+>)/i.exec(asked.headers)![1];
    await take(written({ from: 'nam@kin.example', text: 'Phố Hàng Bạc.', more: [`In-Reply-To: ${ours}`] }));
    expect((await Feedback.findOne({ code: other }).lean())!.messages).to.have.length(2);
  });

  it('change nothing when they are forged: another address, another token, only a subject', async () => {
    const code = await waiting('ba@kin.example');
    const to = `gop-y+${threadOf(world.app.site, code)}@city.example`;
    await take(
      written({ from: 'ke-gian@evil.example', to, text: 'Tôi rút lại phản ánh này, xin đóng hồ sơ.' }),
    );
    expect(await rowOf('ke-gian@evil.example')).to.include({
      outcome: 'to-read',
      reason: 'other-address',
      code,
    });
    const forged = to.replace(/[0-9a-f]{20}/, '0123456789abcdef0123');
    await take(written({ from: 'ba@kin.example', to: forged, subject: `Re: ${code}` }));
    expect((await rowOf('ba@kin.example'))!.outcome).to.equal('item');
    await take(
      written({ from: 'bay@kin.example', to, more: ['Authentication-Results: mx.city.example; dmarc=fail'] }),
    );
    expect(await rowOf('bay@kin.example')).to.include({ outcome: 'to-read', reason: 'forged' });
    const after = await Feedback.findOne({ code }).lean();
    expect(after!.messages).to.have.length(1);
    expect(after!.status).to.equal('waiting');
  });

  it('end where programs write: absences, lists, reports, our own letters', async () => {
    const before = await Feedback.countDocuments();
    const heads = [
      ['Auto-Submitted: auto-replied'],
      ['Precedence: bulk'],
      ['List-Id: <tin.kin.example>'],
      ['Return-Path: <>'],
    ];
    for (const more of heads) await take(written({ from: 'robot@kin.example', more }));
    expect(await IncomingLetter.countDocuments({ from: 'robot@kin.example', outcome: 'automatic' })).to.equal(
      4,
    );
    await take(written({ from: 'no-reply@city.example' }));
    await take(written({ from: 'gop-y+pa-2026-000001.x@city.example' }));
    expect(await IncomingLetter.countDocuments({ outcome: 'own' })).to.equal(2);
    expect(await Feedback.countDocuments()).to.equal(before);
  });

  it('tell of an address that does not exist, when they are about a letter of ours to it', async () => {
    const { code } = await item(world, { input: { email: 'khong@kin.example' } });
    const ours = `<${'0'.repeat(32)}.${threadOf(world.app.site, code)}@city.example>`;
    await take(bounceOf('ai-do@kin.example', ours));
    const found = () => IncomingLetter.findOne({ code, outcome: 'bounce' }).lean();
    expect(await found()).to.equal(null);
    await take(bounceOf('khong@kin.example', ours));
    expect((await found())!.bounced).to.deep.equal({ address: 'khong@kin.example', status: '5.1.1' });
  });

  it('are bounded: in size, in recipients, in letters of one address, in words', async () => {
    const unread = { source: () => Promise.reject(new Error('never read')) };
    const head = { messageId: 'big@kin.example', from: 'lon@kin.example', subject: 'Ảnh' };
    await take(lying('', { bytes: MOST_BYTES + 1, head, ...unread }));
    expect(await rowOf('lon@kin.example')).to.include({
      outcome: 'to-read',
      reason: 'too-large',
      subject: 'Ảnh',
    });
    const many = Array.from({ length: 1000 }, (_, i) => `n${i}@kin.example`).join(', ');
    await take(written({ from: 'chung@kin.example', more: [`Cc: ${many}`] }));
    expect(await rowOf('chung@kin.example')).to.include({ outcome: 'to-read', reason: 'many-recipients' });
    expect(1000).to.be.above(MOST_RECIPIENTS);
    for (let n = 0; n <= MOST_IN_A_DAY; n++)
      await take(written({ from: 'nhieu@kin.example', text: `Thư số ${n}.` }));
    expect(await itemsOf('nhieu@kin.example')).to.have.length(MOST_IN_A_DAY);
    await take(written({ from: 'dai@kin.example', text: 'Đường hỏng. '.repeat(2000) }));
    const [long] = await itemsOf('dai@kin.example');
    expect(long!.originalText.text).to.have.length(10_000);
    expect(long!.attachments.map(({ name }) => name)).to.deep.equal(['letter.txt']);
    await take(written({ from: 'rong@kin.example', text: ' ' }));
    expect(await rowOf('rong@kin.example')).to.include({ reason: 'empty' });
  });

  it('wait on a page for coordinators until somebody has read them', async () => {
    const { visitor } = await person(world, 'coordinator');
    const seen = await visitor.get('/incoming-mail');
    expect(seen.text).to.include('Tôi rút lại phản ánh này').and.include('ke-gian@evil.example');
    const letter = (await rowOf('ke-gian@evil.example'))!;
    await visitor.submit(`/incoming-mail/${letter._id}/done`);
    expect((await visitor.get('/incoming-mail')).text).not.to.include('Tôi rút lại phản ánh này');
    expect(await rowOf('ke-gian@evil.example')).not.to.have.property('text');
  });
});
