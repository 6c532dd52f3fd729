import { expect } from 'chai';
import { type Item, item, UNIT } from '../support/factories.ts';
import { watcher } from '../support/live.ts';
import { startWorld, type World } from '../support/world.ts';
import { useMakers } from './makers.ts';
import { type Outcome, ROWS } from './role-matrix.ts';
import { filled, routeKey, SAMPLES, type Stage, unknownCalls } from './samples.ts';
import { call, type Sent, send } from './send.ts';
import { showKey, signInAgain, type Viewer, viewers } from './viewers.ts';

interface Prepared {
  item?: Item;
  params?: Record<string, string>;
}

describe('role matrix: every route, operation and topic as everybody', function () {
  this.timeout(60_000);
  let world: World;
  let people: Viewer[];
  /** What a row needs in its address, until a success uses it up. */
  const ready = new Map<string, Prepared>();

  before(async () => {
    world = await startWorld();
    people = await viewers(world);
    useMakers(world, people);
  });
  after(() => world.stop());

  it('knows every route, operation and topic, and nothing else', () => {
    const there = [
      ...world.app.routes.map(routeKey),
      ...world.app.operations.map(({ id }) => id),
      ...world.app.topics.map(({ name }) => `LIVE ${name}`),
    ];
    const rows = new Set(ROWS.map(({ name }) => name.replace(/ \(.*\)$/, '')));
    expect(there.filter((name) => !rows.has(name))).to.deep.equal([]);
    expect([...rows].filter((name) => !there.includes(name))).to.deep.equal([]);
    expect(unknownCalls(world)).to.deep.equal([]);
  });

  for (const { name, expected } of ROWS)
    it(name, async () => {
      const seen: Record<string, string> = {};
      for (const one of people) seen[one.name] = await outcome(name, one);
      expect(seen).to.deep.equal(expected);
    });

  function outcome(name: string, one: Viewer): Promise<string> {
    if (name.startsWith('LIVE ')) return watched(name, one);
    return /^(GET|POST) /.test(name) ? ofRoute(name, one) : ofOperation(name, one);
  }

  async function prepared(name: string, one: Viewer): Promise<{ stage: Stage; address: string }> {
    const { item: wishes, params, query, each } = SAMPLES[name]!;
    const kept = ready.get(name) ?? (wishes ? { item: await item(world, wishes) } : {});
    const stage: Stage = { world, viewer: one, item: kept.item };
    if (one.name === 'sender' && kept.item) await showKey(one, kept.item);
    kept.params = (!each && kept.params) || (await params?.(stage)) || {};
    ready.set(name, kept);
    const values = { ...(kept.item ? { code: kept.item.code } : {}), ...kept.params };
    return { stage, address: filled(pathOf(name), values) + (query ? `?${query}` : '') };
  }

  function pathOf(name: string): string {
    return name.split(' ')[1] ?? world.app.operations.find(({ id }) => id === name)!.path;
  }

  async function ofRoute(name: string, one: Viewer): Promise<string> {
    const { fields, endsSession } = SAMPLES[name]!;
    const { stage, address } = await prepared(name, one);
    const result = outcomeOf(await send(one, name.split(' ')[0]!, address, await fields?.(stage)));
    if (result === 'ok' && endsSession) await signInAgain(one);
    return done(name, result);
  }

  async function ofOperation(name: string, one: Viewer): Promise<string> {
    const { stage, address } = await prepared(name, one);
    const { method } = world.app.operations.find(({ id }) => id === name)!;
    const headers: Record<string, string> =
      one.name === 'sender' && stage.item ? { 'receipt-key': stage.item.key } : {};
    const body = SAMPLES[name]!.body?.(stage);
    return done(name, outcomeOf(await call(one, method, address, { body, headers })));
  }

  function done(name: string, result: string): string {
    if (result === 'ok' && SAMPLES[name]!.changes) ready.delete(name);
    return result;
  }

  async function watched(name: string, one: Viewer): Promise<string> {
    const { code } = ready.get('GET /feedback/:code')?.item ?? (await item(world));
    const watch = await watcher(one.visitor);
    const [topic] = name.slice('LIVE '.length).split(' ');
    const id = topic === 'feedback' ? code : name.includes('triage') ? 'triage' : UNIT;
    const answer = await watch.watch(topic, id);
    watch.close();
    return answer === 'errors.not-found' ? '--' : answer;
  }

  function outcomeOf({ status, location, body }: Sent): Outcome | string {
    if (status === 401 || (status === 303 && location.startsWith('/sign-in?to='))) return 'in';
    if (status === 403) return 'no';
    if (status === 404) return '--';
    return status < 400 ? 'ok' : `${status} ${/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body}`.slice(0, 1500);
  }
});
