import { expect } from 'chai';
import { AccountModel } from '../../server/accounts/model.ts';
import { Case } from '../../server/confidential/model.ts';
import { publicLabel, STATUSES } from '../../server/feedback/item/rules/status.ts';
import { faultDetails, log } from '../../server/platform/log.ts';
import { Outbox, type OutboxLetter } from '../../server/platform/mail/outbox.ts';
import { reviewAnswer } from '../../server/quality-review/index.ts';
import { OTHER_UNIT, UNIT } from '../support/factories.ts';
import { type Watcher, watcher } from '../support/live.ts';
import { captureLog } from '../support/log-lines.ts';
import { giveFactor } from '../support/second-factor.ts';
import { startWorld, type World } from '../support/world.ts';
import { MAY_SEE, type Where } from './hidden-text.ts';
import { type Visited, visitOperations, visitRoutes } from './hidden-text-visits.ts';
import { useMakers } from './makers.ts';
import { unknownCalls } from './samples.ts';
import { newCase, openedByLeaders } from './samples-confidential.ts';
import { formFields } from './samples-feedback.ts';
import { type Known, makeItems } from './scenario.ts';
import { ASKED_UNIT, CONTRIBUTION_STEPS } from './scenario-contributions.ts';
import { hiddenDelays } from './scenario-delays.ts';
import { type Secret, Secrets } from './secrets.ts';
import { send } from './send.ts';
import { showKey, VIEWERS, type Viewer, viewers } from './viewers.ts';

const UNIT_OF: Record<string, string> = {
  official: UNIT,
  head: UNIT,
  'official-elsewhere': OTHER_UNIT,
  'head-elsewhere': OTHER_UNIT,
};

/** Items of other senders: the sender of the walk is a stranger to them. */
const OF_OTHERS = ['submitted', 'accepted', 'transferred', 'in-review', 'answered'];

describe('hidden text: every private field, everywhere, as everybody', function () {
  this.timeout(120_000);
  const secrets = new Secrets();
  let world: World;
  let people: Viewer[];
  let items: Known[];
  /** Items whose receipt key the sender's browser has shown. */
  let own: Known[];
  let watchers: Map<string, Watcher>;
  let lines: { text: string; restore(): void };
  let confidentialCase: { id: string; key: string };
  const used = new Set<string>();

  before(async () => {
    world = await startWorld();
    lines = captureLog(log);
    people = await viewers(world, (name) => ({
      password: `${secrets.word({ field: 'password' })} hoa sen`,
      email: `${name}-viewer@staff.example`,
    }));
    useMakers(world, people);
    watchers = new Map(
      await Promise.all(people.map(async (one) => [one.name, await watcher(one.visitor)] as const)),
    );
    await follow('inbox', UNIT, OTHER_UNIT, 'triage');
    items = await makeItems(world, secrets, (code) => follow('feedback', code));
    own = items.filter(({ name }) => !OF_OTHERS.includes(name));
    items.push(await handedInByForm());
    for (const each of own) await showKey(named('sender'), each);
    await hiddenDelays(secrets, items, named('official').actor!.id);
    await links();
    await withFactor();
    await world.app.dispatcher.settled();
    await reviewed();
    await confidentially();
    await registerMade();
  });

  after(async () => {
    for (const watch of watchers.values()) watch.close();
    lines.restore();
    await world.stop();
  });

  const named = (name: string) => people.find((one) => one.name === name)!;

  async function follow(topic: string, ...ids: string[]): Promise<void> {
    for (const watch of watchers.values()) for (const id of ids) await watch.watch(topic, id);
  }

  /** One item comes by the form, so that there is a receipt page. */
  async function handedInByForm(): Promise<Known> {
    const sender = named('sender');
    const secret = (field: string): Secret & { code?: string } => ({ field });
    const fields = ['sender-email', 'unaccepted-subject', 'unaccepted-text', 'idempotency-key'].map(secret);
    const [email, subject, text, key] = fields.map((each) => secrets.word(each));
    const seen = await sender.visitor.post('/feedback/new', {
      ...formFields('send'),
      email: `${email}@kin.example`,
      subject: `Cây đổ ${subject}`,
      text: `Cây xà cừ ${text} trước cửa nhà tôi.`,
      idempotencyKey: key!,
    });
    const code = /PA-\d{4}-\d{6}/.exec(seen.path)![0];
    for (const each of fields) each.code = code;
    const shown = /[2-9A-Z]{4}(-[2-9A-Z]{4}){3}/.exec(seen.text)![0];
    secrets.add(shown, { field: 'receipt-key', code });
    const item = { name: 'by form', code, key: shown, status: 'submitted', units: [] };
    own.push(item);
    return item;
  }

  /** What the check, the head and the sender said of an answer is for reviewers once one of them has read it. */
  async function reviewed(): Promise<void> {
    const { actor } = named('reviewer');
    const context = {
      site: world.app.site,
      actor: actor!,
      now: world.clock.now(),
      language: 'vi' as const,
      requestId: 'test',
    };
    // What is about the conduct of a unit no reviewer gets.
    const sent = items.filter(
      ({ status, name }) => (status === 'answered' && !name.startsWith('shielded')) || name === 'reopened',
    );
    for (const { code } of sent) await reviewAnswer(context, `${code}.1`, { verdict: 'partial', note: '' });
    await world.app.dispatcher.settled();
  }

  /** One is there, and the leader has opened it. */
  async function confidentially(): Promise<void> {
    const words = `Đòi phong bì ${secrets.word({ field: 'confidential-text' })} ở bộ phận một cửa.`;
    confidentialCase = await newCase(world, words);
    // First in the list, however many the walk makes beside it.
    await Case.updateOne({ _id: confidentialCase.id }, { $set: { dueAt: world.clock.now() } });
    secrets.add(confidentialCase.id, { field: 'confidential-code' });
    secrets.add(confidentialCase.key, { field: 'receipt-key' });
    await openedByLeaders(world, confidentialCase.id);
  }

  /** An invitation and a reset are under way. */
  async function links(): Promise<void> {
    const invitation = {
      name: 'Người Mới',
      email: 'invited@person.example',
      language: 'vi',
      roles: 'leader',
    };
    await send(named('administrator'), 'post', '/accounts/new', invitation);
    await send(named('stranger'), 'post', '/password-reset', { email: 'reviewer-viewer@staff.example' });
  }

  /** Somebody has a second factor. */
  async function withFactor(): Promise<void> {
    const code = 'A2QX-2MPA-9VTC-HR4D';
    const { id } = named('leader').actor!;
    secrets.add(await giveFactor(world, id, { recovery: [code] }), { field: 'factor-key' });
    const { factor } = (await AccountModel.findById(id).lean())!;
    for (const kept of [factor!.secret, ...factor!.recovery]) secrets.add(kept, { field: 'hash' });
    secrets.add(code, { field: 'recovery-code' });
  }

  async function registerMade(): Promise<void> {
    for (const one of people) if (one.token) secrets.add(one.token, { field: 'bearer-token' });
    for (const { visitor } of people) {
      const session = /^s%3A([^.]+)\./.exec(visitor.cookies.get('sid') ?? '')?.[1];
      if (session) secrets.add(session, { field: 'session-id' });
    }
    for (const { passwordHash } of await AccountModel.find().lean())
      if (passwordHash) secrets.add(passwordHash, { field: 'hash' });
    for (const { html } of await Outbox.find().lean())
      for (const [, what, token] of html.matchAll(/\/(invitation|password-reset)\/([\w-]{20,})/g))
        secrets.add(token!, { field: what === 'invitation' ? 'invitation-link' : 'reset-link' });
  }

  /** How somebody stands to the item that a secret belongs to. */
  function whereOf(one: Viewer, secret: Secret, route: string): Where | undefined {
    if (secret.field.startsWith('confidential-'))
      return one.name === 'leader' && route.includes('/confidential/cases') ? 'named' : undefined;
    const item = items.find((each) => each.code === secret.code);
    if (one.name === 'administrator') return route.includes('/outbox') ? 'admin' : undefined;
    if (one.name === 'sender' && route === 'GET /feedback/:code/receipt' && item?.name === 'by form')
      return 'receipt';
    if (one.name === 'sender') return item && own.includes(item) ? 'own' : undefined;
    if (one.name === 'coordinator') return 'city';
    if (one.name === 'leader') return / \/(delay-|appeals)/.test(route) ? 'lead' : undefined;
    if (one.name === 'reviewer') return route.includes('/quality-review/:code') ? 'review' : undefined;
    if (item?.unit && UNIT_OF[one.name] === item.unit) return 'unit';
    return item && UNIT_OF[one.name] === ASKED_UNIT && item.name in CONTRIBUTION_STEPS ? 'part' : undefined;
  }

  function leaks(one: Viewer, visits: Visited[]): string[] {
    const found: string[] = [];
    for (const { call, route, head, body } of visits)
      for (const secret of secrets.in(`${head}\n${body}`)) {
        // A page that is not there says what was asked for.
        if (secret.field === 'shielded-code' && call.includes(secret.code!)) continue;
        if (secret.field === 'confidential-code' && call.includes(confidentialCase.id)) continue;
        const where = whereOf(one, secret, route);
        if (where && MAY_SEE[secret.field]!.pages.includes(where)) used.add(`${secret.field} page ${where}`);
        else found.push(`${one.name}: ${call} shows ${describeSecret(secret)} (${where ?? 'no relation'})`);
      }
    return found;
  }

  const describeSecret = ({ field, code }: Secret) =>
    code ? `${field} of ${code} (${items.find((each) => each.code === code)?.name})` : field;

  it('knows how to call every route and operation', () => {
    expect(unknownCalls(world)).to.deep.equal([]);
    expect(world.app.topics.map(({ name }) => name)).to.deep.equal(['feedback', 'inbox', 'panel']);
  });

  for (const name of VIEWERS)
    it(`shows nothing hidden to: ${name}`, async () => {
      const one = named(name);
      const mine = name === 'sender' ? own : [];
      const visits = [
        ...(await visitOperations(world, one, { items, own: mine })),
        ...(await visitRoutes(world, one, items)),
      ];
      expect(visits.filter(({ status }) => status >= 500).map(({ call }) => call)).to.deep.equal([]);
      expect(leaks(one, visits)).to.deep.equal([]);
    });

  it('finds no hidden text by search', async () => {
    const found: string[] = [];
    for (const [word, secret] of secrets.words()) {
      const response = await fetch(`${world.address}/api/v1/feedback?q=${word}`);
      const { items: hits } = (await response.json()) as { items: unknown[] };
      if (hits.length > 0) found.push(describeSecret(secret));
    }
    expect(found).to.deep.equal([]);
  });

  it('writes to each reader only what is theirs', async () => {
    await world.advance({ days: 25 });
    const staff = new Map((await AccountModel.find().lean()).map((row) => [row.email, row]));
    const found: string[] = [];
    for (const letter of await Outbox.find().lean<OutboxLetter[]>())
      for (const secret of secrets.in(`${letter.to}\n${letter.subject}\n${letter.html}\n${letter.text}`)) {
        const where = readerOf(letter, secret, staff.get(letter.to));
        if (where && MAY_SEE[secret.field]!.letters.includes(where))
          used.add(`${secret.field} letter ${where}`);
        else found.push(`${letter.letter} to ${where ?? 'somebody else'}: ${describeSecret(secret)}`);
      }
    expect([...new Set(found)]).to.deep.equal([]);
    expect(world.letters.all.length).to.be.greaterThan(20);
  });

  function readerOf(
    letter: OutboxLetter,
    secret: Secret,
    account: { roles: string[]; units: string[] } | undefined,
  ): Where | undefined {
    if (!secret.code) return account || letter.to === 'invited@person.example' ? 'person' : undefined;
    if (!account) return secrets.in(letter.to).some(({ code }) => code === secret.code) ? 'own' : undefined;
    if (account.roles.includes('coordinator')) return 'city';
    if (account.roles.includes('leader')) return 'lead';
    const { units, name } = items.find((each) => each.code === secret.code)!;
    if (name in CONTRIBUTION_STEPS && account.units.includes(ASKED_UNIT)) return 'part';
    if (!account.units.some((unit) => units.includes(unit))) return undefined;
    return account.roles.includes('head') ? 'head' : 'off';
  }

  it('tells those watching that something happened, never what', () => {
    const labels = new Set(STATUSES.map((status) => `feedback.${publicLabel(status)}`));
    for (const [name, { updates }] of watchers) {
      const told = secrets.in(JSON.stringify(updates));
      const knowing = ['coordinator', 'sender', 'official-elsewhere', 'head-elsewhere'].includes(name);
      expect(
        told.filter(({ field }) => field !== 'shielded-code' || !knowing),
        name,
      ).to.deep.equal([]);
      for (const update of updates) {
        expect(Object.keys(update).sort()).to.deep.equal(['entryId', 'id', 'name', 'topic']);
        if (update.topic === 'feedback') expect([...labels], name).to.include(update.name);
        else if (update.id === 'triage') expect(name).to.equal('coordinator');
        else expect(UNIT_OF[name]).to.equal(update.id);
      }
    }
    expect(watchers.get('stranger')!.updates).to.not.be.empty;
    expect(watchers.get('head')!.updates.some(({ topic }) => topic === 'inbox')).to.equal(true);
  });

  it('logs nothing of a person, also when something goes wrong', async () => {
    const fault = secrets.word({ field: 'a fault' });
    log.error(faultDetails(new Error(fault)), 'fault');
    const at = world.clock.now();
    const words = { subject: fault, html: fault, text: fault, letter: 'test', language: 'vi' };
    await Outbox.create({ _id: 'undeliverable', to: '<>', ...words, createdAt: at, nextAt: at } as never);
    await world.advance({});
    expect(lines.text).to.include('letter not delivered');
    expect(secrets.in(lines.text)).to.deep.equal([]);
    expect(lines.text).to.not.match(/@(kin|staff)\.example/);
  });

  it('has no permission in the table that nobody uses', () => {
    const written = Object.entries(MAY_SEE).flatMap(([field, { pages, letters }]) => [
      ...pages.map((where) => `${field} page ${where}`),
      ...letters.map((where) => `${field} letter ${where}`),
    ]);
    expect(written.filter((each) => !used.has(each))).to.deep.equal([]);
  });
});
