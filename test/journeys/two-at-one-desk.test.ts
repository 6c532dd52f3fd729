import { expect } from 'chai';
import { translator } from '../../server/platform/i18n/texts.ts';
import { item, UNIT } from '../support/factories.ts';
import { colleague } from '../support/people.ts';
import { leave, Screens, TOLD_IN } from './screens.ts';
import type { Teller } from './story.ts';

const NOTE = '[data-behaviour=at-item]';

describe('a journey: two officials at one desk', function () {
  this.timeout(180_000);
  let screens: Screens;
  before(async () => {
    screens = await Screens.of('two-at-one-desk');
  });
  after(() => screens?.close());

  const says = ({ page }: Teller, text: string) => page.locator(NOTE).filter({ hasText: text }).waitFor();

  for (const language of TOLD_IN)
    it(`${language}: each is told that the other has the item open, that somebody writes, and that they have gone`, async () => {
      const { world } = screens;
      const t = translator(language);
      const { code } = await item(world, { status: 'assigned' });
      const wishes = { units: [UNIT], language };
      const [one, other] = [
        await colleague(world, 'official', wishes),
        await colleague(world, 'official', wishes),
      ];
      const first = await screens.desk(one, language);
      await first.open(`/feedback/${code}`);
      expect(await first.page.isVisible(NOTE), 'alone, nothing is said').to.equal(false);
      const second = await screens.desk(other, language);
      await second.open(`/feedback/${code}`);
      await says(first, t('feedback.presence.here', { names: other.actor.name }));
      await says(second, t('feedback.presence.here', { names: one.actor.name }));

      await second.page.fill('#answer-point-1-text', 'Sở sẽ cắt tỉa cây');
      await says(first, t('feedback.presence.writing', { names: other.actor.name }));
      expect(await first.page.getAttribute(NOTE, 'role'), 'read aloud').to.equal('status');
      await first.look();
      expect(await second.page.innerText(NOTE), 'nobody is told of themselves').to.not.contain(
        other.actor.name,
      );

      const stranger = await screens.outside(language);
      await stranger.open(`/feedback/${code}`);
      expect(await stranger.page.content(), 'among staff alone').to.not.contain(other.actor.name);
      // What is typed and not saved asks before it is left.
      second.page.on('dialog', (dialog) => void dialog.accept());
      await second.open('/inbox');
      await first.page.locator(NOTE).waitFor({ state: 'hidden' });
      await leave(first, second, stranger);
    });
});
