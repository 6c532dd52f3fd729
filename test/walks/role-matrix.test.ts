import { expect } from 'chai';
import { item, UNIT } from '../support/factories.ts';
import { callLive, watcher } from '../support/live.ts';
import { StoreCommands, testCommands } from '../support/store-commands.ts';
import type { World } from '../support/world.ts';
import { Attempts } from './attempts.ts';
import { LIKE } from './calls-like-pages.ts';
import { ONLY_PAGES, SAME_ACT } from './forms-without-call.ts';
import { useMakers } from './makers.ts';
import { expectedOfOwnRole, type Outcome, OWN_ROLE, ROWS } from './role-matrix.ts';
import { routeKey, unknownCalls } from './samples.ts';
import type { Sent } from './send.ts';
import { ownRoleViewer, type Viewer, viewers } from './viewers.ts';

describe('role matrix: every route, operation and topic as everybody', function () {
  this.timeout(60_000);
  const commands = new StoreCommands();
  let world: World;
  let people: Viewer[];
  let own: Viewer;
  let attempts: Attempts;
  let watched: string;
  let answering: string;

  before(async () => {
    world = await commands.startWorld();
    // Nobody reads the letters of a thousand calls, nor waits for what jobs would do.
    await world.app.scheduler.stop();
    people = await viewers(world);
    useMakers(world, people);
    own = await ownRoleViewer(world, OWN_ROLE);
    attempts = new Attempts(world);
    watched = (await item(world)).code;
    answering = (await item(world, { status: 'assigned' })).code;
  });
  after(() => world.stop());

  it('knows every route, operation and topic, and nothing else', () => {
    const there = [
      ...world.app.routes.map(routeKey),
      ...world.app.operations.map(({ id }) => id),
      ...world.app.topics.map(({ name }) => `LIVE ${name}`),
      ...world.app.calls.map(({ name }) => `CALL ${name}`),
    ];
    const rows = new Set(ROWS.map(({ name }) => name.replace(/ \(.*\)$/, '')));
    expect(there.filter((name) => !rows.has(name))).to.deep.equal([]);
    expect([...rows].filter((name) => !there.includes(name))).to.deep.equal([]);
    expect(unknownCalls(world)).to.deep.equal([]);
  });

  it('knows of each form which call does the same, or why programs have none', () => {
    const forms = world.app.routes.filter(({ method }) => method === 'post').map(({ path }) => path);
    const like = Object.values(LIKE).map((name) => name.replace(/^(GET|POST) /, ''));
    const only = Object.values(ONLY_PAGES).flat();
    const known = [...like, ...Object.keys(SAME_ACT), ...only];
    expect(forms.filter((path) => !known.includes(path))).to.deep.equal([]);
    expect([...Object.keys(SAME_ACT), ...only].filter((path) => !forms.includes(path))).to.deep.equal([]);
    expect(
      only.filter((path, at) => only.indexOf(path) < at || like.includes(path) || path in SAME_ACT),
    ).to.deep.equal([]);
    const calls = world.app.operations.map(({ id }) => id);
    expect(Object.values(SAME_ACT).filter((id) => !calls.includes(id))).to.deep.equal([]);
  });

  for (const row of ROWS)
    it(row.name, async () => {
      const { name, expected } = row;
      // Before the administrator, who alone ends what some calls begin.
      const inOwnRole = await trying(name, own);
      const seen: Record<string, string> = {};
      for (const one of people) {
        seen[one.name] = await trying(name, one);
        // What the first who may sends to the store is what the others send.
        if (commands.noting && expected[one.name] === 'ok') await world.app.dispatcher.settled();
        if (expected[one.name] === 'ok') commands.noting = false;
      }
      commands.noting = true;
      expect(seen).to.deep.equal(expected);
      expect(inOwnRole, 'in an own role').to.equal(expectedOfOwnRole(row));
    });

  describe('what they have sent to the store', () => testCommands(commands));

  async function trying(name: string, one: Viewer): Promise<string> {
    if (name.startsWith('LIVE ')) return watching(name, one);
    if (name.startsWith('CALL ')) return calling(name.slice('CALL '.length), one);
    return outcomeOf(await attempts.attempt(name, one));
  }

  async function watching(name: string, one: Viewer): Promise<string> {
    const watch = await watcher(one.visitor);
    const [topic] = name.slice('LIVE '.length).split(' ');
    const id = topic === 'feedback' ? watched : name.includes('triage') ? 'triage' : UNIT;
    const answer = await watch.watch(topic, id);
    watch.close();
    return answer === 'errors.not-found' ? '--' : answer;
  }

  async function calling(name: string, { visitor }: Viewer): Promise<string> {
    const { ok, error = '' } = await callLive(visitor, name, { code: answering, text: 'Có.' });
    const refusals: Record<string, string> = { 'errors.sign-in-needed': 'in', 'errors.forbidden': 'no' };
    return ok ? 'ok' : (refusals[error] ?? error);
  }

  function outcomeOf({ status, location, body }: Sent): Outcome | string {
    if (status === 401 || (status === 303 && location.startsWith('/sign-in?to='))) return 'in';
    if (status === 403) return 'no';
    if (status === 404) return '--';
    return status < 400 ? 'ok' : `${status} ${/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body}`.slice(0, 1500);
  }
});
