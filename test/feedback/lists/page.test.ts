import { expect } from 'chai';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { copiesOf } from '../../support/copies.ts';
import { item, OTHER_UNIT, UNIT } from '../../support/factories.ts';
import type { Seen } from '../../support/visitor.ts';
import { startWorld, type World } from '../../support/world.ts';

const WARD = 'ward-ba-dinh';
const codesOf = ({ $ }: Seen) =>
  $('.rows > .row .code')
    .toArray()
    .map((code) => $(code).text());
const counts = ({ $ }: Seen) =>
  $('.tabs a')
    .toArray()
    .map((tab) => $(tab).find('.count').text());

describe('the page of all feedback', () => {
  let world: World;
  const codes: Record<string, string> = {};
  before(async () => {
    world = await startWorld();
    const made = async (name: string, wishes: Parameters<typeof item>[1]) => {
      codes[name] = (await item(world, wishes)).code;
      await world.advance({ hours: 1 });
    };
    await made('answered', { status: 'answered', input: { ward: WARD } });
    await made('declined', { status: 'answered', input: { ward: WARD, publishText: false } });
    await made('elsewhere', { status: 'assigned', unit: OTHER_UNIT, input: { language: 'en' } });
    await made('new', { input: { ward: WARD, language: 'en' } });
    await world.settled();
  });
  after(() => world.stop());

  const open = (query = '') => world.visitor().get(`/feedback${query}`);

  it('begins with what has been answered and ends with what nobody can read yet', async () => {
    const order = ['declined', 'answered', 'elsewhere', 'new'].map((name) => codes[name]);
    expect(codesOf(await open())).to.deep.equal(order);
    const newest = ['new', 'elsewhere', 'declined', 'answered'].map((name) => codes[name]);
    expect(codesOf(await open('?sort=newest'))).to.deep.equal(newest);
    expect(codesOf(await open('?sort=oldest'))).to.deep.equal(newest.toReversed());
  });

  it('says how many there are of each state, of one office only what is accepted', async () => {
    expect(counts(await open())).to.deep.equal(['4', '1', '1', '0', '2', '0']);
    expect(counts(await open(`?unit=${UNIT}`))).to.deep.equal(['2', '0', '0', '0', '2', '0']);
    // A number that nobody keeps is not told.
    expect(counts(await open('?kind=feedback')).join('')).to.equal('');
    const { $ } = await open('?status=answered&kind=feedback');
    expect($('.tabs [aria-current]').attr('href')).to.equal('/feedback?status=answered&kind=feedback');
  });

  it('finds by office, procedure, place, language and day, and tells nothing of what is not public', async () => {
    const found = async (query: string) => codesOf(await open(`?${query}`));
    expect(await found(`unit=${OTHER_UNIT}`)).to.deep.equal([codes['elsewhere']]);
    expect(await found(`ward=${WARD}`)).to.deep.equal([codes['answered']]);
    expect(await found('written=en')).to.deep.equal([codes['elsewhere']]);
    expect(await found('from=2026-03-04&to=2026-03-04')).to.have.lengthOf(4);
    expect(await found('from=2026-03-05')).to.deep.equal([]);
    expect(await found('to=2026-03-03')).to.deep.equal([]);
    for (const wrong of ['from=yesterday', 'ward=$ne', 'sort=random', 'part=9', 'written=xx'])
      expect((await open(`?${wrong}`)).status, wrong).to.equal(422);
  });

  it('is told of on the pages of offices and procedures: how many in time, what was asked and answered', async () => {
    const units = await world.visitor().get('/units');
    const load = (unit: string) => units.$(`li:has(> a[href="/units/${unit}"]) .unit-load`).text().trim();
    expect(load(UNIT)).to.match(/2\/2 đúng hạn.*0 đang giải quyết/s);
    expect(load(OTHER_UNIT)).to.equal('1 đang giải quyết');
    expect(load('dept-justice')).to.equal('');
    const regulation = await world.visitor().get('/regulations/tree-felling-permit');
    const asked = regulation.$('section[aria-labelledby=asked-title] details a').toArray();
    expect(asked.map((link) => regulation.$(link).attr('href'))).to.deep.equal([
      `/feedback/${codes['answered']}`,
    ]);
  });

  it('turns its pages from one part into the next, and shows each item once', async () => {
    await copiesOf(codes['elsewhere']!, 63, (at) => ({
      receivedAt: new Date(2026, 1, 1, 0, at),
      ...(at < 38 ? { status: 'answered', closedAt: new Date(2026, 2, 1) } : {}),
    }));
    const seen: string[] = [];
    let next: string | undefined = '/feedback';
    for (let pages = 0; next && pages < 9; pages++) {
      const shown: Seen = await world.visitor().get(next);
      seen.push(...codesOf(shown));
      next = shown.$('.pager a[rel=next]').attr('href');
    }
    expect(new Set(seen).size).to.equal(seen.length);
    expect(seen.length).to.equal(await Feedback.countDocuments());
    expect(seen.at(-1)).to.equal(codes['new']);
  });
});
