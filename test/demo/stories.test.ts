import { expect } from 'chai';
import { demoItems, happenings } from '../../server/demo/items.ts';
import { LISTED } from '../../server/demo/people.ts';
import { dated } from '../../server/demo/story.ts';
import { allStandIn } from '../../server/feedback/item/rules/points.ts';

const CITY_HOURS = 7;

describe('the stories of the demo', () => {
  const items = demoItems();

  it('have all that happens to items of a city', () => {
    const done = new Set(items.flatMap(({ story }) => story.map((step) => step.do)));
    expect([...done]).to.include.members([
      'rate',
      'reopen',
      'appeal',
      'judge',
      'withdraw',
      'interim',
      'correct',
      'keep',
      'move',
    ]);
    expect(items.filter(({ story }) => story.some(({ fields }) => fields)).length).to.be.greaterThan(30);
  });

  it('name points that stand in the text, and answer each', () => {
    for (const { id, points = [], text, publicText, story } of items) {
      expect(allStandIn(points, text), id).to.equal(true);
      if (publicText) expect(allStandIn(points, publicText.text), id).to.equal(true);
      for (const { fields } of story) if (fields) expect(fields.points.length, id).to.equal(points.length);
    }
  });

  it('answer in fields, mostly: few answers go against the check', () => {
    const drafts = items.flatMap(({ story }) => story.findLast(({ do: what }) => what === 'draft') ?? []);
    const free = drafts.filter(({ fields }) => !fields);
    expect(drafts.length).to.be.greaterThan(150);
    expect(free.length).to.be.within(5, drafts.length / 10);
  });

  it('name a person whom one can ask, not a sentence', () => {
    for (const { id, story } of items)
      for (const { fields } of story)
        if (fields?.contact) {
          expect(fields.contact.person, id).to.match(/^\p{Lu}|^\d/u);
          expect(fields.contact.person, id).not.to.match(/[.!?] \p{Lu}|\(\)|,,|: | xin | gọi |звон|приход/u);
        }
  });

  it('give each role that the sign-in page offers somebody, and dialogues two moderators', () => {
    const roles = LISTED.map(({ role }) => role);
    expect(new Set(roles).size).to.equal(7);
    expect(roles.filter((role) => role === 'moderator')).to.have.length(2);
    expect(new Set(LISTED.map(({ email }) => email)).size).to.equal(LISTED.length);
  });

  for (const now of [
    '2026-11-27T00:20:00Z',
    '2026-12-31T17:30:00Z',
    '2027-02-07T02:00:00Z',
    '2027-05-02T23:59:00Z',
  ])
    it(`happen by day, one after another, when started at ${now}`, () => {
      const all = happenings(items, new Date(now));
      expect(all.filter(({ step }) => !step).length).to.equal(items.length);
      for (const { at, item, step } of all) {
        expect(at.getTime(), item.id).to.be.below(Date.parse(now));
        expect((at.getUTCHours() + CITY_HOURS) % 24, `${item.id} ${step?.do}`).to.be.within(6, 22);
      }
      const spread = new Set(all.filter(({ step }) => !step).map(({ at }) => at.getUTCHours()));
      expect(spread.size).to.be.greaterThan(14);
    });

  it('name days by their distance', () => {
    const at = new Date('2026-12-30T03:00:00Z');
    expect(dated('từ {+3} và {-1}', at, 'vi')).to.equal('từ 02/01/2027 và 29/12/2026');
    expect(dated('on {+3}', at, 'en')).to.equal('on 2 January');
    expect(dated('с {+3}', at, 'ru')).to.equal('с 2 января');
  });
});
