import { expect } from 'chai';
import { assignFeedback, routeFeedback } from '../../../server/feedback/index.ts';
import { Feedback, type FeedbackFields } from '../../../server/feedback/item/model.ts';
import { nextStepOf, publicNext } from '../../../server/feedback/item/rules/next.ts';
import { STATUSES } from '../../../server/feedback/item/rules/status.ts';
import { itemPage } from '../../../server/feedback/item-page/queries.ts';
import { castOf, item, UNIT } from '../../support/factories.ts';
import { type Person, person } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

describe('who must act next', () => {
  const free = ['official', 'head'];
  const hands = { reopened: false, free, heads: ['head'] };

  it('is said in every state in which something is owed, and in no other', () => {
    const silent = STATUSES.filter((status) => !publicNext(status));
    expect(silent).to.deep.equal(['merged', 'answered', 'refused', 'withdrawn', 'lapsed']);
    for (const status of STATUSES)
      expect(!!nextStepOf({ status, assignee: null }, hands), status).to.equal(!silent.includes(status));
  });

  const CASES: [string, Parameters<typeof nextStepOf>, string][] = [
    ['nobody has taken it', [{ status: 'routed', assignee: null }, hands], 'assign'],
    ['somebody writes', [{ status: 'assigned', assignee: 'official' }, hands], 'write'],
    ['the official has left', [{ status: 'assigned', assignee: 'gone' }, hands], 'reassign'],
    ['it waits for approval', [{ status: 'in-review', assignee: 'official' }, hands], 'approve'],
    [
      'the unit has no head',
      [
        { status: 'in-review', assignee: 'x' },
        { ...hands, heads: [] },
      ],
      'find-head',
    ],
    [
      'the unit has nobody',
      [
        { status: 'routed', assignee: null },
        { ...hands, free: [], heads: [] },
      ],
      'find-somebody',
    ],
    [
      'all had a part in the first answer',
      [
        { status: 'routed', assignee: null },
        { reopened: true, free: [], heads: [] },
      ],
      'find-somebody',
    ],
    [
      'the only head had a part',
      [
        { status: 'routed', assignee: null },
        { reopened: true, free: ['new'], heads: [] },
      ],
      'coordinator-assigns',
    ],
    [
      'the only head had a part, and somebody has written',
      [
        { status: 'in-review', assignee: 'new' },
        { reopened: true, free: ['new'], heads: [] },
      ],
      'coordinator-approves',
    ],
  ];
  for (const [what, given, expected] of CASES)
    it(`${what}: ${expected}`, () => {
      expect(nextStepOf(...given)).to.equal(expected);
    });
});

describe('an item that nobody in its unit can go on with', function () {
  this.timeout(120_000);
  let world: World;
  let coordinator: Person;

  beforeEach(async () => {
    world = await startWorld();
    coordinator = await person(world, 'coordinator');
  });
  afterEach(() => world.stop());

  const section = async () => (await coordinator.visitor.get('/triage')).$('.group-unattended').text();

  it('because nobody there has an account: the desk warns and names whom to call, coordinators keep it on their list', async () => {
    const { code } = await item(world, { status: 'accepted' });
    const desk = await coordinator.visitor.get(`/feedback/${code}`);
    expect(desk.$('.notice').text()).to.contain('chưa có ai có tài khoản');
    expect(desk.$(`#routing-unit option[value="${UNIT}"]`).text()).to.contain('chưa có tài khoản');
    await coordinator.visitor.submit(`/feedback/${code}/routing`, { unit: UNIT });
    await world.settled();
    expect(await section())
      .to.contain(code)
      .and.to.contain('không có ai nhận được');
    // The nearest unit above that has a head is told.
    const parent = await person(world, 'head', { units: ['hanoi-peoples-committee'] });
    const again = await item(world, { status: 'accepted' });
    await routeFeedback(coordinator.context(), again.code, { unit: UNIT });
    await world.settled();
    const letters = world.letters.to(parent.actor.email);
    expect(letters.map(({ subject }) => subject).join()).to.contain(again.code);
    expect(letters.map(({ text }) => text).join()).to.not.contain('Cây lớn');
    const warned = await coordinator.visitor.get(`/feedback/${again.code}`);
    expect(warned.$('.notice a[href^="mailto:"]').text()).to.contain(parent.actor.email);
    await (await castOf(world)).inUnit('official', UNIT);
    expect(await section()).to.equal('');
  });

  it('because its only official and its only head had a part in the first answer', async () => {
    const { code } = await item(world, { status: 'answered', rated: 'Chưa rõ.', reopened: 'Chưa trả lời.' });
    const { hadPart } = (await Feedback.findOne({ code }).lean<FeedbackFields>())!.reopening!;
    expect(hadPart.length).to.be.greaterThan(1);
    expect(await section()).to.contain(code);
    const head = await (await castOf(world)).inUnit('head', UNIT);
    const { inside, next } = await itemPage(head.context(), code);
    expect([inside!.next!.step, inside!.next!.coordinators, next]).to.deep.equal([
      'find-somebody',
      true,
      'handle',
    ]);
    const third = await person(world, 'official', { units: [UNIT] });
    expect(await section()).to.contain('giao cho người chưa tham gia');
    const coordinatorContext = (await castOf(world)).coordinator.context();
    await assignFeedback(coordinatorContext, code, { id: third.actor.id, name: 'Ba' });
    expect(await section()).to.equal('');
  });
});
