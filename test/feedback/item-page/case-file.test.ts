import { expect } from 'chai';
import { caseText } from '../../../server/feedback/item-page/case-file.ts';
import type { Context } from '../../../server/platform/context.ts';
import { item, UNIT } from '../../support/factories.ts';
import { type Person, person } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

describe('a case as one document', () => {
  let world: World;
  let official: Person;
  const SENDER = 'Nguyễn Thị Lan';
  const stranger = (): Context => ({ ...official.context(), actor: { kind: 'visitor', holds: [] } });
  const words = async (context: Context, code: string) =>
    (await caseText(context, code)).lines.map(({ text }) => text).join('\n');

  before(async () => {
    world = await startWorld();
    official = await person(world, 'official', { units: [UNIT] });
  });
  after(() => world.stop());

  it('holds all that those inside see, and for everybody else what is public', async () => {
    const written = {
      publicText: { subject: 'Cây nghiêng trước nhà', text: 'Cây nghiêng, cành khô rơi xuống vỉa hè.' },
    };
    const { code } = await item(world, { status: 'assigned', draft: true, replied: true, written });
    const inside = await words(official.context(), code);
    expect(inside).to.contain(SENDER).and.contain('Bản nội bộ').and.contain('Cây xà cừ trước cửa nhà tôi');
    expect(inside).to.contain('Cây nằm trước số nhà 12').and.contain('Dự thảo trả lời');
    const open = await words(stranger(), code);
    expect(open).to.contain('Bản công khai').and.contain('Cây nghiêng trước nhà');
    for (const hidden of [
      SENDER,
      'lan@kin.example',
      'Cây xà cừ',
      'số nhà 12',
      'Dự thảo',
      official.actor.name,
    ])
      expect(open).not.to.contain(hidden);
  });

  it('says nothing of a text that is not accepted or was declined', async () => {
    const fresh = await item(world);
    expect(await words(stranger(), fresh.code)).not.to.contain('Cây');
    const declined = await item(world, { status: 'answered', input: { publishText: false } });
    const open = await words(stranger(), declined.code);
    expect(open).not.to.contain('Cây').and.not.to.contain('cắt tỉa');
  });

  it('is drawn as a document in each language, for whoever asks', async () => {
    const { code } = await item(world, { status: 'answered' });
    for (const language of ['vi', 'en', 'ru'] as const) {
      const visitor = world.visitor();
      visitor.language = language;
      const seen = await visitor.get(`/feedback/${code}/case.pdf`);
      expect(seen.status).to.equal(200);
      expect(seen.html.slice(0, 5)).to.equal('%PDF-');
    }
  });
});
