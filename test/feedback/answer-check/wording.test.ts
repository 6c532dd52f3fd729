import { expect } from 'chai';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { type Item, item } from '../../support/factories.ts';
import { person } from '../../support/people.ts';
import type { Visitor } from '../../support/visitor.ts';
import { startWorld, type World } from '../../support/world.ts';

const WITH_PHONE = { subject: 'Cây sắp đổ', text: 'Cây xà cừ sắp đổ. Số máy của tôi là 0912 000 111.' };
const MASKED = { subject: 'Cây sắp đổ', text: 'Cây xà cừ sắp đổ. Số máy của tôi là [đã lược bỏ].' };
const CORRECTED = { subject: 'Cây sắp đổ!', text: WITH_PHONE.text };

describe('the public text, worded by two coordinators at once', () => {
  let world: World;
  let one: Visitor;
  let other: Visitor;
  before(async () => {
    world = await startWorld();
    one = (await person(world, 'coordinator')).visitor;
    other = (await person(world, 'coordinator')).visitor;
  });
  after(() => world.stop());

  async function bothOpen(status: 'submitted' | 'accepted'): Promise<Item> {
    const made = await item(world, { status, input: WITH_PHONE });
    for (const visitor of [one, other]) await visitor.get(`/feedback/${made.code}`);
    return made;
  }

  const publicText = async ({ code }: Item) => (await Feedback.findOne({ code }).lean())!.publicText.text;

  it('stays without what a colleague has taken out, and shows both texts', async () => {
    const made = await bothOpen('accepted');
    const address = `/feedback/${made.code}/public-text`;
    expect((await other.submit(address, { ...MASKED, seen: 'yes' })).status).to.equal(200);
    const stale = await one.submit(address, { ...CORRECTED, seen: 'yes' });
    expect(stale.status).to.equal(409);
    expect(await publicText(made)).to.equal(MASKED.text);
    const form = stale.$(`details[open] form[action="${address}"]`);
    expect(form.find('textarea[name=text]').text()).to.equal(CORRECTED.text);
    expect(form.next('details[open]').text()).to.contain(MASKED.text);
    const decided = await one.submit(address, {
      subject: CORRECTED.subject,
      text: MASKED.text,
      seen: 'yes',
    });
    expect(decided.status).to.equal(200);
    expect(await publicText(made)).to.equal(MASKED.text);
  });

  it('is that of the first who accepts; what the second typed stands in the form that edits it', async () => {
    const made = await bothOpen('submitted');
    await other.submit(`/feedback/${made.code}/acceptance`, { ...MASKED, seen: 'yes' });
    const stale = await one.submit(`/feedback/${made.code}/acceptance`, { ...CORRECTED, seen: 'yes' });
    expect(stale.status).to.equal(409);
    expect(await publicText(made)).to.equal(MASKED.text);
    const form = stale.$(`details[open] form[action="/feedback/${made.code}/public-text"]`);
    expect(form.find('textarea[name=text]').text()).to.equal(CORRECTED.text);
  });
});
