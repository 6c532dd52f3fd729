import { expect } from 'chai';
import { acceptFeedback, routeFeedback, withdrawFeedback } from '../../server/feedback/index.ts';
import { Following } from '../../server/following/model.ts';
import { translator } from '../../server/platform/i18n/texts.ts';
import { castOf, item, UNIT } from '../support/factories.ts';
import { senderContext } from '../support/people.ts';
import type { ReadLetter } from '../support/read-letter.ts';
import { leave, Screens, TOLD_IN } from './screens.ts';

/** The address of a link in a letter, without the host. */
function linkIn({ text }: ReadLetter, end: string): string {
  const found = new RegExp(`https?://\\S+/following/[\\w-]+/${end}`).exec(text);
  expect(found, `a link that ends with ${end} in ${text}`).to.not.equal(null);
  return new URL(found![0]).pathname;
}

describe('a journey: following an item by e-mail', function () {
  this.timeout(120_000);
  let screens: Screens;
  before(async () => {
    screens = await Screens.of('following');
  });
  after(() => screens?.close());

  for (const language of TOLD_IN)
    it(`${language}: is asked for without script, confirmed by letter, told of at once and stopped by one press`, async () => {
      const { world } = screens;
      const t = translator(language);
      const email = `follower-${language}@kin.example`;
      const letters = () => world.letters.to(email);
      const { code } = await item(world);
      const { coordinator } = await castOf(world);
      const reader = await screens.outside(language);
      const { page } = reader;
      await reader.open(`/feedback/${code}`);
      await reader.press(`main a[href="/follow?item=${code}"]`);
      expect(await reader.read()).to.contain(t('following.lead-item'));
      await reader.fill({ email: 'khong-phai-thu' });
      await reader.press('main form[action="/follow"] button[type=submit]');
      expect(await page.locator('.error-summary').count()).to.equal(1);
      expect(await page.inputValue('#email')).to.equal('khong-phai-thu');
      await reader.fill({ email });
      await reader.press('main form[action="/follow"] button[type=submit]');
      expect(await reader.read()).to.contain(t('following.sent.lead'));
      await world.settled();
      expect(letters().map(({ subject }) => subject)).to.deep.equal([t('following.letters.confirm.subject')]);

      await acceptFeedback(coordinator.context(), code);
      await world.settled();
      expect(letters(), 'nothing before it is confirmed').to.have.length(1);
      await reader.open(linkIn(letters()[0]!, 'confirmation'));
      await reader.press('main form[action$="/confirmation"] button[type=submit]');
      expect(await reader.read()).to.contain(t('following.confirmed.lead'));

      await routeFeedback(coordinator.context(), code, { unit: UNIT });
      await world.settled();
      expect(letters()).to.have.length(2);
      const news = letters()[1]!;
      expect(news.subject).to.contain(code);
      expect(news.headers).to.contain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
      await reader.open(linkIn(news, 'stop'));
      await reader.press('main form[action$="/stop"] button[type=submit]');
      expect(await reader.read()).to.contain(t('following.stopped.lead'));
      expect(await Following.countDocuments({ to: email }), 'the address is gone').to.equal(0);
      await withdrawFeedback(senderContext(world, code), code);
      await world.settled();
      expect(letters()).to.have.length(2);
      await leave(reader);
    });
});
