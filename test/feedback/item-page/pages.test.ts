import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { acceptFeedback } from '../../../server/feedback/index.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { person as atScreen, checkAccessibility, launchBrowser } from '../../support/browser.ts';
import { castOf, item, submission, UNIT } from '../../support/factories.ts';
import { person } from '../../support/people.ts';
import type { Visitor } from '../../support/visitor.ts';
import { startWorld, type World } from '../../support/world.ts';

const TEXT = 'Cây xà cừ nghiêng ra đường.\n\n  - cành khô\n  - rễ bật';
const FORM = { subject: 'Cây sắp đổ', text: TEXT, name: 'Nguyễn Thị Lan', email: 'lan@kin.example' };

describe('feedback pages', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  async function atForm(): Promise<Visitor> {
    const visitor = world.visitor();
    await visitor.get('/feedback/new?regulation=tree-felling-permit');
    return visitor;
  }

  it('finds the subject, leads to complaints, and asks for what is missing all at once', async () => {
    const visitor = world.visitor();
    const found = await visitor.get('/feedback/new?q=chat ha cay xanh');
    expect(found.$('a[href="/feedback/new?regulation=tree-felling-permit"]').length).to.equal(1);
    expect(found.$('a[href="/feedback/complaints"]').length).to.equal(1);
    await visitor.get('/feedback/new?regulation=tree-felling-permit');
    const refused = await visitor.submit('/feedback/new', { step: 'preview', text: 'Ngắn', address: 'Số 1' });
    expect(refused.status).to.equal(422);
    const named = refused.$('.error-summary a').toArray();
    expect(named.map((link) => refused.$(link).attr('href'))).to.deep.equal(['#subject', '#text', '#name']);
    expect(refused.$('#text').val()).to.equal('Ngắn');
    expect(refused.$('#address').val()).to.equal('Số 1');
  });

  it('shows what becomes public, lets it be changed without moving a letter, and gives a receipt', async () => {
    const visitor = await atForm();
    const preview = await visitor.submit('/feedback/new', { ...FORM, step: 'preview', publishText: 'yes' });
    expect(preview.$('section[aria-labelledby=public-title]').text()).to.contain('Cây sắp đổ');
    expect(preview.$('section[aria-labelledby=public-title]').text()).not.to.contain('Lan');
    expect(preview.$('section[aria-labelledby=private-title]').text()).to.contain('lan@kin.example');
    expect(preview.text).to.contain('10 ngày làm việc');
    const form = await visitor.submit('/feedback/new', { step: 'change' });
    expect(form.$('#text').text()).to.equal(TEXT);
    await visitor.submit('/feedback/new', { step: 'preview' });
    const receipt = await visitor.submit('/feedback/new', { step: 'send' });
    expect(receipt.path).to.match(/^\/feedback\/PA-2026-\d{6}\/receipt$/);
    expect(receipt.text).to.match(/[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}/);
    expect(receipt.text).to.contain('17:00, Thứ Tư, ngày 18/03/2026');
    const stored = await Feedback.findOne({ code: receipt.path.split('/')[2] }).lean();
    expect(stored!.originalText.text).to.equal(TEXT);
  });

  it('reads the counter’s time of receipt as the city’s', async () => {
    const { visitor } = await person(world, 'coordinator');
    const form = await visitor.get('/counter');
    expect(form.$('#receivedAt').val()).to.equal('2026-03-04T10:00');
    const { senderKind, kind, language } = submission();
    const typed = {
      ...FORM,
      kind,
      language,
      senderKind,
      channel: 'phone',
      regulation: 'tree-felling-permit',
    };
    expect(form.$('input[name=publishText]:checked')).to.have.lengthOf(0);
    const asked = await visitor.submit('/counter', typed);
    expect(asked.$('.error-summary a[href="#publishText"]')).to.have.lengthOf(1);
    const refused = await visitor.submit('/counter', {
      ...typed,
      publishText: 'yes',
      receivedAt: 'yesterday',
    });
    expect(refused.status).to.equal(422);
    expect(refused.$('.error-summary a').attr('href')).to.equal('#receivedAt');
    const receipt = await visitor.submit('/counter', { receivedAt: '2026-03-03T16:30' });
    const stored = await Feedback.findOne({ code: receipt.path.split('/')[2] }).lean();
    expect(stored!.receivedAt.toISOString()).to.equal('2026-03-03T09:30:00.000Z');
    expect(stored!.channel).to.equal('phone');
    const shown = await world.visitor().get(`/feedback/${stored!.code}`);
    const first = shown.$('.timeline li').first();
    expect(first.find('time').attr('datetime')).to.equal('2026-03-03T09:30:00.000Z');
    expect(first.text()).to.contain('10:00, Thứ Tư, ngày 04/03/2026');
  });

  it('lets the sender reply and withdraw with the key, and nobody without it', async () => {
    const { code, key } = await item(world, { status: 'waiting' });
    const stranger = world.visitor();
    const closed = await stranger.get(`/feedback/${code}`);
    expect(closed.text).not.to.contain('Cây nằm ở số nhà bao nhiêu?');
    expect(closed.$('main a[href^="/track"]').length).to.equal(1);
    await stranger.get('/track');
    const wrong = await stranger.submit('/track', { code, key: 'AAAA-AAAA-AAAA-AAAA' });
    expect(wrong.$('.error-summary a').attr('href')).to.equal('#key');
    const own = await stranger.submit('/track', { code, key });
    expect(own.text).to.contain('Cây nằm ở số nhà bao nhiêu?');
    await stranger.submit(`/feedback/${code}/closing`);
    expect((await stranger.get(`/feedback/${code}`)).text).not.to.contain('Cây nằm ở số nhà bao nhiêu?');
    await stranger.get('/track');
    await stranger.submit('/track', { code, key, keep: 'yes' });
    expect([...stranger.cookies.keys()])
      .to.include('kept')
      .and.not.include('holds');
    const replied = await stranger.submit(`/feedback/${code}/reply`, { reply: 'Số 12' });
    expect(replied.text).to.contain('Số 12');
    expect(replied.$('form[action$="/reply"]').length).to.equal(0);
    const withdrawn = await stranger.submit(`/feedback/${code}/withdrawal`);
    expect(withdrawn.$('.status-line').text()).to.contain('Người gửi đã rút lại');
  });

  it('shows to each what they may see, though all ask in one moment and the item is read once', async () => {
    const [{ code, key }, other] = [
      await item(world, { status: 'waiting' }),
      await item(world, { status: 'routed' }),
    ];
    const stranger = world.visitor();
    const sender = world.visitor();
    await sender.get('/track');
    await sender.submit('/track', { code, key });
    const { visitor: coordinator } = await person(world, 'coordinator');
    const question = 'Cây nằm ở số nhà bao nhiêu?';
    const open = (each: Visitor) => each.get(`/feedback/${code}`);
    for (let round = 0; round < 3; round++) {
      const [ofStranger, ofSender, ofCoordinator, ofOther] = await Promise.all([
        ...[stranger, sender, coordinator].map(open),
        world.visitor().get(`/feedback/${other.code}`),
      ]);
      expect(ofStranger!.text).not.to.contain(question);
      expect(ofStranger!.html).not.to.contain('lan@kin.example');
      expect(ofSender!.text).to.contain(question);
      expect(ofSender!.html).not.to.contain('lan@kin.example');
      expect(ofCoordinator!.text).to.contain('lan@kin.example');
      expect(ofOther!.text).to.contain(other.code).and.not.to.contain(code);
    }
  });

  it('checks an answer beside the text and sends it only with a reason while it is vague', async () => {
    const { code } = await item(world, { status: 'routed' });
    const { visitor } = await person(world, 'official', { units: [UNIT] });
    await visitor.get(`/feedback/${code}`);
    const vague = 'Cảm ơn ông bà. Chúng tôi đã ghi nhận và sẽ xem xét trong thời gian tới.';
    const checked = await visitor.submit(`/feedback/${code}/answer`, {
      outcome: 'explained',
      text: vague,
      step: 'check',
    });
    expect(checked.$('.findings .finding').length).to.be.above(0);
    expect(vague).to.contain(checked.$('.findings q').first().text());
    expect(checked.$('#answer-text').text()).to.equal(vague);
    const refused = await visitor.submit(`/feedback/${code}/answer`, {
      step: 'submit',
      text: `${vague}\n\n!`,
    });
    expect(refused.status).to.equal(422);
    expect(refused.$('.error-summary a').attr('href')).to.equal('#answer-reason');
    expect(refused.$('#answer-text').text()).to.equal(`${vague}\n\n!`);
    expect(refused.$('input[name=outcome][checked]').attr('value')).to.equal('explained');
    const sent = await visitor.submit(`/feedback/${code}/answer`, {
      step: 'submit',
      reason: 'Chờ kết quả đo.',
    });
    expect(sent.$('form[action$="/answer"]').length).to.equal(0);
    expect(sent.text).to.contain('Chờ duyệt');
  });

  describe('in a browser', () => {
    let browser: Browser;
    before(async () => {
      browser = await launchBrowser();
    });
    after(() => browser.close());

    it('tells quietly that an item has changed, and shows it on demand only', async () => {
      const { code } = await item(world, { status: 'submitted' });
      const page = await (await atScreen(browser, { address: world.address, language: 'en' })).newPage();
      const joined = page.waitForEvent('websocket', (socket) => socket.url().includes('/socket.io/'));
      await page.goto(`/feedback/${code}`);
      await joined;
      const before = await page.locator('.status-line').innerText();
      const { coordinator } = await castOf(world);
      await page.locator('.live-note[data-joined=yes]').waitFor({ state: 'attached' });
      await acceptFeedback(coordinator.context(), code);
      await world.settled();
      await page.locator('.live-note a').waitFor();
      expect(await page.locator('.status-line').innerText()).to.equal(before);
      await checkAccessibility(page);
      await page.locator('.live-note a').click();
      await page.getByText('Accepted and on its way').waitFor();
      expect(await page.locator('.live-note').innerText()).to.equal('');
    });
  });
});
