import { expect } from 'chai';
import { item, UNIT } from '../support/factories.ts';
import { fileText } from '../support/file-text.ts';
import { person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

describe('files as the walks read them', function () {
  this.timeout(60_000);
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  it('PDF and spreadsheet are read as words, with the marks of Vietnamese', async () => {
    const { code } = await item(world, { status: 'assigned', input: { subject: 'Cây nghiêng Zebrawort7' } });
    const official = await person(world, 'official', { units: [UNIT] });
    for (const path of [`/feedback/${code}/case.pdf`, '/items/list.xlsx?status=all']) {
      const headers = { cookie: [...official.visitor.cookies].map((each) => each.join('=')).join('; ') };
      const response = await fetch(world.address + path, { headers });
      const text = await fileText(Buffer.from(await response.arrayBuffer()));
      expect(text.includes('Cây nghiêng Zebrawort7'), path).to.equal(true);
    }
  });
});
