import { expect } from 'chai';
import { io, type Socket } from 'socket.io-client';
import {
  approveQuestion,
  editDialogue,
  endDialogue,
  pinNotice,
  rejectQuestion,
  removeParticipant,
} from '../../../server/dialogues/index.ts';
import { Question } from '../../../server/dialogues/questions/model.ts';
import {
  EVENT,
  type EventMessage,
  KNOCK_AGAIN,
  MINE_CHANGED,
  type Mine,
  SPACE,
  type State,
  type StreamEvent,
} from '../../../server/dialogues/streams/protocol.ts';
import { votesCounted } from '../../../server/dialogues/votes/actions.ts';
import { Vote } from '../../../server/dialogues/votes/model.ts';
import { signIn } from '../../support/people.ts';
import type { Visitor } from '../../support/visitor.ts';
import { startWorld, type World } from '../../support/world.ts';
import { dialogueNow, type Scene, scene } from '../scene.ts';
import { until } from './crowd.ts';

interface Answer {
  ok: boolean;
  error?: string;
  kind?: string;
  n?: number;
  events?: StreamEvent[];
  snapshot?: State;
  mine?: Mine;
  id?: string;
}

interface Line {
  socket: Socket;
  heard: EventMessage[];
  say(event: string, ...input: unknown[]): Promise<Answer>;
}

const TEXT = 'Bao giờ cây đổ trên phố tôi được dọn?';

describe('the room of a dialogue', () => {
  let world: World;
  let on: Scene;
  const lines: Socket[] = [];

  before(async () => {
    world = await startWorld();
    on = await scene(world);
  });
  afterEach(() => {
    for (const each of lines.splice(0)) each.close();
  });
  after(() => world.stop());

  async function line(visitor?: Visitor): Promise<Line> {
    const cookie = [...(visitor?.cookies ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
    const socket = io(`${world.address}${SPACE}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie },
    });
    lines.push(socket);
    const heard: EventMessage[] = [];
    socket.on(EVENT, (message: EventMessage) => heard.push(message));
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return { socket, heard, say: (event, ...input) => socket.timeout(10_000).emitWithAck(event, ...input) };
  }

  async function signedIn(who: Scene['moderator']): Promise<Line> {
    const visitor = world.visitor();
    await signIn(visitor, who);
    return line(visitor);
  }

  const join = (one: Line, code: string, more: object = {}) =>
    one.say('dialogue:join', { code, stream: 'public', ...more });

  it('is open to everybody to watch; asking and voting need a registration', async () => {
    const code = await on.session('live');
    const person = await on.participant(code);
    const id = await person.ask();
    await approveQuestion(on.moderator.context(), code, id);
    await world.settled();
    const one = await line();
    const { ok, n, snapshot } = await join(one, code);
    expect(ok).to.equal(true);
    expect(snapshot).to.have.property(`question:${id}`);
    expect(JSON.stringify(snapshot)).not.to.contain('inner:');
    await pinNotice(on.moderator.context(), code, { text: 'Nghỉ giải lao 10 phút' });
    await until(() => one.heard.length > 0);
    expect(one.heard[0]!.n).to.equal(n! + 1);
    expect((await one.say('dialogue:ask', { code, clientId: 'client-0001', text: TEXT })).error).to.equal(
      'dialogues.errors.register-first',
    );
    expect((await one.say('dialogue:vote', { code, question: id, on: true })).error).to.equal(
      'dialogues.errors.register-first',
    );
    expect((await one.say('dialogue:mine', { code })).error).to.equal('dialogues.errors.register-first');
  });

  it('a participant asks once however often it is said, and votes once', async () => {
    const code = await on.session('live');
    const [asker, voter] = [await on.participant(code), await on.participant(code)];
    const one = await line();
    await join(one, code, { token: asker.token });
    const asked = { code, clientId: 'client-0002', text: TEXT };
    const [first, again] = await Promise.all([
      one.say('dialogue:ask', asked),
      one.say('dialogue:ask', asked),
    ]);
    expect(first.id).to.be.a('string');
    expect(again.id).to.equal(first.id);
    expect(await Question.countDocuments({ dialogue: code })).to.equal(1);
    const two = await line();
    await join(two, code, { token: voter.token });
    const ballot = { code, question: first.id, on: true };
    expect((await two.say('dialogue:vote', ballot)).error, 'not approved yet').to.equal('errors.not-found');
    await approveQuestion(on.moderator.context(), code, first.id!);
    await world.settled();
    for (const _ of [1, 2]) expect((await two.say('dialogue:vote', ballot)).ok).to.equal(true);
    await votesCounted();
    const { snapshot } = await join(await line(), code);
    expect(snapshot![`votes:${first.id}`]).to.equal(1);
    expect((await two.say('dialogue:mine', { code })).mine!.votes).to.deep.equal([first.id]);
    expect((await two.say('dialogue:vote', { ...ballot, on: false })).ok).to.equal(true);
    await votesCounted();
    expect(await Vote.countDocuments({ question: first.id })).to.equal(0);
    expect((await join(await line(), code)).snapshot![`votes:${first.id}`]).to.equal(0);
  });

  it('who was away gets what is missing, and a snapshot when the number is none', async () => {
    const code = await on.session('live');
    const one = await line();
    const { n } = await join(one, code);
    for (const text of ['Một', 'Hai', 'Ba'])
      await pinNotice(on.moderator.context(), code, { text: `${text} thông báo` });
    await world.settled();
    const { events } = await one.say('dialogue:catch-up', { code, stream: 'public', after: n });
    expect(events!.map((event) => event.n)).to.deep.equal(
      Array.from({ length: events!.length }, (_, at) => n! + 1 + at),
    );
    const last = events!.at(-1)!.changes.find(({ key }) => key === 'session')!.value as { notices: object[] };
    expect(last.notices).to.have.length(3);
    const ahead = await one.say('dialogue:catch-up', { code, stream: 'public', after: 1_000_000 });
    expect(ahead.snapshot).to.have.property('session');
  });

  it('what is for moderators is told to moderators, as long as they are', async () => {
    const code = await on.session('live');
    const stranger = await line();
    const outsider = await signedIn(on.outsider);
    for (const each of [stranger, outsider])
      expect((await join(each, code, { stream: 'staff' })).error).to.equal('errors.not-found');
    const moderator = await signedIn(on.moderator);
    expect((await join(moderator, code, { stream: 'staff' })).ok).to.equal(true);
    const person = await on.participant(code, { by: 'Lan', name: 'Nguyễn Thị Lan' });
    const id = await person.ask();
    await until(() => moderator.heard.length > 0);
    const [change] = moderator.heard[0]!.changes;
    expect(change!.key).to.equal(`inner:${id}`);
    expect(change!.value).to.include({ name: 'Nguyễn Thị Lan', status: 'pending' });

    const draft = await on.session('announced');
    expect((await join(moderator, draft, { stream: 'staff' })).ok).to.equal(true);
    const knocked = new Promise((resolve) => moderator.socket.once(KNOCK_AGAIN, resolve));
    const { version } = await dialogueNow(draft);
    const input = { ...on.input({ moderators: [on.outsider.actor.id] }), version };
    await editDialogue(on.moderator.context(), draft, input);
    await knocked;
    expect((await join(moderator, draft, { stream: 'staff' })).error).to.equal('errors.not-found');
    expect(
      (await moderator.say('dialogue:catch-up', { code: draft, stream: 'staff', after: 0 })).error,
    ).to.equal('errors.not-found');
  });

  it('what is for moderators ends with the session of whoever signs out, in every tab', async () => {
    const code = await on.session('live');
    const visitor = world.visitor();
    await signIn(visitor, on.moderator);
    const tab = await line(visitor);
    expect((await join(tab, code, { stream: 'staff' })).ok).to.equal(true);
    const cut = new Promise((resolve) => tab.socket.once('disconnect', resolve));
    const kept = [...visitor.cookies];
    await visitor.get('/account');
    await visitor.submit('form[action="/sign-out"]');
    await cut;
    await (await on.participant(code)).ask();
    await world.settled();
    expect(tab.heard).to.deep.equal([]);
    for (const [name, value] of kept) visitor.cookies.set(name, value);
    const back = await line(visitor);
    for (const event of ['dialogue:join', 'dialogue:catch-up'])
      expect((await back.say(event, { code, stream: 'staff', after: 0 })).error).to.equal('errors.not-found');
  });

  it('a rejection is told to its asker alone', async () => {
    const code = await on.session('live');
    const [asker, other] = [await on.participant(code), await on.participant(code)];
    const [one, two] = [await line(), await line()];
    await join(one, code, { token: asker.token });
    await join(two, code, { token: other.token });
    let told = 0;
    two.socket.on(MINE_CHANGED, () => told++);
    const changed = new Promise((resolve) => one.socket.once(MINE_CHANGED, resolve));
    const id = await asker.ask();
    await rejectQuestion(on.moderator.context(), code, id, {
      reason: 'off-topic',
      note: 'Câu hỏi thuộc phiên khác',
    });
    await changed;
    await world.settled();
    const { mine } = await one.say('dialogue:mine', { code });
    expect(mine!.questions[0]!.rejection).to.include({ reason: 'off-topic', mayContest: true });
    expect(told).to.equal(0);
    expect(JSON.stringify([one.heard, two.heard])).not.to.contain('phiên khác');
  });

  it('who is removed can neither ask nor vote from that moment', async () => {
    const code = await on.session('live');
    const person = await on.participant(code);
    const id = await person.ask();
    await approveQuestion(on.moderator.context(), code, id);
    await world.settled();
    const one = await line();
    await join(one, code, { token: person.token });
    await removeParticipant(on.moderator.context(), code, person.id, { ground: 'disruption' });
    await world.settled();
    expect((await one.say('dialogue:vote', { code, question: id, on: true })).error).to.equal(
      'dialogues.errors.removed',
    );
    const asked = { code, clientId: 'client-0009', text: TEXT };
    expect((await one.say('dialogue:ask', asked)).error).to.equal('dialogues.errors.removed');
  });

  it('forged tokens open nothing', async () => {
    const code = await on.session('live');
    const elsewhere = await on.participant(await on.session('live'));
    const one = await line();
    const [id] = elsewhere.token.split('.');
    for (const token of [elsewhere.token, `${id}.forged`, 'no-dot', '.', `${id}.`])
      expect((await join(one, code, { token })).error, token).to.equal('dialogues.errors.token');
  });

  it('what is out of order, malformed or closed gets a clear answer, and the room goes on', async () => {
    const code = await on.session('live');
    const person = await on.participant(code);
    const id = await person.ask();
    await approveQuestion(on.moderator.context(), code, id);
    await world.settled();
    const one = await line();
    await join(one, code, { token: person.token });
    const wrong: [string, unknown[]][] = [
      ['dialogue:join', [null]],
      ['dialogue:join', [[]]],
      ['dialogue:join', ['DT-2026-0001']],
      ['dialogue:join', [{ code: { $gt: '' } }]],
      ['dialogue:join', [{ code: 'DT-2026-9999' }]],
      ['dialogue:join', [{ code, stream: 'secret' }]],
      ['dialogue:join', [{ code, after: -1 }]],
      ['dialogue:join', [{ code, after: 1e300 }]],
      ['dialogue:catch-up', [{ code }]],
      ['dialogue:ask', [{ code, clientId: 'x', text: TEXT }]],
      ['dialogue:ask', [{ code, clientId: 'client-0003', text: 'ngắn' }]],
      ['dialogue:ask', [{ code, clientId: 'client-0003', text: `${TEXT}\u0000` }]],
      ['dialogue:ask', [{ code, clientId: 'client-0003', text: 'dài '.repeat(1000) }]],
      ['dialogue:ask', [{ code, clientId: 'client-0003', text: TEXT, more: 1 }]],
      ['dialogue:vote', [{ code, question: id, on: 'yes' }]],
      ['dialogue:vote', [{ code, question: { $ne: 1 }, on: true }]],
      ['dialogue:vote', [{ code, question: '0'.repeat(24), on: true }]],
      ['dialogue:nothing', [{}]],
      ['constructor', [{}]],
    ];
    for (const [event, input] of wrong) {
      const answer = await one.say(event, ...input);
      expect(answer.ok, `${event} ${JSON.stringify(input)}`).to.equal(false);
      expect(answer.error, `${event} ${JSON.stringify(input)}`).to.match(/^(errors|dialogues)\./);
      expect(answer.error).not.to.equal('errors.fault');
    }
    const other = await line();
    await join(other, code);
    // Longer than any message: that line is cut, the room does not notice.
    const cut = new Promise((resolve) => one.socket.once('disconnect', resolve));
    one.socket.emit('dialogue:ask', { code, clientId: 'client-0004', text: 'x'.repeat(200_000) });
    await cut;
    await endDialogue(on.moderator.context(), code);
    await until(() => other.heard.some(({ name }) => name === 'dialogue.ended'));
    const late = await line();
    await join(late, code, { token: person.token });
    expect((await late.say('dialogue:vote', { code, question: id, on: true })).kind).to.equal('conflict');
    const asked = { code, clientId: 'client-0005', text: TEXT };
    expect((await late.say('dialogue:ask', asked)).kind).to.equal('conflict');
  });

  it('a flood is stopped, and others notice nothing', async () => {
    const code = await on.session('live');
    const [one, two] = [await line(), await line()];
    for (const each of [one, two])
      expect((await join(each, code, { token: (await on.participant(code)).token })).ok).to.equal(true);
    const flood = await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        one.say('dialogue:ask', { code, clientId: `flood-${String(at).padStart(4, '0')}`, text: TEXT }),
      ),
    );
    expect(flood.filter(({ ok }) => ok).length).to.be.at.most(10);
    expect(flood.at(-1)!.kind).to.equal('too-many');
    const asked = { code, clientId: 'calm-0001', text: TEXT };
    const calm = await two.say('dialogue:ask', asked);
    expect(calm.ok, calm.error).to.equal(true);
  });

  it('one participant is one person, over however many lines', async () => {
    const code = await on.session('live');
    const { token } = await on.participant(code);
    const kinds = new Set<string | undefined>();
    for (const number of [1, 2, 3]) {
      const one = await line();
      await join(one, code, { token });
      const votes = Array.from({ length: 50 }, () =>
        one.say('dialogue:vote', { code, question: '0'.repeat(24), on: true }),
      );
      for (const { kind } of await Promise.all(votes)) kinds.add(`${kind} ${number}`);
    }
    expect([...kinds]).to.have.members(['not-found 1', 'not-found 2', 'not-found 3', 'too-many 3']);
  });
});
