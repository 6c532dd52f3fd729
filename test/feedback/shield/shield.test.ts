import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { AccountModel } from '../../../server/accounts/model.ts';
import { cityDate } from '../../../server/calendar/index.ts';
import {
  acceptFeedback,
  askContribution,
  itemWithAnswers,
  publicItems,
  routeFeedback,
  shieldFeedback,
  succeedUnit,
} from '../../../server/feedback/index.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { canKnowOf, canSeeInside, canSeePublicText } from '../../../server/feedback/item/policy.ts';
import { figuresByKey } from '../../../server/feedback/read/index.ts';
import { IncomingLetter } from '../../../server/incoming-mail/model.ts';
import { lettersWaiting } from '../../../server/incoming-mail/queries.ts';
import { type Role, systemContext } from '../../../server/platform/context.ts';
import { Outbox } from '../../../server/platform/mail/outbox.ts';
import { makeRole } from '../../../server/roles/index.ts';
import { createWebhook } from '../../../server/webhooks/actions.ts';
import { Delivery } from '../../../server/webhooks/model.ts';
import { item, OTHER_UNIT, REGULATION, submission, UNIT } from '../../support/factories.ts';
import { colleague, type Person, person, signIn, tokenFor } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

const ABOVE = 'hanoi-peoples-committee';
const TOP = 'hanoi-city';
const SUBJECT = 'Cán bộ một cửa quát mắng người dân';

const staff = (role: Role, ...units: string[]) => ({
  ...{ kind: 'staff' as const, id: role, name: role, email: `${role}@x.example` },
  ...{ roles: [role], units },
});

describe('who may know of an item about the conduct of a unit', () => {
  const about = { code: 'PA-2026-000001', status: 'assigned' as const, unit: ABOVE, shield: { unit: UNIT } };
  const ROWS: [string, Parameters<typeof canKnowOf>[0], boolean][] = [
    ['its sender', { kind: 'visitor', holds: [about.code] }, true],
    ['another visitor', { kind: 'visitor', holds: [] }, false],
    ['the server', { kind: 'system', id: 'x' }, true],
    ['the head of that unit', staff('head', UNIT), false],
    ['an official of the unit above', staff('official', ABOVE), true],
    ['whoever works for both', staff('head', ABOVE, UNIT), false],
    [
      'whoever works for both, with a token for the other alone',
      { ...staff('head', ABOVE), allUnits: [ABOVE, UNIT] },
      false,
    ],
    ['a coordinator', staff('coordinator'), true],
    ['a coordinator who works for that unit', staff('coordinator', UNIT), false],
    ['a leader', staff('leader'), false],
    ['an administrator', staff('administrator'), false],
  ];
  for (const [who, actor, knows] of ROWS)
    it(`${who}: ${knows}`, () => {
      expect(canKnowOf(actor, about)).to.equal(knows);
      if (!knows) expect(canSeeInside(actor, about)).to.equal(false);
    });

  it('is never public', () => {
    expect(canSeePublicText(about)).to.equal(false);
    expect(canSeePublicText({ ...about, shield: null })).to.equal(true);
  });
});

/** The calls that read items, with what they are given. */
function readsOf(source: string): string[] {
  const begins = [
    ...source.matchAll(/\bFeedback(\s*\.collection)?\s*\.(find\w*|exists|count\w*|aggregate|distinct)\b/g),
  ];
  return begins.map(({ index }) => {
    let depth = 0;
    const end = [...source.slice(index)].findIndex((sign) => {
      if (sign === '(') depth++;
      return sign === ')' && --depth === 0;
    });
    return source.slice(index, index + end + 1);
  });
}

describe('every read of items', () => {
  /** The words themselves, or a filter that is made with them. */
  const SAID =
    /UNSHIELDED|notAgainst|PUBLISHED|readableBy|PUBLIC\b|\b(filter|wanted|about|among|partFilter|whose)\b/;
  /** Of an item that the policy has been asked about, or of ids that were found so; what is read is not shown. */
  const KNOWN = [
    ...[
      'findOne({ code }, { dueAt: 1 })',
      'returned: 1, reopening: 1, answer: 1',
      'findOne({ code }, SHOWN)',
    ],
    ...['findOne({ code })', "'sender.email': 1", "'reopening.hadPart': 1", "'pending.at'", 'later, options'],
    ...[
      "'merged.into': code",
      "'merged.into': parent.code",
      '{ $in: close }',
      '...RETURNED',
      'answer: { $ne: null }',
      // By the job that marks answers: nobody is shown what it finds.
      "'aged.rules.key': key",
      // By the job that carries requests out.
      'Feedback.find(asked',
      // What the reader may not know of is told to nobody: the list leaves its code out.
      'Feedback.find(shielded',
      '{ $and: [where, { _id: { $gt: last } }] }',
    ],
  ];
  /** They are asked by the sender's key or address, by the policy, or by the server alone. */
  const OTHERWISE = [
    ...['item/find.ts', 'item/item-of-entry.ts', 'item/receipts.ts', 'item-page/queries.ts'],
    ...['passport/queries.ts', 'attachments/queries.ts', 'evidence/queries.ts', 'read/public-record.ts'],
    ...['search/item-index.ts', 'search/build.ts', 'submission/repeat.ts', 'submission/from-dialogue.ts'],
    ...['submission/from-mail.ts', 'contact/lost-key.ts'],
    ...[
      'screening/ask.ts',
      'contributions/actions.ts',
      'rating/rate.ts',
      'clocks/overdue.ts',
      'appeal/actions.ts',
    ],
    ...[
      'recalculation/open-items.ts',
      'import/import-items.ts',
      'read/figures.ts',
      'desk/groups.ts',
      'contact/lost-key.ts',
      'submission/from-mail.ts',
      'voices/actions.ts',
      // A letter to the sender's own address.
      'contact/lost-key.ts',
      // By the server alone; and each item that is found is asked of the policy.
      'routing/succeed.ts',
      'splitting/carry.ts',
      'splitting/queries.ts',
    ],
  ];

  it('leaves out what is about the conduct of a unit, or is known to ask otherwise', () => {
    const root = 'server/feedback/';
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    const unsaid = files
      .filter((name) => !OTHERWISE.includes(name))
      .flatMap((name) => readsOf(readFileSync(root + name, 'utf8')).map((read) => `${name}: ${read}`))
      .filter((read) => !SAID.test(read) && !KNOWN.some((each) => read.includes(each)));
    expect(unsaid).to.deep.equal([]);
  });
});

describe('an item about the conduct of a unit', function () {
  this.timeout(60_000);
  let world: World;
  let head: Person;
  let superior: Person;
  let coordinator: Person;
  const stored = async (code: string) => (await Feedback.findOne({ code }).lean())!;

  before(async () => {
    world = await startWorld();
    head = await person(world, 'head', { units: [UNIT] });
    superior = await person(world, 'head', { units: [ABOVE] });
    coordinator = await person(world, 'coordinator');
  });
  after(() => world.stop());

  /** Screens for the city, and works for a unit beside that. */
  async function coordinatorOf(unit: string): Promise<Person> {
    const one = await colleague(world, 'official', { units: [unit] });
    const roles: Role[] = ['official', 'coordinator'];
    await AccountModel.updateOne({ _id: one.actor.id }, { roles });
    one.actor.roles = roles;
    const visitor = world.visitor();
    await signIn(visitor, one);
    return { ...one, visitor };
  }

  const against = (wishes: object = {}) =>
    item(world, { unit: ABOVE, input: { conductOf: UNIT, subject: SUBJECT }, ...wishes });

  it('is handed in by form: the page before sending says that nothing becomes public', async () => {
    const visitor = world.visitor();
    await visitor.get(`/feedback/new?regulation=${REGULATION}`);
    const { publishText: _, ...input } = submission({ conductOf: UNIT, subject: SUBJECT });
    const fields = { ...input, publishText: 'yes', idempotencyKey: 'shield-form' } as never;
    const preview = await visitor.post('/feedback/new', { ...(fields as object), step: 'preview' });
    expect(preview.text).to.contain('Không nội dung nào được công khai');
    const receipt = await visitor.submit('/feedback/new', { step: 'send' });
    const code = /PA-\d{4}-\d{6}/.exec(receipt.text)![0];
    expect((await stored(code)).shield).to.include({ unit: UNIT, by: 'sender' });
    expect((await visitor.get(`/feedback/${code}`)).text).to.contain('không xem được và không trả lời');
  });

  it('goes to the unit above, and is in its inbox and in no other', async () => {
    const { code } = await against();
    const queue = await coordinator.visitor.get(`/triage/${code}`);
    expect(queue.text).to.contain('không trả lời về chính mình');
    expect(queue.$('#decision-unit option[selected]').attr('value')).to.equal(ABOVE);
    const wrong = await coordinator.visitor.submit(`/triage/${code}/decision`, {
      step: 'send',
      unit: UNIT,
      reason: 'Thử',
    });
    expect([wrong.status, wrong.text.includes('Hãy chọn cơ quan khác')]).to.deep.equal([422, true]);
    await coordinator.visitor.submit(`/triage/${code}/decision`, { step: 'send', unit: ABOVE, reason: '' });
    expect((await stored(code)).unit).to.equal(ABOVE);
    expect((await superior.visitor.get('/inbox')).text).to.contain(SUBJECT);
    expect((await head.visitor.get('/inbox')).text).not.to.contain(code);
  });

  it('is for all others as if there were none: pages, lists, search, API, figures, record, letters', async () => {
    const { code } = await against({ status: 'answered' });
    await world.app.dispatcher.settled();
    const token = await tokenFor(world, head);
    const api = (path: string, bearer?: string) =>
      fetch(`${world.address}/api/v1${path}`, {
        headers: bearer ? { authorization: `Bearer ${bearer}` } : {},
      });
    for (const visitor of [head.visitor, world.visitor()]) {
      for (const page of ['', '/deadline', '/due.ics'])
        expect((await visitor.get(`/feedback/${code}${page}`)).status, page).to.equal(404);
      for (const list of [
        '/feedback',
        `/feedback?q=${code}`,
        `/feedback?q=quát+mắng`,
        `/feedback?unit=${ABOVE}`,
        '/',
      ])
        expect((await visitor.get(list)).text, list)
          .not.to.contain(SUBJECT)
          .and.not.contain(`${code} `);
    }
    expect((await api(`/feedback/${code}`, token)).status).to.equal(404);
    expect((await api(`/feedback/${code}/deadline-passport`)).status).to.equal(404);
    expect((await api(`/sealed-record/texts/${code}`)).status).to.equal(404);
    expect(await publicItems([code], world.clock.now())).to.deep.equal([]);
    expect(await itemWithAnswers(code)).to.equal(undefined);
    expect([...((await figuresByKey('unit', ['2026-03'], ['received'])) ?? new Map()).keys()]).not.to.include(
      ABOVE,
    );
    const letters = await Outbox.find({ about: code }).lean();
    expect(letters.map(({ to }) => to)).not.to.include(head.actor.email);
    expect(JSON.stringify(letters.filter(({ to }) => to !== 'lan@kin.example'))).not.to.contain('quát mắng');
  });

  it('is marked by a coordinator: it leaves the public lists and the figures, and can be brought back', async () => {
    const { code } = await item(world, { status: 'accepted', input: { subject: SUBJECT } });
    const { visitor } = coordinator;
    await visitor.get(`/feedback/${code}`);
    await visitor.submit(`/feedback/${code}/shield`, { unit: UNIT });
    expect((await stored(code)).shield).to.include({ unit: UNIT, by: 'coordinator' });
    await world.app.dispatcher.settled();
    expect((await head.visitor.get(`/feedback/${code}`)).status).to.equal(404);
    expect((await head.visitor.get('/feedback?q=quát+mắng')).text).not.to.contain(code);
    const record = await fetch(`${world.address}/api/v1/sealed-record/texts/${code}`);
    expect((await record.json()).record).to.deep.equal({ code, withheld: true });
    await visitor.get(`/feedback/${code}`);
    await visitor.submit(`/feedback/${code}/shield-lifting`, {});
    expect((await head.visitor.get(`/feedback/${code}`)).status).to.equal(200);
  });

  it('is not marked while the unit has it; what the sender chose stays', async () => {
    const { visitor } = coordinator;
    const held = await item(world, { status: 'assigned' });
    await visitor.get(`/feedback/${held.code}`);
    const refused = await visitor.submit(`/feedback/${held.code}/shield`, { unit: UNIT });
    expect([refused.status, refused.text.includes('chuyển hồ sơ cho cơ quan cấp trên trước')]).to.deep.equal([
      422,
      true,
    ]);
    const chosen = await against();
    await visitor.get(`/feedback/${chosen.code}`);
    const lifted = await visitor.post(`/feedback/${chosen.code}/shield-lifting`, {});
    expect([lifted.status, (await stored(chosen.code)).shield?.unit]).to.deep.equal([409, UNIT]);
  });

  it('is not told by the letters of its sender to a coordinator who works for the unit', async () => {
    const { code } = await against();
    const waits = {
      _id: `waits-${code}`,
      outcome: 'to-read',
      reason: 'not-awaited',
      text: 'Tôi vừa bị quát nữa',
    };
    const taken = { _id: `taken-${code}`, outcome: 'reply' };
    const base = {
      at: world.clock.now(),
      from: 'lan@kin.example',
      files: 0,
      filesLeft: 0,
      doneAt: null,
      code,
    };
    await IncomingLetter.collection.insertMany(
      [waits, taken].map((row) => ({ ...base, ...row, pending: [], version: 0 })) as never,
    );
    const both = await coordinatorOf(UNIT);
    const seen = await both.visitor.get('/incoming-mail');
    expect(seen.text).not.to.contain(code).and.not.contain('lan@kin.example').and.not.contain('quát nữa');
    expect((await both.visitor.post(`/incoming-mail/${waits._id}/done`, {})).status).to.equal(404);
    expect(await lettersWaiting(both.context())).to.equal(0);
    const others = await coordinator.visitor.get('/incoming-mail');
    expect(others.text).to.contain(code).and.contain('quát nữa');
    await coordinator.visitor.submit(`/incoming-mail/${waits._id}/done`);
    expect((await both.visitor.get('/incoming-mail')).text).not.to.contain(code);
  });

  it("is not told by the outbox to whoever works for the unit, by a role of the city's own", async () => {
    const { code } = await against({ status: 'answered' });
    await world.settled();
    const one = await colleague(world, 'official', { units: [UNIT] });
    const administrator = await person(world, 'administrator');
    const { id } = await makeRole(administrator.context(), {
      ...{ name: { vi: 'Thư', en: 'Post', ru: 'Почта' }, permissions: ['outbox'] },
      ...{ validFrom: cityDate(world.clock.now()), validTo: null },
    });
    await AccountModel.updateOne({ _id: one.actor.id }, { ownRoles: [id] });
    const visitor = world.visitor();
    await signIn(visitor, one);
    const seen = await visitor.get('/outbox');
    expect([seen.status, seen.text.includes(code)]).to.deep.equal([200, false]);
    const { _id } = (await Outbox.findOne({ about: code }).lean())!;
    const path = `/outbox/${encodeURIComponent(_id)}`;
    expect((await visitor.get(path)).status).to.equal(404);
    expect((await visitor.post(`${path}/resending`, {})).status).to.equal(404);
    expect((await administrator.visitor.get(path)).status).to.equal(200);
  });

  it('is told by letter to coordinators of the whole city, and to none who works for the unit', async () => {
    const both = await coordinatorOf(UNIT);
    const { code } = await against({
      status: 'answered',
      rated: 'Chưa trả lời',
      reopened: 'Chưa đúng việc tôi nêu.',
    });
    await world.settled();
    const told = await Outbox.find({ about: code }).lean();
    expect(told.map(({ to }) => to))
      .to.include(coordinator.actor.email)
      .and.not.include(both.actor.email);
  });

  it('is not told to receivers elsewhere any more, not even what waits', async () => {
    const administrator = await person(world, 'administrator');
    await createWebhook(administrator.context(), {
      url: 'https://receiver.example/hook',
      events: ['feedback.accepted', 'feedback.routed'],
    });
    const { code } = await item(world, { status: 'accepted', input: { subject: SUBJECT } });
    await world.settled();
    const told = () => Delivery.countDocuments({ body: new RegExp(code) });
    expect(await told()).to.equal(1);
    await shieldFeedback(coordinator.context(), code, { unit: UNIT });
    await world.settled();
    expect(await told()).to.equal(0);
    await routeFeedback(coordinator.context(), code, { unit: ABOVE });
    await world.settled();
    expect(await told()).to.equal(0);
  });

  it('is not told by the address of a desk after a decision', async () => {
    const { code } = await against({ status: 'assigned' });
    const other = await person(world, 'head', { units: [OTHER_UNIT] });
    const both = await coordinatorOf(UNIT);
    const telling = async (one: Person, desk: string) =>
      (await one.visitor.get(`${desk}?done=${code}`)).text.includes(code);
    for (const one of [head, other]) expect(await telling(one, '/approvals')).to.equal(false);
    expect(await telling(both, '/triage')).to.equal(false);
    expect(await telling(superior, '/approvals')).to.equal(true);
    expect(await telling(coordinator, '/triage')).to.equal(true);
  });

  it('goes to no unit under it when the unit above ends, and the shield goes with its people', async () => {
    const server = () => systemContext(world.app.site, 'test');
    const [first, second] = [await against({ status: 'assigned' }), await against({ status: 'assigned' })];
    await succeedUnit(server(), { from: ABOVE, to: UNIT });
    expect((await stored(first.code)).unit).to.equal(TOP);
    await succeedUnit(server(), { from: UNIT, to: TOP });
    const { unit, shield } = await stored(second.code);
    expect({ unit, shield: shield!.unit }).to.deep.equal({ unit: TOP, shield: TOP });
    expect(canKnowOf({ ...staff('head', TOP) }, await stored(second.code))).to.equal(false);
  });

  it('leaves an appeal to no unit that has answered, or that it is about, when the higher unit ends', async () => {
    const { code } = await item(world, { status: 'answered' });
    const { limit, dueAt, closedAt } = await stored(code);
    const appeal = {
      ...{ at: closedAt, reason: 'Chưa đúng.', unit: UNIT, to: ABOVE, limit, dueAt, overdueAt: null },
      ...{ hadPart: [], decision: null },
    };
    await Feedback.updateOne({ code }, { $set: { appeal } });
    const server = systemContext(world.app.site, 'test');
    await succeedUnit(server, { from: ABOVE, to: UNIT });
    expect((await stored(code)).appeal!.to).to.equal(TOP);
    await succeedUnit(server, { from: TOP, to: UNIT });
    expect((await stored(code)).appeal!.to).to.equal(ABOVE);
  });

  it('is not taken to the unit by a question for its part either', async () => {
    const { code } = await against({ status: 'assigned' });
    const until = new Date(world.clock.now().getTime() + 86_400_000);
    const asked = (unit: string) =>
      askContribution(superior.context(), code, { unit, question: 'Sự việc thế nào?', until }).then(
        () => 'asked',
        (refusal: { fields?: { unit?: { text: string } } }) => refusal.fields?.unit?.text,
      );
    expect(await asked(UNIT)).to.equal('feedback.shield.errors.unit');
    expect(await asked(OTHER_UNIT)).to.equal('asked');
  });

  it('ends the part that the unit, or one below it, was asked for before', async () => {
    const { code } = await item(world, { status: 'assigned', unit: ABOVE });
    const until = new Date(world.clock.now().getTime() + 86_400_000);
    for (const unit of [UNIT, OTHER_UNIT])
      await askContribution(superior.context(), code, { unit, question: 'Sự việc thế nào?', until });
    await shieldFeedback(coordinator.context(), code, { unit: UNIT });
    const { contributions, contributionRemindAt } = await stored(code);
    expect(contributions.map(({ withdrawnAt }) => withdrawnAt !== null)).to.deep.equal([true, false]);
    expect(contributionRemindAt).not.to.equal(null);
    const given = await item(world, { status: 'assigned', unit: ABOVE });
    await askContribution(superior.context(), given.code, { unit: UNIT, question: 'Thế nào?', until });
    await shieldFeedback(coordinator.context(), given.code, { unit: UNIT });
    expect((await stored(given.code)).contributionRemindAt).to.equal(null);
  });

  it('is brought back only by somebody who has looked for personal data in its words', async () => {
    const text = 'Cán bộ quát mắng người dân, xin gọi cho tôi số 0912 345 678.';
    const { code } = await item(world, { input: { subject: SUBJECT, text } });
    await shieldFeedback(coordinator.context(), code, { unit: UNIT });
    await acceptFeedback(coordinator.context(), code);
    const { visitor } = coordinator;
    const lift = `/feedback/${code}/shield-lifting`;
    expect((await visitor.get(`/feedback/${code}`)).$(`form[action="${lift}"]`).text()).to.contain(
      '0912 345 678',
    );
    const refused = await visitor.submit(lift, {});
    expect([refused.status, (await stored(code)).shield?.unit]).to.deep.equal([422, UNIT]);
    expect(refused.$('.error-summary a').attr('href')).to.equal('#shield-lifting-seen');
    await visitor.submit(lift, { seen: 'yes' });
    expect((await stored(code)).shield).to.equal(null);
  });
});
