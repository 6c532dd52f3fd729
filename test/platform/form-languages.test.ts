import { expect } from 'chai';
import { Feedback } from '../../server/feedback/item/model.ts';
import { item } from '../support/factories.ts';
import { person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const FORM = {
  subject: 'Cây sắp đổ',
  text: 'Cây xà cừ trước cửa\n\nsắp đổ.',
  name: 'Lan',
  email: 'lan@kin.example',
};

describe('the language menu of a form', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  it('keeps what is typed into the public form, at first and in the preview, and sends nothing', async () => {
    const visitor = world.visitor();
    const form = await visitor.get('/feedback/new?regulation=tree-felling-permit');
    const button = form.$('.languages button[value=ru]');
    expect(button.attr('form')).to.equal(form.$('main form').attr('id'));
    const inRussian = await visitor.submit('main form', { ...FORM, _language: 'ru' });
    expect(inRussian.status).to.equal(200);
    expect(inRussian.$('html').attr('lang')).to.equal('ru');
    expect(inRussian.$('#subject').val()).to.equal(FORM.subject);
    expect(inRussian.$('#text').text()).to.equal(FORM.text);
    expect(inRussian.$('.error-summary')).to.have.length(0);
    await visitor.submit('main form', { step: 'preview' });
    const preview = await visitor.submit('main form', { _language: 'en' });
    expect(preview.$('html').attr('lang')).to.equal('en');
    expect(preview.$('section[aria-labelledby=public-title]').text()).to.contain(FORM.subject);
    expect(await Feedback.countDocuments()).to.equal(0);
    const receipt = await visitor.submit('main form', { step: 'send' });
    expect(receipt.path).to.match(/receipt$/);
    expect(await Feedback.countDocuments()).to.equal(1);
  });

  it('keeps what was typed into a form of the desk that was refused, and does nothing', async () => {
    const { code } = await item(world, { status: 'accepted' });
    const { visitor } = await person(world, 'coordinator');
    await visitor.get(`/feedback/${code}`);
    const reason = 'Đơn vị này đang giữ hồ sơ của người gửi.';
    const refused = await visitor.submit(`/feedback/${code}/routing`, { unit: 'nowhere', reason });
    expect(refused.status).to.equal(422);
    expect(refused.$('.languages button[value=ru]').attr('form')).to.equal('typed-form');
    const inRussian = await visitor.submit('#typed-form', { _language: 'ru', unit: 'dept-health' });
    expect(inRussian.$('html').attr('lang')).to.equal('ru');
    expect(inRussian.$(`form[action="/feedback/${code}/routing"] textarea[name=reason]`).text()).to.equal(
      reason,
    );
    expect((await Feedback.findOne({ code }).lean())!.status).to.equal('accepted');
  });

  it('lets the address of a refused form be opened: it is that of its page', async () => {
    const { code } = await item(world, { status: 'accepted' });
    const { visitor } = await person(world, 'coordinator');
    for (const form of ['routing', 'public-text', 'refusal'])
      expect((await visitor.get(`/feedback/${code}/${form}`)).path).to.equal(`/feedback/${code}`);
    expect((await visitor.get('/feedback/PA-2026-999999/routing')).status).to.equal(404);
  });

  it('leads on from a page that says no, and shows no password', async () => {
    const visitor = world.visitor();
    await visitor.get('/sign-in');
    const refused = await visitor.submit('form[action="/sign-in"]', {
      email: 'a@b.example',
      password: 'hoa sen 42',
    });
    expect(refused.$('#typed-form input[name=email]').val()).to.equal('a@b.example');
    expect(refused.html).not.to.contain('hoa sen 42');
    const { code } = await item(world);
    const barred = await visitor.post(`/feedback/${code}/routing`, { unit: 'dept-health' });
    expect(barred.status).to.equal(401);
    const link = barred.$('.languages a[hreflang=ru]').attr('href')!;
    expect(link).to.equal(`/language/ru?to=${encodeURIComponent(`/feedback/${code}`)}`);
  });
});
