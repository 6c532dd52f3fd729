import { expect } from 'chai';
import { acceptFeedback, routeFeedback } from '../../server/feedback/index.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { Following } from '../../server/following/model.ts';
import type { ContentLanguage } from '../../server/platform/context.ts';
import { translator } from '../../server/platform/i18n/texts.ts';
import { castOf, item, REGULATION, UNIT } from '../support/factories.ts';
import type { ReadLetter } from '../support/read-letter.ts';
import { leave, Screens, TOLD_IN, WORDS } from './screens.ts';

/** What somebody searches for: words of the subject of WORDS. */
const SOUGHT: Record<string, string> = { vi: 'cây lớn', en: 'large tree', ru: 'большое дерево' };

/** The address of the first link in a letter that ends so, without the host. */
function linkIn({ text }: ReadLetter, end: RegExp): string {
  const found = new RegExp(`https?://\\S+/following/${end.source}`).exec(text);
  expect(found, `a link like ${end.source} in ${text}`).to.not.equal(null);
  return new URL(found![0]).pathname;
}

describe('a journey: following a procedure, an office and a search', function () {
  this.timeout(180_000);
  let screens: Screens;
  before(async () => {
    screens = await Screens.of('following-more');
  });
  after(() => screens?.close());
  afterEach(() => Feedback.deleteMany({}));

  for (const language of TOLD_IN)
    it(`${language}: each is confirmed without script, told of in one letter a day and in Atom, and all end by its one link`, async () => {
      const { world } = screens;
      const t = translator(language);
      const { subject, text } = WORDS[language]!;
      const email = `reader-${language}@kin.example`;
      const letters = () => world.letters.to(email);
      const reader = await screens.outside(language);
      const { page } = reader;
      const follow = async (from: () => Promise<void>, what: string) => {
        await from();
        const feed = await page.getAttribute('main a[type="application/atom+xml"]', 'href');
        await reader.press('main a[href^="/follow?"]');
        expect(await reader.read())
          .to.contain(t(`following.what.${what}`))
          .and.contain(t('following.lead-daily'));
        expect(await page.getAttribute('main a[type="application/atom+xml"]', 'href')).to.equal(feed);
        await reader.fill({ email });
        await reader.press('main form[action="/follow"] button[type=submit]');
        expect(await reader.read()).to.contain(t('following.sent.lead'));
        await world.settled();
        const asked = letters().at(-1)!;
        expect(asked.subject).to.equal(t('following.letters.confirm.subject'));
        await reader.open(linkIn(asked, /[\w-]+\/confirmation/));
        await reader.press('main form[action$="/confirmation"] button[type=submit]');
        expect(await reader.read()).to.contain(t('following.confirmed.lead'));
        return feed!;
      };
      const feeds = [
        await follow(() => reader.open(`/regulations/${REGULATION}`), 'regulation'),
        await follow(() => reader.open(`/units/${UNIT}`), 'unit'),
        await follow(async () => {
          await reader.open('/feedback');
          await page.fill('form.list-search [name=q]', SOUGHT[language]!);
          await reader.press('form.list-search button[type=submit]');
        }, 'search'),
      ];
      expect(await Following.countDocuments({ to: email, status: 'confirmed' })).to.equal(3);

      world.letters.clear();
      const { coordinator } = await castOf(world);
      const { code } = await item(world, {
        input: { subject, text, language: language as ContentLanguage, email: 'sender@kin.example' },
      });
      for (const feed of feeds)
        expect(await (await page.request.get(feed)).text(), 'nothing before it is accepted').to.not.contain(
          code,
        );
      await acceptFeedback(coordinator.context(), code);
      await routeFeedback(coordinator.context(), code, { unit: UNIT });
      await world.settled();
      expect(letters(), 'not at once').to.have.length(0);
      for (const feed of feeds) {
        const told = await page.request.get(feed);
        expect(told.headers()['content-type']).to.contain('application/atom+xml');
        expect(await told.text(), feed)
          .to.contain(code)
          .and.contain(subject);
      }

      await world.advance({ days: 1 });
      const [digest, ...others] = letters();
      expect(others, 'one letter about all three').to.have.length(0);
      expect(digest!.subject).to.equal(t('following.letters.digest.subject'));
      expect(digest!.text.split(subject), 'under each of the three').to.have.length(4);
      expect(digest!.headers).to.contain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
      await reader.open(linkIn(digest!, /list\/[\w-]+\/stop/));
      expect(await reader.read()).to.contain(t('following.stop.all-lead'));
      await reader.press('main form[action$="/stop"] button[type=submit]');
      expect(await reader.read()).to.contain(t('following.stopped.lead'));
      expect(await Following.countDocuments({ to: email }), 'the address is gone').to.equal(0);
      await leave(reader);
    });
});
