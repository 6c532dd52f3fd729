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
