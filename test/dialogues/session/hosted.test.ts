import { expect } from 'chai';
import type { Role } from '../../../server/platform/context.ts';
import { type Person, person, signIn } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';
import { PANEL_UNIT, type Scene, scene } from '../scene.ts';

const DESK = '/dialogue-desk';
const HOSTED = '/dialogues?host=me';

describe('ways to the dialogues one has to do with', () => {
  let world: World;
  let on: Scene;

  before(async () => {
    world = await startWorld();
    on = await scene(world);
  });
  after(() => world.stop());

  /** Addresses in the menu of the staff. */
  async function menuOf(one: Person): Promise<(string | undefined)[]> {
    const { $ } = await one.visitor.get('/account');
    return $('.menu-staff a')
      .toArray()
      .map((each) => $(each).attr('href'));
  }

  const wanted: [Role, string[]][] = [
    ['official', [DESK]],
    ['head', [DESK, HOSTED]],
    ['moderator', [HOSTED]],
    ['leader', [HOSTED]],
    ['coordinator', [HOSTED]],
    ['reviewer', []],
    ['administrator', []],
  ];
  for (const [role, links] of wanted)
    it(`are in the menu of: ${role}`, async () => {
      const units = ['official', 'head'].includes(role) ? [PANEL_UNIT] : [];
      const one = await person(world, role, { units });
      expect((await menuOf(one)).filter((href) => href === DESK || href === HOSTED)).to.deep.equal(links);
      for (const link of links) expect((await one.visitor.get(link)).status).to.equal(200);
    });

  it('show a moderator and a chair their own sessions, a coordinator all', async () => {
    const mine = await on.session('announced', { title: 'Buổi của tôi' });
    const moderators = [on.outsider.actor.id];
    const chair = on.coordinator.actor.id;
    const others = await on.session('announced', { title: 'Buổi của người khác', moderators, chair });
    const seenBy = async (one: Scene['moderator'] | undefined) => {
      const visitor = world.visitor();
      if (one) await signIn(visitor, one);
      const { text } = await visitor.get(HOSTED);
      return { mine: text.includes('Buổi của tôi'), others: text.includes('Buổi của người khác') };
    };
    expect(mine).to.not.equal(others);
    expect(await seenBy(on.moderator)).to.deep.equal({ mine: true, others: false });
    expect(await seenBy(on.chair)).to.deep.equal({ mine: true, others: false });
    expect(await seenBy(on.outsider)).to.deep.equal({ mine: false, others: true });
    expect(await seenBy(on.coordinator)).to.deep.equal({ mine: true, others: true });
    expect(await seenBy(undefined)).to.deep.equal({ mine: true, others: true });
  });

  describe('with the next step of each', () => {
    const stepsOf = async (visitor: Person['visitor'], language = '') => {
      const { $ } = await visitor.get(`${HOSTED}${language}`);
      return new Map(
        $('[data-step]')
          .toArray()
          .map((each) => {
            const href = $(each).find('a').attr('href')!;
            return [href.split('/')[2]!, { step: $(each).attr('data-step'), href, said: $(each).text() }];
          }),
      );
    };
    /** How many wait, as the menu says. */
    const waiting = async (visitor: Person['visitor']) => {
      const { $ } = await visitor.get('/account');
      return Number(/\d+/.exec($(`.menu-staff a[href="${HOSTED}"]`).text())?.[0] ?? 0);
    };

    it('lead a moderator to the page of the step, with its date, and count those whose time has come', async () => {
      const { actor, visitor } = await person(world, 'moderator');
      const moderators = [actor.id, on.moderator.actor.id];
      const draft = await on.session('draft', { moderators });
      const later = await on.session('announced', { moderators });
      expect(await waiting(visitor), 'one is far ahead').to.equal(1);
      const live = await on.session('live', { moderators });
      const ended = await on.session('ended', { moderators });
      const steps = await stepsOf(visitor);
      const pages = { [draft]: 'announcement', [later]: 'console', [live]: 'console', [ended]: 'minutes' };
      const names = { [draft]: 'announce', [later]: 'open', [live]: 'end', [ended]: 'publish' };
      expect(steps.size).to.equal(4);
      for (const [code, page] of Object.entries(pages)) {
        expect(steps.get(code)).to.include({ step: names[code], href: `/dialogues/${code}/${page}` });
        expect(steps.get(code)!.said).to.match(/\d{2}:\d{2}/);
        expect((await visitor.get(steps.get(code)!.href)).status).to.equal(200);
      }
      expect(await waiting(visitor)).to.equal(3);
    });

    it('show none of them to whoever runs none', async () => {
      expect((await stepsOf(world.visitor())).size, 'a visitor').to.equal(0);
      const { visitor } = await person(world, 'moderator');
      expect((await stepsOf(visitor)).size, 'another moderator').to.equal(0);
      expect(await waiting(visitor)).to.equal(0);
      const chair = world.visitor();
      await signIn(chair, on.chair);
      expect([...(await stepsOf(chair)).values()].map(({ step }) => step)).to.not.include('announce');
    });
  });

  it('name the law in the language of the reader', async () => {
    const code = await on.session('draft');
    const laws = { vi: 'Luật Tổ chức chính quyền', en: 'Law on Organisation', ru: 'Закон об организации' };
    for (const [language, law] of Object.entries(laws)) {
      const { visitor } = await person(world, 'moderator', { language: language as 'vi' });
      const { text } = await visitor.get(`/dialogues/${code}/announcement`);
      expect(text).to.include(law);
    }
  });
});
