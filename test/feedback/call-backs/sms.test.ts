import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { CallBack } from '../../../server/feedback/call-backs/model.ts';
import { Outbox } from '../../../server/platform/mail/outbox.ts';
import { filledBody, plainLetters, smsNumber } from '../../../server/platform/sms/rules.ts';
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
  });
});
