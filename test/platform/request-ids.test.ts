import { expect } from 'chai';
import mongoose from 'mongoose';
import { startWorld, type World } from '../support/world.ts';

describe('the id of a request', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  it('stands in its reply, in the journal, and in the letters that follow from it', async () => {
    const answer = await fetch(`${world.address}/api/v1/feedback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ kind: 'feedback', regulation: 'birth-registration', subject: 'Giấy khai sinh quá hẹn' },
        ...{ text: 'Hồ sơ của con tôi đã quá hẹn.', name: 'Nguyễn Văn Bình', email: 'binh@mail.example' },
      }),
    });
    expect(answer.status).to.equal(201);
    const id = answer.headers.get('x-request-id');
    expect(id).to.match(/^[\da-f-]{36}$/);
    await world.settled();
    const db = mongoose.connection.db!;
    expect(await db.collection('journal').countDocuments({ requestId: id })).to.be.greaterThan(0);
    const letter = await world.letters.first('binh@mail.example');
    expect(letter.headers).to.match(new RegExp(`^X-Request-Id: ${id}$`, 'im'));
  });
});
