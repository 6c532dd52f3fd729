import { expect } from 'chai';
import { LANGUAGES } from '../../server/platform/context.ts';
import { colleague } from '../support/people.ts';
import { leave, Screens, TOLD_IN } from './screens.ts';

const PATH = '/administration/branding';
const COLOURS: Record<string, [typed: string, drawn: string]> = {
  vi: ['#003366', 'rgb(0, 51, 102)'],
  en: ['#8b0000', 'rgb(139, 0, 0)'],
  ru: ['#4b0082', 'rgb(75, 0, 130)'],
};

/** What the city says of itself, in each language. */
const told = (kind: string, of: string) =>
  Object.fromEntries(LANGUAGES.map((language) => [`${kind}-${language}`, `${kind} ${of} ${language}`]));

describe('a journey: the city puts its name, colour and decree in place', function () {
  this.timeout(180_000);
  let screens: Screens;
  before(async () => {
    screens = await Screens.of('branding');
  });
  after(() => screens?.close());

  for (const language of TOLD_IN)
    it(`${language}: after a preview pages and letters have them, and one button leads back`, async () => {
      const { world } = screens;
      const [accent, drawn] = COLOURS[language]!;
      const administrator = await colleague(world, 'administrator', { language });
      const desk = await screens.desk(administrator, language);
      const reader = await screens.outside(language);
      await reader.open('/');
      const before = await reader.page.innerText('.site-name');

      await desk.open(PATH);
      const texts = { ...told('siteName', language), ...told('city', language), ...told('footer', language) };
      await desk.fill({ ...texts, accent: '#ffd700' });
      await desk.press('#set-brand button[type=submit]');
      expect(await desk.page.innerText('.error-summary'), 'nobody could read it').to.not.equal('');
      expect(await desk.page.inputValue(`[name="siteName-${language}"]`)).to.equal(
        texts[`siteName-${language}`],
      );
      await desk.fill({ accent });
      await desk.press('#set-brand button[type=submit]');
      await desk.look();
      await reader.open('/');
      expect(await reader.page.innerText('.site-name'), 'a preview changes nothing').to.equal(before);
      await desk.press('#confirm-brand button[value=yes]');

      await reader.open('/');
      expect(await reader.page.innerText('.site-name')).to.contain(texts[`siteName-${language}`]);
      expect(await reader.page.innerText('footer')).to.contain(texts[`footer-${language}`]);
      const colour = () =>
        reader.page.evaluate(
          () => getComputedStyle(document.querySelector('main button, main [role=button]')!).backgroundColor,
        );
      expect(await colour()).to.equal(drawn);
      await reader.open('/password-reset');
      await reader.fill({ email: administrator.actor.email });
      await reader.press('main form[action="/password-reset"] button[type=submit]');
      const letter = await world.letters.first(administrator.actor.email);
      expect(letter.html).to.contain(`background:${accent}`).and.contain(texts[`city-${language}`]);

      await desk.open(`${PATH}?again=last`);
      await desk.press('#set-brand button[type=submit]');
      await desk.press('#confirm-brand button[value=yes]');
      await reader.open('/');
      expect(await reader.page.innerText('.site-name')).to.equal(before);
      await leave(desk, reader);
    });
});
