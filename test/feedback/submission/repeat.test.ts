import { expect } from 'chai';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { submission } from '../../support/factories.ts';
import { api, colleague, tokenFor } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

describe('a repeated request', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  const send = (key: string, body: object = submission(), token?: string) =>
    api(world, token)('post', '/feedback', { body, headers: { 'idempotency-key': key } });

  it('gives the same receipt, whose key opens the item', async () => {
    const [first, second] = await Promise.all([send('crm-1'), send('crm-1')]);
    expect([first!.status, second!.status]).to.deep.equal([201, 201]);
    expect(second!.body).to.deep.equal(first!.body);
    const { code, key } = first!.body;
    const seen = await api(world)('get', `/feedback/${code}`, { headers: { 'receipt-key': key } });
    expect(seen.body.own.original.text).to.equal(submission().text);
  });

  for (const [what, change] of [
    ['sender', { name: 'Mallory', email: 'mallory@reader.example' }],
    ['regulation', { regulation: 'birth-registration' }],
    ['wish about publication', { publishText: false }],
  ] as const)
    it(`gives nobody the receipt for the same words and key: another ${what}`, async () => {
      await send('crm-2');
      const stranger = await send('crm-2', submission(change));
      expect(stranger.status).to.equal(409);
      expect(stranger.body.type).to.equal('urn:problem:feedback.errors.key-used');
    });

  it('is one of the same caller: keys of others are not in the way', async () => {
    const token = await tokenFor(world, await colleague(world, 'coordinator'));
    const [own, theirs] = [await send('crm-3'), await send('crm-3', submission(), token)];
    expect(theirs.status).to.equal(201);
    expect(theirs.body.code).not.to.equal(own.body.code);
    expect(theirs.body.key).not.to.equal(own.body.key);
  });

  it('is forgotten after a day: then it is a new item with another key', async () => {
    const first = await send('crm-4');
    await world.advance({ hours: 25 });
    const later = await send('crm-4');
    expect(later.status).to.equal(201);
    expect(later.body.code).not.to.equal(first.body.code);
    expect(later.body.key).not.to.equal(first.body.key);
    expect((await send('crm-4')).body).to.deep.equal(later.body);
  });

  it('has a key that is not cut', async () => {
    const before = await Feedback.countDocuments();
    const refused = await send('k'.repeat(101));
    expect(refused.status).to.equal(422);
    expect(refused.body.errors).to.have.keys('Idempotency-Key');
    expect(await Feedback.countDocuments()).to.equal(before);
  });
});
