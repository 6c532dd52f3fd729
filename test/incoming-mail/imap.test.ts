import { expect } from 'chai';
import { Feedback } from '../../server/feedback/item/model.ts';
import { IncomingLetter } from '../../server/incoming-mail/model.ts';
import { mailFolder } from '../../server/platform/mail/mail-folder.ts';
import { startWorld, type World } from '../support/world.ts';
import { DOVECOT, type ImapServer, startDovecot } from './dovecot.ts';
import { written } from './letters.ts';

describe('the mailbox of the city, on a real IMAP server', function () {
  this.timeout(60_000);
  let server: ImapServer;
  let world: World;
  before(async function () {
    if (!DOVECOT) {
      console.log('      skipped: there is no dovecot on this machine');
      this.skip();
    }
    server = await startDovecot();
    world = await startWorld({ IMAP_URL: server.url, MAIL_IN_ADDRESS: 'gop-y@city.example' });
  });
  after(async () => {
    await world?.stop();
    await server?.stop();
  });

  it('is read letter by letter; what is taken is put away', async () => {
    await server.put(written({ from: 'mot@kin.example' }));
    await server.put(written({ from: 'hai@kin.example', more: ['Auto-Submitted: auto-replied'] }));
    await world.advance({ minutes: 2 });
    expect(await Feedback.countDocuments({ channel: 'email' })).to.equal(1);
    expect(await server.count('INBOX')).to.equal(0);
    expect(await server.count('Processed')).to.equal(2);
  });

  it('leaves one of 50 MB unread to people, and reads on behind it', async () => {
    const bytes = Buffer.alloc(37 * 1024 * 1024);
    await server.put(
      written({
        from: 'lon@kin.example',
        files: [{ name: 'a.bin', type: 'application/octet-stream', bytes }],
      }),
    );
    await server.put(written({ from: 'sau@kin.example' }));
    await world.advance({ minutes: 2 });
    expect(await Feedback.countDocuments({ 'sender.email': 'lon@kin.example' })).to.equal(0);
    expect(await IncomingLetter.findOne({ from: 'lon@kin.example' }).lean()).to.include({
      outcome: 'to-read',
      reason: 'too-large',
    });
    expect(await Feedback.countDocuments({ 'sender.email': 'sau@kin.example' })).to.equal(1);
    expect(await server.count('INBOX')).to.equal(0);
  });

  it('keeps what a crash cut off, and makes one item of it', async () => {
    await server.put(written({ from: 'ba@kin.example' }));
    const url = server.url;
    const each = mailFolder({ url, folder: 'INBOX', done: 'Processed' });
    const cut = new Error('cut off');
    const failed = await each(async (mail) => {
      expect(mail.head.from).to.equal('ba@kin.example');
      expect((await mail.source()).toString()).to.include('Message-ID');
      throw cut;
    }).catch((error) => error);
    expect(failed).to.equal(cut);
    expect(await server.count('INBOX')).to.equal(1);
    await world.advance({ minutes: 2 });
    await world.advance({ minutes: 2 });
    expect(await Feedback.countDocuments({ 'sender.email': 'ba@kin.example' })).to.equal(1);
    expect(await server.count('INBOX')).to.equal(0);
  });
});
