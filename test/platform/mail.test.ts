import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { SMTPServer } from 'smtp-server';
import { HandClock } from '../../server/platform/clock/clock.ts';
import { systemContext } from '../../server/platform/context.ts';
import { log } from '../../server/platform/log.ts';
import { Delivery } from '../../server/platform/mail/delivery.ts';
import { letterWriter } from '../../server/platform/mail/letters.ts';
import { Outbox, putInOutbox } from '../../server/platform/mail/outbox.ts';
import { type Mailbox, openMailbox } from '../support/mailbox.ts';
import { siteAt } from '../support/site.ts';
import { emptyStore } from '../support/store.ts';

const NOW = new Date('2026-03-04T03:00:00Z');
const FROM = 'no-reply@city.example';
const after_ = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

const letter = (id: string) => ({
  _id: id,
  to: 'lan@kin.example',
  language: 'vi' as const,
  letter: 'test',
  subject: 'Phản ánh của bạn đã được tiếp nhận',
  html: '<p>Đã nhận.</p>',
  text: 'Đã nhận.',
  createdAt: NOW,
});

describe('the outbox and its delivery', () => {
  let store: Awaited<ReturnType<typeof emptyStore>>;
  let mailbox: Mailbox;

  before(async () => {
    log.level = 'silent';
    store = await emptyStore();
    mailbox = await openMailbox();
  });
  beforeEach(async () => {
    await Outbox.deleteMany({});
    mailbox.clear();
  });
  after(async () => {
    await mailbox.close();
    await store.close();
  });

  async function deliver(url: string | undefined, ...at: Date[]): Promise<void> {
    const clock = new HandClock(NOW);
    const delivery = new Delivery({ smtpUrl: url, from: FROM, clock });
    for (const now of at) {
      clock.moveTo(now);
      await delivery.job().run(systemContext(siteAt(clock), 'test'));
    }
    await delivery.stop();
  }

  const row = async (id: string) => (await Outbox.findById(id).lean())!;

  it('keeps a letter once, however often a reaction makes it', async () => {
    await putInOutbox(letter('a'));
    await putInOutbox({ ...letter('a'), subject: 'another' });
    expect(await Outbox.countDocuments()).to.equal(1);
    expect((await row('a')).subject).to.equal(letter('a').subject);
  });

  it('puts letters that are ordered together in the outbox, all but one that cannot be composed', async () => {
    const render = (view: string) => {
      if (view === 'torn') throw new Error('no such view');
      return `<html><title>${view} &amp; thư</title><body><p>Xin chào.</p></body></html>`;
    };
    const send = letterWriter({ render, has: () => true });
    const order = (id: string, view: string) =>
      send(systemContext(siteAt(new HandClock(NOW)), 'test'), {
        id,
        to: 'lan@kin.example',
        language: 'vi',
        view,
        model: {},
      });
    const views = Array.from({ length: 60 }, (_, at) => (at === 7 ? 'torn' : `thu-${at}`));
    const ended = await Promise.allSettled(views.map((view, at) => order(`together-${at}`, view)));
    expect(ended.flatMap(({ status }, at) => (status === 'rejected' ? [at] : []))).to.deep.equal([7]);
    expect(await Outbox.countDocuments({ status: 'waiting' })).to.equal(59);
    expect(await row('together-8')).to.include({ subject: 'thu-8 & thư', text: 'Xin chào.', tries: 0 });
    await order('together-8', 'another');
    expect((await row('together-8')).subject).to.equal('thu-8 & thư');
  });

  it('sends each letter once, with both forms, language and a fixed message id', async () => {
    await putInOutbox(letter('a'));
    await deliver(mailbox.url, NOW, NOW, after_(60));
    expect(mailbox.all).to.have.length(1);
    const [got] = mailbox.all;
    expect(got).to.include({ subject: letter('a').subject });
    expect(got!.text).to.include('Đã nhận.');
    expect(got!.html).to.include('<p>Đã nhận.</p>');
    expect(got!.headers)
      .to.match(/^Message-ID: <[0-9a-f]{32}@city\.example>/im)
      .and.match(/^Auto-Submitted: auto-generated/im)
      .and.match(/^Content-Language: vi/im);
    expect(await row('a')).to.deep.include({ status: 'sent', tries: 1, sentAt: NOW });
  });

  it('sends more than one batch in one run', async () => {
    for (let at = 0; at < 60; at++) await putInOutbox(letter(`many-${at}`));
    await deliver(mailbox.url, NOW);
    expect(mailbox.all).to.have.length(60);
  });

  it('sends a letter once, although two processes deliver at the same time', async () => {
    for (let at = 0; at < 10; at++) await putInOutbox(letter(`both-${at}`));
    await Promise.all([deliver(mailbox.url, NOW), deliver(mailbox.url, NOW)]);
    expect(mailbox.all).to.have.length(10);
  });

  it('tries again later and later when the server refuses, and gives up in the end', async () => {
    const refusing = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: (_address, _session, done) =>
        done(Object.assign(new Error('5.7.1 relaying denied'), { responseCode: 550 })),
    });
    await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', () => resolve()));
    const url = `smtp://127.0.0.1:${(refusing.server.address() as AddressInfo).port}`;
    await putInOutbox(letter('a'));
    await deliver(url, NOW, after_(1));
    expect(await row('a')).to.deep.include({ status: 'waiting', tries: 1, nextAt: after_(2) });
    await deliver(url, after_(2));
    expect(await row('a')).to.deep.include({ status: 'waiting', tries: 2, nextAt: after_(6) });
    await Outbox.updateOne({ _id: 'a' }, { $set: { tries: 11, nextAt: NOW } });
    await deliver(url, NOW, after_(10_000));
    expect(await row('a')).to.include({ status: 'failed', tries: 12 });
    await new Promise<void>((resolve) => refusing.close(() => resolve()));
  });

  it('gives up at once on a reader whom the server does not know, and keeps that for the sender', async () => {
    const knowing = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: (_address, _session, done) =>
        done(Object.assign(new Error('5.1.1 no such user'), { responseCode: 550 })),
    });
    await new Promise<void>((resolve) => knowing.listen(0, '127.0.0.1', () => resolve()));
    await putInOutbox(letter('a'));
    await deliver(`smtp://127.0.0.1:${(knowing.server.address() as AddressInfo).port}`, NOW);
    expect(await row('a')).to.include({ status: 'failed', tries: 1, refused: 'new' });
    await new Promise<void>((resolve) => knowing.close(() => resolve()));
  });

  it('sends in the end when the server comes back', async () => {
    await putInOutbox(letter('a'));
    await deliver('smtp://127.0.0.1:1', NOW);
    expect(await row('a')).to.include({ status: 'waiting', tries: 1 });
    await deliver(mailbox.url, after_(5));
    expect(mailbox.all).to.have.length(1);
    expect(await row('a')).to.include({ status: 'sent', tries: 2 });
  });

  it('calls uncertain what the last process was sending when it died, and never sends it again by itself', async () => {
    await putInOutbox(letter('a'));
    await Outbox.updateOne({ _id: 'a' }, { $set: { status: 'sending', tries: 1 } });
    await deliver(mailbox.url, after_(10_000));
    expect((await row('a')).status).to.equal('uncertain');
    expect(mailbox.all).to.have.length(0);
  });

  it('leaves letters in the outbox when no server is named', async () => {
    await putInOutbox(letter('a'));
    await deliver(undefined, NOW);
    expect(await row('a')).to.include({ status: 'waiting', tries: 0 });
  });
});
