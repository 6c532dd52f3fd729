import { expect } from 'chai';
import { AccountModel } from '../../server/accounts/model.ts';
import { Question } from '../../server/dialogues/questions/model.ts';
import { log } from '../../server/platform/log.ts';
import { Outbox } from '../../server/platform/mail/outbox.ts';
import { captureLog } from '../support/log-lines.ts';
import { person, tokenFor } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';
import * as walk from './hidden-dialogues.ts';
import { type Held, holdSessions } from './scenario-dialogues.ts';
import { type Secret, Secrets } from './secrets.ts';
import { VIEWERS, type Viewer, viewers } from './viewers.ts';

const HOSTS = ['moderator', 'leader', 'coordinator'];
const ANSWERING = ['official', 'head'];
/** Besides those of the other walk: another who takes part, and a moderator of other sessions. */
const ALL = [...VIEWERS, 'other', 'outsider'];

describe('hidden text of dialogues: every private field, everywhere, as everybody', function () {
  this.timeout(120_000);
  const secrets = new Secrets();
  const lines = new Map<string, walk.RoomLine>();
  const used = new Set<string>();
  let world: World;
  let people: Viewer[];
  let sessions: Held[];
  let items: string[];
  let logged: { text: string; restore(): void };

  const named = (name: string) => people.find((one) => (one.name as string) === name)!;

  before(async () => {
    world = await startWorld();
    logged = captureLog(log);
    people = await viewers(world);
    const visitor = world.visitor();
    const { $ } = await visitor.get('/track');
    const csrf = $('input[name=_csrf]').first().attr('value')!;
    people.push({ name: 'other' as never, visitor, csrf });
    const outsider = await person(world, 'moderator');
    const form = await outsider.visitor.get('/track');
    const formToken = form.$('input[name=_csrf]').first().attr('value')!;
    people.push({
      name: 'outsider' as never,
      visitor: outsider.visitor,
      csrf: formToken,
      actor: outsider.actor,
      token: await tokenFor(world, outsider),
    });
    for (const one of people) lines.set(one.name, await walk.roomLine(one));
    const cast = {
      moderator: named('moderator'),
      chair: named('leader'),
      official: named('official'),
      asker: named('sender'),
      other: named('other'),
    };
    sessions = await holdSessions({ world, secrets, cast, follow });
    await world.app.dispatcher.settled();
    const become = await Question.find({ item: { $ne: null } }).lean();
    items = become.map(({ item }) => item!);
  });

  after(async () => {
    for (const each of lines.values()) each.close();
    logged.restore();
    await world.stop();
  });

  async function follow(held: Held): Promise<void> {
    for (const [name, each] of lines) await each.join(held, held.tokens.get(name));
  }

  function whereOf(name: string, { code }: Secret, place = ''): walk.Where | undefined {
    if (name === 'administrator') return place.includes('/outbox') ? 'admin' : undefined;
    if (HOSTS.includes(name)) return 'host';
    if (name === code) return 'own';
    if (ANSWERING.includes(name)) return 'unit';
    return name === 'outsider' ? 'plan' : undefined;
  }

  interface Found {
    where: walk.Where | undefined;
    as: 'pages' | 'letters' | 'live';
  }

  /** Whether it may be there; and if so, that it was. */
  function allowed({ field }: Secret, { where, as }: Found): boolean {
    const may = where !== undefined && walk.MAY_SEE[field]![as].includes(where);
    if (may) used.add(`${field} ${as} ${where}`);
    return may;
  }

  it('has made what is looked for', () => {
    const made = new Set(secrets.words().map(([, { field }]) => field));
    for (const field of ['participant-id', 'participant-token', 'item-key', 'phone-item-key'])
      made.add(field);
    expect([...made].sort()).to.deep.equal(Object.keys(walk.MAY_SEE).sort());
    expect(items).to.have.length(3);
  });

  for (const name of ALL)
    it(`shows nothing hidden to: ${name}`, async () => {
      const one = named(name);
      const ground = { world, sessions, items };
      const may = HOSTS.includes(name) || ['sender', 'other', 'outsider', ...ANSWERING].includes(name);
      const seen = [
        ...(await walk.walkOperations(ground, one)),
        ...(await walk.walkConsole(ground, one)),
        ...(await walk.walkPages(ground, one, may)),
      ];
      expect(
        seen.filter(({ status }) => status >= 500 || status === 429).map(({ call }) => call),
      ).to.deep.equal([]);
      const leaks = seen.flatMap(({ call, text }) =>
        secrets.in(text).flatMap((secret) => {
          // A page says its own address, and that the caller has brought.
          if (secrets.in(call).includes(secret)) return [];
          const where = whereOf(name, secret, call);
          return allowed(secret, { where, as: 'pages' }) ? [] : [`${call} shows ${secret.field} (${where})`];
        }),
      );
      expect([...new Set(leaks)]).to.deep.equal([]);
    });

  it('tells nothing hidden over the line, neither at once nor to those who catch up', async () => {
    expect(hidden('live')).to.deep.equal([]);
    expect(lines.get('stranger')!.text()).to.include(walk.ROOM_EVENT);
    expect(lines.get('official')!.text()).to.include('"topic":"panel"');
    expect(lines.get('moderator')!.text()).not.to.include('"topic":"panel"');
    for (const each of lines.values()) each.forget();
    for (const held of sessions) await follow(held);
    expect(hidden('caught up')).to.deep.equal([]);
  });

  /** Words that stood in the queue for a while were open then; whoever catches up later finds them no more. */
  const ONCE_OPEN = ['former-question', 'withdrawn-question'];

  function hidden(when: 'live' | 'caught up'): string[] {
    const found: string[] = [];
    for (const [name, each] of lines)
      for (const secret of secrets.in(each.text())) {
        if (when === 'live' && ONCE_OPEN.includes(secret.field)) continue;
        const where = whereOf(name, secret);
        if (!allowed(secret, { where, as: 'live' })) found.push(`${name} hears ${secret.field} (${where})`);
      }
    return found;
  }

  it('writes to each reader only what is theirs', async () => {
    const staff = new Map((await AccountModel.find().lean()).map((row) => [row.email, row]));
    const found: string[] = [];
    for (const { to, subject, html, text, letter } of await Outbox.find().lean())
      for (const secret of secrets.in([to, subject, html, text].join('\n'))) {
        const account = staff.get(to);
        const viewer = people.find(({ actor }) => actor && actor.id === account?._id);
        const own = secrets.in(to).some(({ code }) => code === secret.code);
        const where = account ? viewer && whereOf(viewer.name, secret) : own ? 'own' : undefined;
        if (!allowed(secret, { where, as: 'letters' }))
          found.push(`${letter} shows ${secret.field} (${where})`);
      }
    expect([...new Set(found)]).to.deep.equal([]);
  });

  it('logs nothing of a person, also when a letter cannot be delivered', async () => {
    const [letter] = await Outbox.find({ letter: 'dialogues/letters/rejected' }).lean();
    expect(secrets.in(letter!.html)).to.not.be.empty;
    const at = world.clock.now();
    const again = {
      _id: 'undeliverable',
      to: '<>',
      sentAt: null,
      status: 'waiting',
      createdAt: at,
      nextAt: at,
    };
    await Outbox.create({ ...letter, ...again } as never);
    await world.advance({});
    expect(logged.text).to.include('letter not delivered');
    expect(secrets.in(logged.text).map(({ field }) => field)).to.deep.equal([]);
    expect(logged.text).to.not.include('@kin.example');
  });

  it('has no permission in the table that nobody uses', () => {
    const written = Object.entries(walk.MAY_SEE).flatMap(([field, places]) =>
      Object.entries(places).flatMap(([as, all]) => all.map((where) => `${field} ${as} ${where}`)),
    );
    expect(written.filter((each) => !used.has(each))).to.deep.equal([]);
  });
});
