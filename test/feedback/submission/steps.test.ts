import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { person as atScreen, checkAccessibility, checkWidth, launchBrowser } from '../../support/browser.ts';
import { item, submission } from '../../support/factories.ts';
import type { Seen } from '../../support/visitor.ts';
import { startWorld, type World } from '../../support/world.ts';

const FORM = '/feedback/new?regulation=tree-felling-permit';
const { subject, text } = submission();
const WORDS = { subject, text };
const SENDER = { name: 'Nguyễn Thị Lan', email: 'lan@kin.example' };

/** The step that the progress line marks, and the fields that stand open. */
const stepOf = ({ $ }: Seen) => $('.progress [aria-current=step] .progress-name').contents().first().text();
const isOpen = ({ $ }: Seen, field: string) => $(`#${field}`).closest('[hidden]').length === 0;

describe('handing in, step by step', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  describe('without script', () => {
    it('asks one thing at a time, and carries along what was typed', async () => {
      const visitor = world.visitor();
      const words = await visitor.get(FORM);
      expect([stepOf(words), isOpen(words, 'text'), isOpen(words, 'name')]).to.deep.equal([
        ...['Nội dung', true, false],
      ]);
      expect(words.$('details.how-to-write li')).to.have.lengthOf(3);
      const sender = await visitor.submit('/feedback/new', { ...WORDS, step: 'sender' });
      expect([sender.status, stepOf(sender), isOpen(sender, 'text'), isOpen(sender, 'name')]).to.deep.equal([
        ...[200, 'Người gửi', false, true],
      ]);
      const back = await visitor.submit('/feedback/new', { ...SENDER, step: 'change' });
      expect([stepOf(back), back.$('#text').val(), back.$('#email').val()]).to.deep.equal([
        ...['Nội dung', text, SENDER.email],
      ]);
      await visitor.submit('/feedback/new', { step: 'sender' });
      const check = await visitor.submit('/feedback/new', { step: 'preview' });
      expect(stepOf(check)).to.equal('Xem lại');
      const changes = check.$('button.change[form=feedback-form]').toArray();
      expect(changes.map((button) => check.$(button).attr('value'))).to.include.members(['change', 'sender']);
      const receipt = await visitor.submit('/feedback/new', { step: 'send' });
      const stored = await Feedback.findOne({ code: receipt.path.split('/')[2] }).lean();
      expect(stored!.originalText).to.include({ subject, text });
      expect(stored!.sender.email).to.equal(SENDER.email);
    });

    it('says what is wrong with a step when somebody leaves it, not before', async () => {
      const visitor = world.visitor();
      await visitor.get(FORM);
      const refused = await visitor.submit('/feedback/new', { text: 'Ngắn', step: 'sender' });
      expect(refused.status).to.equal(422);
      const named = refused.$('.error-summary a').toArray();
      expect(named.map((link) => refused.$(link).attr('href'))).to.deep.equal(['#subject', '#text']);
      expect(isOpen(refused, 'name')).to.equal(false);
      await visitor.submit('/feedback/new', { ...WORDS, step: 'sender' });
      const nameless = await visitor.submit('/feedback/new', { step: 'preview' });
      expect([nameless.$('.error-summary a').attr('href'), isOpen(nameless, 'text')]).to.deep.equal([
        ...['#name', false],
      ]);
      expect(nameless.$('#text').val()).to.equal(text);
    });

    it('goes back from a sender that is not right yet, and takes the way of the button for Enter', async () => {
      const visitor = world.visitor();
      await visitor.get(FORM);
      // The first button of the form, which Enter presses, has no name.
      const sender = await visitor.submit('/feedback/new', WORDS);
      expect(stepOf(sender)).to.equal('Người gửi');
      const back = await visitor.submit('/feedback/new', { email: 'not an address', step: 'change' });
      expect([stepOf(back), back.$('.error-summary').length]).to.deep.equal(['Nội dung', 0]);
      await visitor.submit('/feedback/new', { step: 'sender' });
      const checked = await visitor.submit('/feedback/new', SENDER);
      expect(stepOf(checked)).to.equal('Xem lại');
    });

    it('keeps whoever looks at the preview there when the form had expired', async () => {
      const visitor = world.visitor();
      await visitor.get(FORM);
      await visitor.submit('/feedback/new', { ...WORDS, ...SENDER, step: 'preview' });
      const expired = await visitor.submit('/feedback/new', { step: 'send', _csrf: 'old' });
      expect([expired.status, stepOf(expired)]).to.deep.equal([403, 'Xem lại']);
      const receipt = await visitor.submit('/feedback/new', { step: 'send' });
      expect(receipt.path).to.match(/receipt$/);
    });

    it('shows what was answered before anything is sent, and only what everybody may read', async () => {
      const asked = {
        subject: 'Đèn đường hỏng ở ngõ 12',
        text: 'Đèn đường ở ngõ 12 hỏng đã ba tuần, tối rất nguy hiểm.',
      };
      const open = await item(world, { status: 'answered', input: asked });
      const hidden = await item(world, { status: 'answered', input: { ...asked, publishText: false } });
      await world.settled();
      const visitor = world.visitor();
      await visitor.get(FORM);
      const again = { ...asked, text: `${asked.text} Mong thành phố sửa.` };
      const sender = await visitor.submit('/feedback/new', { ...again, step: 'sender' });
      const links = sender.$('section[aria-labelledby=alike-title] a').toArray();
      const paths = links.map((link) => sender.$(link).attr('href'));
      expect(paths).to.include(`/feedback/${open.code}`).and.not.include(`/feedback/${hidden.code}`);
      const found = await world.visitor().get('/feedback/new?q=đèn+đường+hỏng');
      expect(found.html).to.contain(open.code).and.not.to.contain(hidden.code);
    });

    it('gives a receipt with the address as a picture and the date for calendars', async () => {
      const visitor = world.visitor();
      await visitor.get(FORM);
      const receipt = await visitor.submit('/feedback/new', { ...WORDS, ...SENDER, step: 'send' });
      expect(receipt.$('.receipt-picture svg')).to.have.lengthOf(1);
      const link = receipt.$('a[href$="/due.ics"]').attr('href')!;
      expect((await visitor.get(link)).html).to.contain('BEGIN:VEVENT');
      expect(receipt.$('.progress > .is-done')).to.have.lengthOf(5);
    });
  });

  describe('in a browser', () => {
    let browser: Browser;
    before(async () => {
      browser = await launchBrowser();
    });
    after(() => browser.close());

    const go = (page: Page, step: string) =>
      Promise.all([page.waitForNavigation(), page.click(`.buttons button[value=${step}]`)]);

    it('loses nothing on the way back, in a closed browser, or when another subject is chosen; the receipt ends it', async () => {
      const context = await atScreen(browser, { address: world.address, width: 320 });
      const first = await context.newPage();
      await first.goto(FORM);
      await first.fill('#subject', subject);
      await first.fill('#text', text);
      await first.locator('#typed-before').waitFor();
      await first.close();
      // Another tab that stands empty takes nothing away; nothing of the tab itself is left.
      const page = await context.newPage();
      await page.goto(FORM);
      expect(await page.inputValue('#text'), 'whoever comes next sees nothing of it').to.equal('');
      expect(await page.isVisible('#typed-before')).to.equal(false);
      await checkAccessibility(page);
      await checkWidth(page);
      await page.click('#typed-offer button >> nth=0');
      expect(await page.inputValue('#text')).to.equal(text);
      expect(await page.isVisible('#typed-offer')).to.equal(false);
      expect(await page.isVisible('#typed-before')).to.equal(true);
      await checkAccessibility(page);
      await checkWidth(page);
      await go(page, 'sender');
      await page.fill('#name', SENDER.name);
      await checkAccessibility(page);
      await checkWidth(page);
      await page.goBack();
      expect(await page.inputValue('#subject')).to.equal(subject);
      await page.goto('/feedback/new?regulation=birth-registration');
      await page.click('#typed-offer button >> nth=0');
      await go(page, 'sender');
      expect(await page.inputValue('#name')).to.equal(SENDER.name);
      await page.fill('#email', SENDER.email);
      await go(page, 'preview');
      await checkAccessibility(page);
      await checkWidth(page);
      await go(page, 'send');
      await checkAccessibility(page);
      await page.goto(FORM);
      expect(await page.inputValue('#text')).to.equal('');
      expect(await page.isVisible('#typed-before')).to.equal(false);
      expect(await page.isVisible('#typed-offer')).to.equal(false);
      await context.close();
    });

    it('asks on a shared computer before it fills anything in; who says no, writes something else or signs in sees nothing', async () => {
      const context = await atScreen(browser, { address: world.address });
      const page = await context.newPage();
      await page.goto(FORM);
      await page.fill('#subject', subject);
      await page.locator('#typed-before').waitFor();
      await page.goto('/');
      await page.goto(FORM);
      expect(await page.inputValue('#subject')).to.equal('');
      expect(await page.content()).to.not.contain(subject);
      await page.click('#typed-offer button >> nth=1');
      await page.goto(FORM);
      expect(await page.isVisible('#typed-offer'), 'removed').to.equal(false);
      await page.fill('#subject', subject);
      await page.locator('#typed-before').waitFor();
      await page.goto('/');
      await page.goto(FORM);
      await page.fill('#subject', 'Chuyện khác');
      await page.locator('#typed-offer').waitFor({ state: 'hidden' });
      await page.reload();
      expect(await page.inputValue('#subject')).to.equal('Chuyện khác');
      await page.goto('/');
      await page.evaluate(() => {
        const { localStorage } = globalThis as any;
        const kept = localStorage.getItem('typed:/feedback/new');
        localStorage.removeItem('typed:/feedback/new');
        localStorage.setItem('typed:/feedback/new:somebody-signed-in', kept);
      });
      await page.goto(FORM);
      expect(await page.isVisible('#typed-offer'), 'kept by somebody signed in').to.equal(false);
      await context.close();
    });

    it('clears what was typed when somebody wants to start afresh', async () => {
      const context = await atScreen(browser, { address: world.address });
      const page = await context.newPage();
      await page.goto(FORM);
      await page.fill('#subject', subject);
      await page.reload();
      await page.click('#typed-before button');
      expect(await page.inputValue('#subject')).to.equal('');
      await page.reload();
      expect(await page.inputValue('#subject')).to.equal('');
      await context.close();
    });
  });
});
