import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { expect } from 'chai';
import { CallBack } from '../../../server/feedback/call-backs/model.ts';
import { systemContext } from '../../../server/platform/context.ts';
import { Outbox } from '../../../server/platform/mail/outbox.ts';
import { MOST_MESSAGES, putSmsInOutbox, smsJob } from '../../../server/platform/sms/delivery.ts';
import { filledBody, isRefused, plainLetters, smsNumber } from '../../../server/platform/sms/rules.ts';
import { item } from '../../support/factories.ts';
import { startWorld, type World } from '../../support/world.ts';

describe('short messages', () => {
  it('go to mobile numbers, with accents or without, in a body as the gateway wants it', () => {
    expect(smsNumber('0912 345 678', '84')).to.equal('84912345678');
    expect(smsNumber('+84 (90) 123-4567', '84')).to.equal('84901234567');
    expect(smsNumber('024 3825 3536', '84')).to.equal(undefined);
    expect(smsNumber('không có', '84')).to.equal(undefined);
    expect(plainLetters('Hồ sơ đã có trả lời')).to.equal('Ho so da co tra loi');
    const values = { to: '84912345678', text: 'a "b" & {to}', id: '1' };
    expect(JSON.parse(filledBody('{"t":"{text}"}', 'application/json', values)).t).to.equal(values.text);
    expect(new URLSearchParams(filledBody('t={text}', 'x-www-form-urlencoded', values)).get('t')).to.equal(
      values.text,
    );
  });

  it('are refused for good only where the gateway speaks of the number or the words', () => {
    for (const status of [401, 403, 404, 408, 429, 500, 503])
      expect(isRefused(status), `${status}`).to.equal(false);
    for (const status of [400, 422]) expect(isRefused(status), `${status}`).to.equal(true);
  });

  describe('of a site', function () {
    this.timeout(60_000);
    let world: World;
    let gateway: Server;
    let status = 200;
    const taken: { to: string; text: string; id: string; authorization: string | undefined }[] = [];

    before(async () => {
      gateway = createServer(async (request, response) => {
        let body = '';
        for await (const piece of request) body += piece;
        taken.push({ ...JSON.parse(body), authorization: request.headers.authorization });
        response.writeHead(status).end('{}');
      });
      await new Promise<void>((resolve) => void gateway.listen(0, '127.0.0.1', resolve));
      const { port } = gateway.address() as AddressInfo;
      const SMS_URL = `http://127.0.0.1:${port}/send`;
      world = await startWorld({ SMS_URL, SMS_AUTHORIZATION: 'Bearer city' });
    });
    after(async () => {
      await world.stop();
      gateway.close();
    });

    const SECRET = 'cháu tôi bị hen suyễn nặng từ năm ngoái';
    const sent = (phone = '0912 345 678') =>
      item(world, {
        status: 'refused',
        input: { phone, email: undefined as never, text: SECRET, name: 'Trần Ẩn Danh' },
        written: { guidance: `Vì ${SECRET}, đề nghị gửi đơn.` },
      });

    it('tell the code and what happened, and nothing that anybody wrote; nobody is called then', async () => {
      const { code } = await sent();
      await world.advance({ minutes: 1 });
      await world.advance({ minutes: 1 });
      const [one, ...others] = taken.filter(({ text }) => text.includes(code));
      expect(others).to.have.length(0);
      expect(one).to.include({ to: '84912345678', authorization: 'Bearer city' });
      expect(one!.text).to.not.contain('hen suyễn').and.not.contain('Ẩn Danh');
      expect(await CallBack.countDocuments({ code })).to.equal(0);
      expect(world.letters.all).to.have.length(0);
    });

    it('are tried again while the gateway fails, and called after all when it refuses', async () => {
      status = 503;
      const later = await sent();
      await world.advance({ minutes: 1 });
      status = 200;
      await world.advance({ minutes: 5 });
      const tries = taken.filter(({ text }) => text.includes(later.code));
      expect(tries.length).to.be.at.least(2);
      expect(new Set(tries.map(({ id }) => id)).size).to.equal(1);
      expect((await Outbox.findOne({ about: later.code, by: 'sms' }).lean())!.status).to.equal('sent');
      status = 400;
      const refused = await sent();
      await world.advance({ minutes: 1 });
      await world.advance({ minutes: 2 });
      expect((await CallBack.findOne({ code: refused.code }).lean())!.about).to.equal('refused');
      const landline = await sent('024 3825 3536');
      await world.advance({ minutes: 1 });
      expect(taken.some(({ text }) => text.includes(landline.code))).to.equal(false);
      expect(await CallBack.countDocuments({ code: landline.code, status: 'due' })).to.equal(1);
    });

    const waiting = async (id: string, to = '84987000001') => {
      const words = {
        text: 'Hồ sơ',
        language: 'vi' as const,
        letter: 'sms/refused',
        about: 'PA-2026-000000',
      };
      await putSmsInOutbox({ id, to, ...words, now: world.clock.now() });
    };
    const stateOf = async (id: string) => {
      const { status: now, refused } = (await Outbox.findById(id).lean())!;
      return [now, refused];
    };

    it('are ten a day for a number; beyond them somebody calls', async () => {
      status = 200;
      for (let n = 0; n < MOST_MESSAGES; n++) await waiting(`many-${n}`, '84987000002');
      const { code } = await sent('0987 000 002');
      await world.advance({ minutes: 1 });
      expect(await CallBack.countDocuments({ code, status: 'due' })).to.equal(1);
      await world.advance({ minutes: 24 * 60 + 1 });
      const next = await sent('0987 000 002');
      await world.advance({ minutes: 1 });
      expect(taken.some(({ text }) => text.includes(next.code))).to.equal(true);
    });

    it('are tried again where no line to the gateway came to stand, and called where it broke later', async () => {
      // The job is run by hand from here on: the world's own must not take the same message.
      await world.app.scheduler.stop();
      const breaking = createTcpServer((line) => {
        line.on('error', () => {});
        line.once('data', () => line.destroy());
      });
      await new Promise<void>((resolve) => void breaking.listen(0, '127.0.0.1', resolve));
      const { port } = breaking.address() as AddressInfo;
      const given = { method: 'POST' as const, body: '{}', contentType: 'application/json' };
      const run = async (url: string) => {
        const job = smsJob({ ...given, url, plain: false, country: '84' }, world.clock);
        await job.run(systemContext(world.app.site, job.name));
      };
      await waiting('line-1');
      await run(`https://127.0.0.1:${port}/`);
      expect(await stateOf('line-1')).to.deep.equal(['waiting', undefined]);
      await Outbox.updateOne({ _id: 'line-1' }, { status: 'sent' });
      // The first that is not answered ends the run: of many each would take as long as the first.
      await waiting('line-2');
      await waiting('line-3');
      await run(`http://127.0.0.1:${port}/`);
      expect(await stateOf('line-2')).to.deep.equal(['uncertain', 'new']);
      expect(await stateOf('line-3')).to.deep.equal(['waiting', undefined]);
      breaking.close();
    });

    it('are called when the gateway was taken away while they waited', async () => {
      await waiting('left-1');
      const job = smsJob(undefined, world.clock);
      await job.run(systemContext(world.app.site, job.name));
      expect(await stateOf('left-1')).to.deep.equal(['failed', 'new']);
    });
  });
});
