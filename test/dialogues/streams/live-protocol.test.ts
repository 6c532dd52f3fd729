import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { io, type Socket } from 'socket.io-client';
import { approveQuestion, setQueue } from '../../../server/dialogues/index.ts';
import { LEAST, MOST } from '../../../server/dialogues/session/rules/limits.ts';
import { startWorld, type World } from '../../support/world.ts';
import { until } from '../room/crowd.ts';
import { type Scene, scene } from '../scene.ts';

const root = join(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/live-protocol.md'), 'utf8');
const code = readFileSync(join(root, 'server/dialogues/streams/protocol.ts'), 'utf8');

/** Interfaces of a text by name, without comments. */
function shapesIn(text: string): Map<string, string> {
  const found = text.matchAll(/^(?:export )?interface (\w+) (\{\n.*?\n\})$/gms);
  const bare = (shape: string) => shape.replace(/\/\*\*.*?\*\//gs, '').replace(/\s+/g, ' ');
  return new Map([...found].map(([, name, shape]) => [name!, bare(shape!)]));
}

describe('the page on the live protocol', () => {
  it('has the shapes that the code has', () => {
    const [told, real] = [shapesIn(page), shapesIn(code)];
    expect([...told.keys()]).to.have.members([
      ...['SessionView', 'Conclusion', 'QuestionView', 'Mine', 'InnerQuestionView', 'ParticipantView'],
    ]);
    for (const [name, shape] of told) expect(shape, name).to.equal(real.get(name));
  });

  it('names the lengths that are checked', () => {
    expect(page).to.include(`${LEAST.question} to ${MOST.question.toLocaleString('en')} characters`);
    expect(page).to.include(`at most ${MOST.group} characters`);
    expect(page).to.include(`2 to ${MOST.displayName} characters`);
    expect(page).to.include(`(${MOST.name} each,`);
    expect(page).to.include(`(${MOST.questionsEach} in a session)`);
  });

  describe('is enough for a program', () => {
    let world: World;
    let on: Scene;
    let session: string;
    let token: string;
    const lines: Socket[] = [];

    before(async () => {
      world = await startWorld();
      on = await scene(world);
      session = await on.session('live');
    });
    after(async () => {
      for (const each of lines) each.close();
      await world.stop();
    });

    interface Told {
      n: number;
      changes: { key: string; value: unknown }[];
    }

    /** Step by step as the page says, without a line of the site's own client. */
    function program() {
      const socket = io(`${world.address}/dialogue`, { forceNew: true, reconnection: false });
      lines.push(socket);
      let n = 0;
      let state: Record<string, any> = {};
      const early = new Map<number, Told>();
      const take = (event: Told) => {
        if (event.n > n) early.set(event.n, event);
        for (let next = early.get(n + 1); next; next = early.get(n + 1)) {
          early.delete(next.n);
          for (const { key, value } of next.changes)
            if (value === null) delete state[key];
            else state[key] = value;
          n = next.n;
        }
      };
      socket.on('dialogue:event', take);
      const say = async (event: string, input: object) =>
        (await socket.timeout(10_000).emitWithAck(event, { code: session, ...input })) as Record<string, any>;
      return {
        say,
        socket,
        state: () => state,
        async join(more: object = {}) {
          const answer = await say('dialogue:join', { stream: 'public', ...more });
          if (answer['snapshot']) {
            state = { ...answer['snapshot'] };
            n = answer['n'];
          }
          for (const event of answer['events'] ?? []) take(event);
          return answer;
        },
      };
    }

    it('that registers, joins, asks, votes and follows', async () => {
      const answer = await fetch(`${world.address}/api/v1/dialogues/${session}/participants`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ by: 'Lan', language: 'vi' }),
      });
      expect(answer.status).to.equal(201);
      ({ token } = (await answer.json()) as { token: string });
      const one = program();
      const joined = await one.join({ token });
      expect(joined['participant']).to.equal(token.split('.')[0]);
      const question = { clientId: 'program-0001', text: 'Bao giờ cây đổ được dọn?' };
      const { id } = await one.say('dialogue:ask', question);
      expect(await one.say('dialogue:ask', question)).to.deep.equal({ ok: true, id });
      expect((await one.say('dialogue:mine', {}))['mine'].questions[0]).to.include({ id, status: 'pending' });
      await approveQuestion(on.moderator.context(), session, id);
      await until(() => one.state()[`question:${id}`]);
      expect(await one.say('dialogue:vote', { question: id, on: true })).to.deep.equal({
        ok: true,
        on: true,
      });
      await until(() => one.state()[`votes:${id}`] === 1);
      const other = program();
      await other.join({ after: 0 });
      expect(other.state()).to.deep.equal(one.state());
    });

    it('that comes back after a break: first the token, then the rest', async () => {
      const again = program();
      const early = await again.say('dialogue:mine', {});
      expect(early).to.include({ ok: false, kind: 'forbidden', error: 'dialogues.errors.register-first' });
      await again.join({ after: 1, token });
      expect((await again.say('dialogue:mine', {}))['ok']).to.equal(true);
    });

    it('that reads refusals by their kind', async () => {
      const one = program();
      await one.join({ token });
      const refused = async (event: string, input: object) => {
        const { ok, kind, error, fields } = await one.say(event, input);
        expect(ok).to.equal(false);
        return { kind, error, fields };
      };
      const ask = (more: object) => refused('dialogue:ask', { clientId: 'program-0002', ...more });
      const short = await ask({ text: 'Ngắn' });
      expect(short.kind).to.equal('invalid');
      expect(short.fields).to.deep.equal({
        text: { text: 'errors.field.too-short', values: { limit: 10 } },
      });
      expect((await ask({ text: 'Đủ dài để hỏi', more: 1 })).kind).to.equal('invalid');
      expect((await refused('dialogue:join', { token: 'x.y' })).error).to.equal('dialogues.errors.token');
      expect((await refused('dialogue:nothing', {})).kind).to.equal('not-found');
      expect((await refused('dialogue:vote', { question: 'none', on: true })).kind).to.equal('not-found');
      await setQueue(on.moderator.context(), session, { slowSeconds: 60 });
      expect((await ask({ text: 'Một câu hỏi nữa, ngay sau câu trước.' })).error).to.equal(
        'dialogues.errors.slow',
      );
    });
  });
});
