import { expect } from 'chai';
import {
  acceptFeedback,
  contestRefusalOf,
  takeBackRefusal,
  upholdRefusal,
} from '../../../server/feedback/index.ts';
import { Feedback, type FeedbackFields } from '../../../server/feedback/item/model.ts';
import { contestRefusal, overturnRates } from '../../../server/feedback/screening/rules.ts';
import { castOf, type Item, item } from '../../support/factories.ts';
import { type Colleague, type Person, person, senderContext } from '../../support/people.ts';
import { startWorld, WORLD_START, type World } from '../../support/world.ts';

const WHY = 'Đây là phản ánh về thủ tục, không phải khiếu nại.';
const DECISION = { reason: 'Chúng tôi đã đọc nhầm phản ánh của ông bà.' };

describe('a refusal', () => {
  const day = (number: number) => new Date(Date.UTC(2026, 2, number));

  it('can be contested once, for thirty days', () => {
    expect(contestRefusal({ closedAt: day(1), contested: false }, day(31))).to.equal(undefined);
    expect(contestRefusal({ closedAt: day(1), contested: false }, day(32))).to.equal('late');
    expect(contestRefusal({ closedAt: day(1), contested: true }, day(2))).to.equal('before');
  });

  it('counts for whoever refused', () => {
    const rows = [
      { by: 'one', contested: false, overturned: false },
      { by: 'one', contested: true, overturned: true },
      { by: 'two', contested: true, overturned: false },
    ];
    expect(overturnRates(rows)).to.deep.equal([
      { by: 'one', refused: 2, contested: 1, overturned: 1 },
      { by: 'two', refused: 1, contested: 1, overturned: 0 },
    ]);
  });

  describe('on a site', function () {
    this.timeout(60_000);
    let world: World;
    let refuser: Colleague;
    let second: Person;
    before(async () => {
      world = await startWorld();
      refuser = (await castOf(world)).coordinator;
      second = await person(world, 'coordinator');
    });
    after(() => world.stop());
    beforeEach(() => world.clock.moveTo(WORLD_START));

    const row = async ({ code }: Item) => (await Feedback.findOne({ code }).lean<FeedbackFields>())!;
    const refused = () => item(world, { status: 'refused', input: { email: 'sender@kin.example' } });
    const nameOf = (act: Promise<unknown>) =>
      act.then(
        () => 'done',
        (error) => error.text ?? error.constructor.name,
      );

    it('is contested by its sender, and read again by somebody else', async () => {
      const of = await refused();
      const { code, key } = of;
      const sender = world.visitor();
      await sender.get('/track');
      const own = await sender.submit('form[action="/track"]', { code, key });
      expect(own.text).to.not.contain(refuser.actor.id);
      const empty = await sender.submit(`/feedback/${code}/refusal-contest`, { reason: '' });
      expect(empty.status).to.equal(422);
      const told = await sender.submit(`/feedback/${code}/refusal-contest`, { reason: WHY });
      expect(told.text).to.contain('đang đọc lại').and.to.contain(WHY);
      await world.settled();
      expect(world.letters.to(second.actor.email).some(({ subject }) => subject.includes(code))).to.equal(
        true,
      );
      expect(world.letters.to(refuser.actor.email).some(({ subject }) => subject.includes(code))).to.equal(
        false,
      );
      expect((await world.visitor().get(`/feedback/${code}`)).text).to.not.contain(WHY);
      const queue = await second.visitor.get('/triage');
      expect(queue.$('.group-contested').text()).to.contain(code);
      expect(await nameOf(upholdRefusal(refuser.context(), code, DECISION))).to.equal(
        'feedback.contest.errors.own',
      );
      await second.visitor.get(`/feedback/${code}`);
      await second.visitor.submit(`/feedback/${code}/refusal-upholding`, {
        reason: 'Nội dung là khiếu nại hành chính.',
      });
      expect((await row(of)).status).to.equal('refused');
      await world.settled();
      expect(world.letters.to('sender@kin.example').at(-1)!.text).to.contain(
        'Nội dung là khiếu nại hành chính.',
      );
      const again = contestRefusalOf(senderContext(world, code), code, { reason: WHY });
      expect(await nameOf(again)).to.equal('feedback.contest.errors.before');
      expect((await second.visitor.get('/triage')).$('.group-contested').length).to.equal(0);
    });

    it('is taken back with the clock as from receipt, and the lost time on the coordinators', async () => {
      const of = await refused();
      const { dueAt, closedAt } = await row(of);
      await world.advance({ days: 3 });
      await takeBackRefusal(refuser.context(), of.code, DECISION);
      await world.settled();
      const back = await row(of);
      expect([back.status, back.dueAt, back.closedAt, back.refusal]).to.deep.equal([
        'submitted',
        dueAt,
        null,
        null,
      ]);
      const { unit, from, to } = back.holdings.at(-1)!;
      expect([unit, from, to]).to.deep.equal([null, closedAt, null]);
      expect(world.letters.to('sender@kin.example').at(-1)!.text).to.contain(DECISION.reason);
      await acceptFeedback(second.context(), of.code);
      expect((await row(of)).status).to.equal('accepted');
    });

    it('is overdue at once when its date has passed meanwhile', async () => {
      const of = await refused();
      await world.advance({ days: 60 });
      await takeBackRefusal(second.context(), of.code, DECISION);
      await world.advance({ minutes: 1 });
      expect((await row(of)).overdueAt).to.not.equal(null);
    });

    it('that did not hold is told to administrators, not to coordinators', async () => {
      const admin = await person(world, 'administrator');
      const page = await admin.visitor.get('/refusals');
      const cells = page
        .$('tbody tr')
        .toArray()
        .map((each) => page.$(each).text());
      expect(cells.find((text) => text.includes(refuser.actor.name))).to.contain('67%');
      expect((await second.visitor.get('/refusals')).status).to.equal(403);
    });
  });
});
