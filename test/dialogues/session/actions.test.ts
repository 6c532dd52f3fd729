import { expect } from 'chai';
import {
  announceDialogue,
  answerQuestion,
  approveQuestion,
  cancelDialogue,
  changeHosts,
  conclude,
  createDialogue,
  editDialogue,
  endDialogue,
  hostsMark,
  moveAgenda,
  openDialogue,
  pinNotice,
  putBackQuestion,
  registerParticipant,
  removeConclusion,
  removeNotice,
  setQueue,
  takeBackOpening,
  takeQuestion,
} from '../../../server/dialogues/index.ts';
import { Dialogue } from '../../../server/dialogues/session/model.ts';
import type { Invalid } from '../../../server/platform/errors.ts';
import { Journal } from '../../../server/platform/journal/index.ts';
import { startWorld, type World } from '../../support/world.ts';
import { dialogueNow, OTHER_UNIT, PANEL_UNIT, refusal, refused, type Scene, scene } from '../scene.ts';

const FORBIDDEN = 'forbidden errors.forbidden';
const NOT_FOUND = 'not-found errors.not-found';
const WRONG_STATE = 'conflict errors.wrong-state';

describe('sessions of dialogues: actions', function () {
  this.timeout(30_000);
  let world: World;
  let on: Scene;

  before(async () => {
    world = await startWorld();
    on = await scene(world);
  });
  after(() => world.stop());

  const fields = async (call: Promise<unknown>) => Object.keys(((await refusal(call)) as Invalid).fields);

  it('are set up by those who plan, and by nobody else', async () => {
    expect(await refused(createDialogue(on.stranger(), on.input()))).to.equal(FORBIDDEN);
    expect(await refused(createDialogue(on.official.context(), on.input()))).to.equal(FORBIDDEN);
    const { code } = await createDialogue(on.moderator.context(), on.input());
    expect(code).to.match(/^DT-2026-\d{4}$/);
    expect(await dialogueNow(code)).to.deep.include({
      status: 'draft',
      chair: { id: on.chair.actor.id, name: 'Trần Chủ Tọa' },
      units: [PANEL_UNIT],
    });
  });

  it('name what is wrong with each field', async () => {
    const now = world.clock.now();
    const wrong = on.input({
      chair: on.official.actor.id,
      moderators: [on.moderator.actor.id, 'nobody'],
      units: ['no-unit'],
      regulations: ['no-regulation'],
      startsAt: now,
      endsAt: now,
    });
    expect(await fields(createDialogue(on.moderator.context(), wrong))).to.have.members([
      'chair',
      'moderators',
      'units',
      'regulations',
      'startsAt',
      'endsAt',
    ]);
  });

  it('are made once for one key, and not mistaken for others', async () => {
    const make = (title: string) =>
      createDialogue(on.moderator.context(), on.input({ title }), 'the same key');
    const codes = await Promise.all([make('Một buổi thôi'), make('Một buổi thôi'), make('Một buổi thôi')]);
    expect(new Set(codes.map(({ code }) => code)).size).to.equal(1);
    expect(await Dialogue.countDocuments({ idempotencyKey: 'the same key' })).to.equal(1);
    expect(await refused(make('Buổi khác'))).to.equal('conflict dialogues.errors.key-used');
  });

  it('are hidden until they are announced', async () => {
    const code = await on.session('draft');
    expect(await refused(registerParticipant(on.stranger(), code, { by: 'Ai đó', language: 'vi' }))).to.equal(
      NOT_FOUND,
    );
    expect(await refused(announceDialogue(on.official.context(), code))).to.equal(NOT_FOUND);
    expect(await refused(openDialogue(on.moderator.context(), code, { early: true }))).to.equal(WRONG_STATE);
    await announceDialogue(on.moderator.context(), code);
    expect(await refused(announceDialogue(on.official.context(), code))).to.equal(FORBIDDEN);
    expect(await refused(announceDialogue(on.moderator.context(), code))).to.equal(WRONG_STATE);
  });

  it('note an announcement later than the law asks', async () => {
    const soon = world.clock.now().getTime() + 6 * 86_400_000;
    const late = await on.session('announced', {
      startsAt: new Date(soon),
      endsAt: new Date(soon + 3_600_000),
    });
    const inTime = await on.session('announced');
    await world.settled();
    const lateOf = async (code: string) =>
      (await Journal.findOne({ name: 'dialogue.announced', 'subject.code': code }).lean())?.details['late'];
    expect(await lateOf(late)).to.equal(true);
    expect(await lateOf(inTime)).to.equal(false);
  });

  it('are edited at the version that was read, until they begin', async () => {
    const code = await on.session('announced');
    const { version } = await dialogueNow(code);
    const input = on.input({ title: 'Tên mới của buổi đối thoại', units: [PANEL_UNIT, OTHER_UNIT] });
    expect(await refused(editDialogue(on.stranger(), code, { ...input, version }))).to.equal(FORBIDDEN);
    await editDialogue(on.coordinator.context(), code, { ...input, version });
    expect(await dialogueNow(code)).to.include({ title: 'Tên mới của buổi đối thoại' });
    expect(await refused(editDialogue(on.coordinator.context(), code, { ...input, version }))).to.equal(
      'conflict errors.conflict',
    );
    await openDialogue(on.moderator.context(), code, { early: true });
    const now = await dialogueNow(code);
    expect(
      await refused(editDialogue(on.coordinator.context(), code, { ...input, version: now.version })),
    ).to.equal(WRONG_STATE);
  });

  it('are opened and ended by moderators and chair, once', async () => {
    const code = await on.session('announced');
    expect(await refused(openDialogue(on.outsider.context(), code, { early: true }))).to.equal(FORBIDDEN);
    expect(await refused(endDialogue(on.chair.context(), code))).to.equal(WRONG_STATE);
    await openDialogue(on.chair.context(), code, { early: true });
    expect(await refused(openDialogue(on.chair.context(), code, { early: true }))).to.equal(WRONG_STATE);
    expect(
      await refused(cancelDialogue(on.coordinator.context(), code, { reason: 'Trời mưa bão' })),
    ).to.equal(WRONG_STATE);
    await endDialogue(on.moderator.context(), code);
    expect(await dialogueNow(code)).to.include({ status: 'ended', now: null });
    expect(await refused(endDialogue(on.moderator.context(), code))).to.equal(WRONG_STATE);
  });

  it('change hands while they are held: newcomers are told, whoever leaves has no more part in it', async () => {
    const code = await on.session('live');
    const now = await dialogueNow(code);
    const next = {
      chair: on.head.actor.id,
      moderators: [on.outsider.actor.id],
      units: [PANEL_UNIT, OTHER_UNIT],
      mark: hostsMark(now),
    };
    const change = (who: Scene['chair'], more: object = {}) =>
      changeHosts(who.context(), code, { ...next, ...more });
    expect(await refused(change(on.chair))).to.equal(FORBIDDEN);
    const both = [on.outsider.actor.id, on.moderator.actor.id];
    expect(
      await refused(change(on.coordinator, { chair: on.moderator.actor.id, moderators: both })),
    ).to.match(/^invalid/);
    await change(on.coordinator);
    expect(await refused(change(on.coordinator)), 'the form is out of date').to.equal(
      'conflict errors.conflict',
    );
    const taken = pinNotice(on.moderator.context(), code, { text: 'Nghỉ giải lao' });
    expect(await refused(taken)).to.equal(FORBIDDEN);
    await pinNotice(on.outsider.context(), code, { text: 'Nghỉ giải lao' });
    await world.settled();
    const told = (one: Scene['chair']) =>
      world.letters
        .to(one.actor.email)
        .filter(({ subject }) => subject.startsWith(`Anh/chị tham gia buổi đối thoại ${code}`));
    for (const one of [on.head, on.outsider]) expect(told(one)).to.have.length(1);
    for (const one of [on.chair, on.moderator, on.official]) expect(told(one)).to.have.length(0);
    await endDialogue(on.head.context(), code);
  });

  it('are opened long before their time only when that is meant', async () => {
    const start = world.clock.now().getTime() + 31 * 60_000;
    const code = await on.session('announced', {
      startsAt: new Date(start),
      endsAt: new Date(start + 3_600_000),
    });
    expect(await refused(openDialogue(on.moderator.context(), code))).to.equal(
      'conflict dialogues.errors.early',
    );
    world.clock.moveBy(60_000);
    await openDialogue(on.moderator.context(), code);
    expect((await dialogueNow(code)).status).to.equal('live');
  });

  it('go back to being announced while nothing was dealt with, and no further', async () => {
    const code = await on.session('live');
    const back = (who: Scene['chair']) => takeBackOpening(who.context(), code);
    expect(await refused(back(on.outsider))).to.equal(FORBIDDEN);
    await back(on.moderator);
    expect(await dialogueNow(code)).to.include({ status: 'announced', openedAt: null });
    expect(await refused(back(on.moderator))).to.equal(WRONG_STATE);
    const one = await on.participant(code);
    const id = await one.ask();
    await approveQuestion(on.moderator.context(), code, id);
    await openDialogue(on.chair.context(), code, { early: true });
    const busy = 'conflict dialogues.errors.under-way';
    await takeQuestion(on.moderator.context(), code, id);
    expect(await refused(back(on.moderator))).to.equal(busy);
    await putBackQuestion(on.moderator.context(), code);
    await back(on.moderator);
    await openDialogue(on.chair.context(), code, { early: true });
    await answerQuestion(on.moderator.context(), code, id, { way: 'room', text: '' });
    expect(await refused(back(on.moderator))).to.equal(busy);
  });

  it('are cancelled with a reason that everybody reads', async () => {
    const code = await on.session('announced');
    expect(await refused(cancelDialogue(on.official.context(), code, { reason: 'Không' }))).to.equal(
      FORBIDDEN,
    );
    await cancelDialogue(on.moderator.context(), code, { reason: 'Bão số 3 đổ bộ' });
    expect(await dialogueNow(code)).to.include({ status: 'cancelled', cancelledFor: 'Bão số 3 đổ bộ' });
  });

  it('move along their agenda', async () => {
    const code = await on.session();
    const move = (who: Scene['chair'], at: number) => moveAgenda(who.context(), code, { at });
    expect(await refused(move(on.official, 1))).to.equal(FORBIDDEN);
    await move(on.moderator, 1);
    await move(on.moderator, 1);
    expect((await dialogueNow(code)).agendaAt).to.equal(1);
    expect(await refused(move(on.moderator, 3))).to.equal('invalid errors.invalid');
    expect(
      await refused(moveAgenda(on.moderator.context(), await on.session('announced'), { at: 1 })),
    ).to.equal(WRONG_STATE);
    await world.settled();
    expect(await Journal.countDocuments({ name: 'dialogue.agenda-moved', 'subject.code': code })).to.equal(1);
  });

  it('have three notices at most', async () => {
    const code = await on.session();
    const pin = (text: string) => pinNotice(on.moderator.context(), code, { text });
    expect(await refused(pinNotice(on.stranger(), code, { text: 'Xin chào' }))).to.equal(FORBIDDEN);
    for (const text of ['Nghỉ giải lao', 'Nghỉ giải lao', 'Có nước uống', 'Nói ngắn gọn']) await pin(text);
    expect(await refused(pin('Một thông báo nữa'))).to.equal('conflict dialogues.errors.notices');
    const { notices } = await dialogueNow(code);
    expect(notices.map(({ text }) => text)).to.deep.equal(['Nghỉ giải lao', 'Có nước uống', 'Nói ngắn gọn']);
    await removeNotice(on.moderator.context(), code, notices[0]!.id);
    await removeNotice(on.moderator.context(), code, notices[0]!.id);
    expect((await dialogueNow(code)).notices).to.have.length(2);
  });

  it('have a queue that is closed, ordered and slowed', async () => {
    const code = await on.session();
    expect(await refused(setQueue(on.outsider.context(), code, { open: false }))).to.equal(FORBIDDEN);
    await setQueue(on.chair.context(), code, { open: false, order: 'time', slowSeconds: 60 });
    await setQueue(on.chair.context(), code, { open: false });
    expect(await dialogueNow(code)).to.include({ queueOpen: false, order: 'time', slowSeconds: 60 });
    await world.settled();
    const names = (await Journal.find({ 'subject.code': code }).sort({ _id: 1 }).lean()).map(
      ({ name }) => name,
    );
    expect(names.slice(-3)).to.have.members(['dialogue.queue-closed', 'dialogue.ordered', 'dialogue.slowed']);
    const over = await on.session('ended');
    expect(await refused(setQueue(on.chair.context(), over, { open: false }))).to.equal(WRONG_STATE);
  });

  it('have conclusions by the chair: a task, a unit, a date', async () => {
    const code = await on.session();
    const conclusion = {
      text: 'Sở rà soát toàn bộ cây nghiêng trước mùa bão',
      unit: PANEL_UNIT,
      dueAt: new Date('2026-05-29T10:00:00Z'),
    };
    expect(await refused(conclude(on.coordinator.context(), code, conclusion))).to.equal(FORBIDDEN);
    expect(
      await fields(conclude(on.chair.context(), code, { ...conclusion, unit: 'no-unit' })),
    ).to.deep.equal(['unit']);
    expect(
      await fields(conclude(on.chair.context(), code, { ...conclusion, dueAt: world.clock.now() })),
    ).to.deep.equal(['dueAt']);
    await conclude(on.chair.context(), code, conclusion);
    await conclude(on.chair.context(), code, conclusion);
    const { conclusions } = await dialogueNow(code);
    expect(conclusions).to.have.length(1);
    await removeConclusion(on.moderator.context(), code, conclusions[0]!.id);
    expect(await refused(removeConclusion(on.chair.context(), code, conclusions[0]!.id))).to.equal(NOT_FOUND);
    const soon = await on.session('announced');
    expect(await refused(conclude(on.chair.context(), soon, conclusion))).to.equal(WRONG_STATE);
  });
});
