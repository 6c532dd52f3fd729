import { expect } from 'chai';
import { TextBlock } from '../../../server/feedback/text-blocks/model.ts';
import { filled, unknownIn } from '../../../server/feedback/text-blocks/rules.ts';
import { item, OTHER_UNIT, UNIT } from '../../support/factories.ts';
import { type Person, person } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

describe('placeholders of text blocks', () => {
  it('are filled in; what has no value becomes a blank, braces of others stay', () => {
    const values = { code: 'PA-2026-000001', due: '16/3/2026' };
    expect(filled('{code}: {due}, { code }, {procedure}, {x}', values)).to.equal(
      'PA-2026-000001: 16/3/2026, PA-2026-000001, [procedure], {x}',
    );
  });
  it('that nothing fills in are found once each', () => {
    expect(unknownIn('{code} {ngày} {ngày} [số]')).to.deep.equal(['{ngày}']);
  });
});

describe('text blocks of an office', () => {
  let world: World;
  let head: Person;
  let official: Person;
  let elsewhere: Person;
  const TEXT = 'Cảm ơn ông/bà đã gửi phản ánh {code}. Hạn trả lời là {due}. Căn cứ [số quyết định].';
  const blockId = async () => (await TextBlock.findOne({ unit: UNIT }).lean())!._id;

  before(async () => {
    world = await startWorld();
    head = await person(world, 'head', { units: [UNIT] });
    official = await person(world, 'official', { units: [UNIT] });
    elsewhere = await person(world, 'official', { units: [OTHER_UNIT] });
  });
  after(() => world.stop());

  it('are kept by its people; what nothing fills in is refused with what was typed', async () => {
    const { visitor } = head;
    await visitor.get('/text-blocks');
    const given = { unit: UNIT, language: 'vi', name: 'Mở đầu' };
    const wrong = await visitor.submit('/text-blocks', { ...given, text: `${TEXT} {ngày}` });
    expect(wrong.status).to.equal(422);
    expect(wrong.$('#block-text').text()).to.contain('{ngày}');
    expect(wrong.$('#block-text-error').text()).to.contain('{ngày}');
    const kept = await visitor.submit('/text-blocks', { ...given, text: TEXT });
    expect(kept.$('.row-title').text()).to.contain('Mở đầu');
    expect((await elsewhere.visitor.get('/text-blocks')).html).not.to.contain('Mở đầu');
    expect((await elsewhere.visitor.get(`/text-blocks/${await blockId()}`)).status).to.equal(404);
  });

  it('are inserted at the desk without script, filled in, and nothing that was typed is lost', async () => {
    const { code } = await item(world, { status: 'assigned' });
    const { visitor } = official;
    const desk = await visitor.get(`/feedback/${code}`);
    const option = desk.$('#answer-block option');
    expect(option.attr('data-text')).to.contain(code).and.contain('[số quyết định]').and.not.contain('{');
    const shown = await visitor.submit(`/feedback/${code}/answer`, {
      ...{ step: 'insert', block: option.attr('value')!, text: 'Kính gửi ông bà,' },
    });
    expect(shown.status).to.equal(200);
    expect(shown.$('#answer-text').text()).to.match(/^Kính gửi ông bà,\s+Cảm ơn ông\/bà đã gửi phản ánh PA-/);
    const stored = await visitor.get(`/feedback/${code}`);
    expect(stored.$('#answer-text').text()).to.equal('');
  });

  it('have a history; a stale form overwrites nothing, an earlier version can be used again', async () => {
    const at = `/text-blocks/${await blockId()}`;
    await head.visitor.get(at);
    await official.visitor.get(at);
    await head.visitor.submit(at, { name: 'Mở đầu', text: 'Trân trọng cảm ơn ông/bà.' });
    const stale = await official.visitor.submit(at, { name: 'Mở đầu', text: 'Một câu khác hẳn của tôi.' });
    expect(stale.status).to.equal(409);
    expect(stale.$('#block-text').text()).to.equal('Một câu khác hẳn của tôi.');
    const seen = await head.visitor.get(at);
    expect(seen.$('#history-title ~ ul li').text()).to.contain('{code}');
    await head.visitor.submit(`${at}/removal`, {});
    expect((await head.visitor.get(at)).status).to.equal(404);
  });
});
