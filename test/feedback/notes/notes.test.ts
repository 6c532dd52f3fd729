import { expect } from 'chai';
import { addNote, removeNote } from '../../../server/feedback/index.ts';
import { Feedback, type FeedbackFields } from '../../../server/feedback/item/model.ts';
import { castOf, item, OTHER_UNIT, UNIT } from '../../support/factories.ts';
import { person } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

const NOTE = 'Đã gọi cho phường, chờ bản vẽ của khu phố.';

describe('internal notes', function () {
  this.timeout(60_000);
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  it('are for those inside alone, and reach nobody by letter', async () => {
    const { code, key } = await item(world, { status: 'assigned', input: { email: 'sender@kin.example' } });
    await world.settled();
    world.letters.clear();
    const official = await person(world, 'official', { units: [UNIT] });
    await official.visitor.get(`/feedback/${code}`);
    const empty = await official.visitor.submit(`/feedback/${code}/note`, { text: '' });
    expect(empty.status).to.equal(422);
    const seen = await official.visitor.submit(`/feedback/${code}/note`, { text: NOTE });
    expect(seen.$('.inner-notes').text()).to.contain(NOTE).and.to.contain('Không bao giờ gửi cho người gửi');
    const sender = world.visitor();
    await sender.get('/track');
    const own = await sender.submit('form[action="/track"]', { code, key });
    const other = await person(world, 'official', { units: [OTHER_UNIT] });
    for (const page of [
      own,
      await other.visitor.get(`/feedback/${code}`),
      await world.visitor().get(`/feedback/${code}`),
    ])
      expect(page.text).to.not.contain(NOTE);
    await world.settled();
    expect(world.letters.all).to.have.length(0);
  });

  it('are taken away by whoever wrote them', async () => {
    const { code } = await item(world, { status: 'assigned' });
    const cast = await castOf(world);
    const official = await cast.inUnit('official', UNIT);
    await addNote(official.context(), code, { text: NOTE });
    const nameOf = (act: Promise<void>) =>
      act.then(
        () => 'done',
        (error) => error.constructor.name,
      );
    expect(await nameOf(removeNote(cast.coordinator.context(), code, 1))).to.equal('Forbidden');
    expect(await nameOf(removeNote(official.context(), code, 1))).to.equal('done');
    expect(await nameOf(removeNote(official.context(), code, 1))).to.equal('NotFound');
  });

  it('stand beside a checklist, which is ticked and unticked', async () => {
    const { code } = await item(world, { status: 'assigned' });
    const { visitor } = await person(world, 'head', { units: [UNIT] });
    await visitor.get(`/feedback/${code}`);
    await visitor.submit(`/feedback/${code}/task`, { text: 'Xin bản vẽ' });
    const ticked = await visitor.submit(`/feedback/${code}/task-mark`);
    expect(ticked.$('.inner-notes s').text()).to.equal('Xin bản vẽ');
    await visitor.submit(`/feedback/${code}/task-mark`);
    const { tasks } = (await Feedback.findOne({ code }).lean<FeedbackFields>())!;
    expect(tasks.map(({ text, done }) => [text, done])).to.deep.equal([['Xin bản vẽ', null]]);
  });
});
