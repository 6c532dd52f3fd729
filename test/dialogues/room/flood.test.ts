import { expect } from 'chai';
import { io, type Socket } from 'socket.io-client';
import { approveQuestion } from '../../../server/dialogues/index.ts';
import { SPACE } from '../../../server/dialogues/streams/protocol.ts';
import { Vote } from '../../../server/dialogues/votes/model.ts';
import { pause } from '../../../server/platform/clock/clock.ts';
import { startWorld, type World } from '../../support/world.ts';
import { type Scene, scene } from '../scene.ts';

const PEOPLE = 10;
const VOTES_EACH = 13;

type Answer = { ok: boolean; kind?: string };

describe('ten people and one who floods, behind one address', function () {
  this.timeout(60_000);
  let world: World;
  let on: Scene;
  let code: string;
  let question: string;
  const sockets: Socket[] = [];

  before(async () => {
    // All of them together say less than this; the one alone says much more.
    world = await startWorld({
      ...{ LIVE_EVENTS_PER_ADDRESS: '400', ROOM_WRITES_PER_MINUTE: '60', WRITES_PER_MINUTE: '20' },
    });
    on = await scene(world);
    code = await on.session('live');
    question = await (await on.participant(code)).ask();
    await approveQuestion(on.moderator.context(), code, question);
    await world.settled();
  });
  after(async () => {
    for (const each of sockets) each.close();
    await world.stop();
  });

  async function line(space: string): Promise<Socket> {
    const socket = io(`${world.address}${space}`, {
      ...{ transports: ['websocket'], forceNew: true, reconnection: false },
    });
    sockets.push(socket);
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    return socket;
  }

  async function joined(token: string): Promise<Socket> {
    const socket = await line(SPACE);
    await socket.emitWithAck('dialogue:join', { code, token });
    return socket;
  }

  it('the ten are never held up; the one is refused, cut off, and votes no more by coming back', async () => {
    const people = await Promise.all(Array.from({ length: PEOPLE + 1 }, () => on.participant(code)));
    const flooder = people.pop()!;
    let going = true;
    const cuts: string[] = [];
    let accepted = 0;
    const flooding = (async () => {
      while (going) {
        const socket = await joined(flooder.token);
        socket.once('disconnect', (reason) => cuts.push(reason));
        while (going && socket.connected) {
          for (let at = 0; at < 50; at++)
            socket.emit('dialogue:vote', { code, question, on: at % 2 === 0 }, ({ ok }: Answer) => {
              if (ok) accepted++;
            });
          await pause(50);
        }
      }
    })();
    const refused: Answer[] = [];
    await Promise.all(
      people.map(async ({ token }) => {
        const socket = await joined(token);
        for (let vote = 0; vote < VOTES_EACH; vote++) {
          const ballot = { code, question, on: vote % 2 === 0 };
          const answer = (await socket.timeout(10_000).emitWithAck('dialogue:vote', ballot)) as Answer;
          if (!answer.ok) refused.push(answer);
          await pause(100);
        }
      }),
    );
    going = false;
    await flooding;
    expect(refused).to.deep.equal([]);
    expect(cuts).to.include('io server disconnect');
    expect(accepted).to.be.at.most(120);
    const voted = await Vote.distinct('participant', { question });
    expect(voted).to.include.members(people.map(({ id }) => id));
  });

  it('the ten are not held up by one who sends forms either', async () => {
    const visitorOf = async (token: string) => {
      const visitor = world.visitor();
      await visitor.get(`/dialogues/${code}/take-part/${token}`);
      return visitor;
    };
    const people = await Promise.all(Array.from({ length: PEOPLE + 1 }, () => on.participant(code)));
    const [one, ...others] = await Promise.all(people.map(({ token }) => visitorOf(token)));
    const vote = async (visitor: typeof one) =>
      (await visitor!.post(`/dialogues/${code}/votes`, { question, on: 'yes' })).status;
    const flood = await Promise.all(Array.from({ length: 60 }, () => vote(one)));
    expect(flood.filter((status) => status === 429)).to.have.length(40);
    for (const other of others) expect(await vote(other)).not.to.equal(429);
  });

  it('who asks to watch again and again is counted and cut off', async () => {
    const socket = await line('/watch');
    const cut = new Promise((resolve) => socket.once('disconnect', resolve));
    const answers: Answer[] = [];
    for (let at = 0; at < 250; at++)
      socket.emit('watch', { topic: 'feedback', id: `PA-2026-${at}` }, (answer: Answer) =>
        answers.push(answer),
      );
    await cut;
    expect(answers.filter(({ kind }) => kind === 'not-found')).to.have.length.at.most(100);
    expect(answers.filter(({ kind }) => kind === 'too-many').length).to.be.greaterThan(0);
  });
});
