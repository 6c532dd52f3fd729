import { expect } from 'chai';
import type { Language } from '../../server/platform/context.ts';
import { REGULATION, UNIT } from '../support/factories.ts';
import { leave, Screens, TOLD_IN, WORDS } from './screens.ts';

const ANSWER = 'Sở sẽ cắt tỉa cây này trước ngày 15/3/2026. Người phụ trách: Phòng Hạ tầng.';

describe('a journey: a program of the Open311 standard', function () {
  this.timeout(180_000);
  let screens: Screens;
  before(async () => {
    screens = await Screens.of('open311');
  });
  after(() => screens?.close());

  /** What a program gets that speaks the language of whoever uses it. */
  async function call(language: Language, path: string, fields?: Record<string, string>) {
    const sent = fields ? { method: 'POST', body: new URLSearchParams(fields) } : {};
    const headers = { 'Accept-Language': language };
    const reply = await fetch(`${screens.world.address}/open311/v2/${path}`, { ...sent, headers });
    return { status: reply.status, body: (await reply.json()) as any };
  }

  for (const language of TOLD_IN)
    it(`${language}: hands in and reads; its sender opens the item by the key that the program got`, async () => {
      const { subject, text } = WORDS[language]!;
      const services = await call(language, 'services.json');
      const codes = services.body.map((each: any) => each.service_code);
      expect(codes).to.include(REGULATION);
      const given = {
        ...{ service_code: REGULATION, description: text, 'attribute[subject]': subject },
        ...{ first_name: 'Lan', last_name: 'Nguyễn', email: `lan-${language}@kin.example` },
      };
      const refused = await call(language, 'requests.json', { ...given, description: 'a' });
      expect([refused.status, refused.body[0].code]).to.deep.equal([400, 400]);
      const made = await call(language, 'requests.json', { ...given, 'attribute[language]': language });
      expect(made.status).to.equal(200);
      const { service_request_id: code, service_notice: notice } = made.body[0];
      const key = /: (\S+)\. /.exec(notice)![1]!;
      const read = async () => (await call(language, `requests/${code}.json`)).body[0];
      expect(await read(), 'nobody reads it yet').to.include({ status: 'open', description: '' });

      const sender = await screens.senderOf({ code, key }, language);
      expect(await sender.page.textContent('section.own')).to.contain(text);
      const desk = await screens.desk(await screens.coordinator(language), language);
      await desk.press(`a.row-title[href="/triage/${code}"]`);
      expect(await desk.page.inputValue('#decision-unit')).to.equal(UNIT);
      await desk.press('button[value=send]');
      const routed = await read();
      expect(routed).to.include({ status: 'open', service_code: REGULATION });
      expect(routed.description).to.contain(text);
      await screens.answer(code, ANSWER);
      const closed = await read();
      expect(closed.status).to.equal('closed');
      expect(closed.status_notes).to.contain(ANSWER);
      expect(closed.agency_responsible).to.not.equal('');
      const listed = await call(language, 'requests.json?status=closed');
      expect(listed.body.map((each: any) => each.service_request_id)).to.include(code);
      expect(JSON.stringify([closed, listed.body])).to.not.contain('Nguyễn');
      await sender.open(`/feedback/${code}`);
      expect(await sender.page.innerText('section.answer')).to.contain(ANSWER);
      await leave(sender, desk);
    });
});
