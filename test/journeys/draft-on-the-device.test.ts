import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Feedback } from '../../server/feedback/item/model.ts';
import type { Language } from '../../server/platform/context.ts';
import { translator } from '../../server/platform/i18n/texts.ts';
import { device } from '../support/browser.ts';
import { REGULATION } from '../support/factories.ts';
import { startWorld, type World } from '../support/world.ts';
import { TOLD_IN, WORDS } from './screens.ts';
import { Teller } from './story.ts';

describe('a journey: a draft that outlives its browser', function () {
  this.timeout(180_000);
  let world: World;
  let folder: string;
  before(async () => {
    world = await startWorld();
    folder = await mkdtemp(join(tmpdir(), 'draft-'));
  });
  after(async () => {
    await world?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Somebody's own telephone, its browser just opened, with the form on it. */
  async function opened(language: Language): Promise<Teller> {
    const { address } = world;
    const phone = await device(join(folder, language), { address, language, width: 390 });
    const sender = await Teller.of(phone, `draft-${language}`);
    await sender.open(`/feedback/new?regulation=${REGULATION}`);
    return sender;
  }

  for (const language of TOLD_IN)
    it(`${language}: is kept on the device, offered when the browser is opened again, and removed by one button`, async () => {
      const t = translator(language);
      const { subject, text } = WORDS[language]!;
      const typed = await opened(language);
      expect(await typed.page.isVisible('#typed-offer'), 'nothing was typed here before').to.equal(false);
      await typed.fill({ subject, text });
      await typed.page.locator('#typed-before').waitFor();
      // What was typed last is kept a blink later.
      await typed.page.waitForFunction((words) => Object.values(localStorage).join().includes(words), text);
      expect(await typed.page.innerText('#typed-before')).to.contain(t('feedback.new.kept'));
      await typed.look();
      await typed.page.context().close();

      const again = await opened(language);
      expect(await again.page.innerText('#typed-offer')).to.contain(t('feedback.new.unsent'));
      expect(await again.page.inputValue('#text'), 'shown to nobody unasked').to.equal('');
      await again.page.click(`#typed-offer button:has-text("${t('feedback.new.restore')}")`);
      expect(await again.page.inputValue('#subject')).to.equal(subject);
      expect(await again.page.inputValue('#text')).to.equal(text);
      await again.look();
      await again.page.context().close();

      const last = await opened(language);
      await last.page.click(`#typed-offer button:has-text("${t('feedback.new.forget')}")`);
      expect(await last.page.isVisible('#typed-offer')).to.equal(false);
      await last.page.context().close();

      const { page } = await opened(language);
      expect(await page.isVisible('#typed-offer'), 'removed').to.equal(false);
      expect(await page.inputValue('#text')).to.equal('');
      const held = await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })');
      expect(held, 'nothing of it is left on the device').to.not.contain(subject);
      expect(await Feedback.countDocuments({}), 'nothing was sent').to.equal(0);
      await page.context().close();
    });
});
