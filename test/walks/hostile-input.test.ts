import { expect } from 'chai';
import * as cheerio from 'cheerio';
import mongoose from 'mongoose';
import { votesCounted } from '../../server/dialogues/votes/actions.ts';
import { startWorld, type World } from '../support/world.ts';
import { textFields } from './holds.ts';
import { EXCUSED, OPTIONAL, TYPED_AGAIN } from './hostile-input.ts';
import {
  type Attack,
  encoded,
  NEVER,
  NEVER_IN_A_BODY,
  NEVER_REQUIRED,
  ONLY_PROSE,
  ONLY_TEXT,
  SCRIPT,
} from './hostile-values.ts';
import { useMakers } from './makers.ts';
import { prepare } from './prepared-form.ts';
import { ROWS } from './role-matrix.ts';
import { routeKey, SAMPLES, type Stage } from './samples.ts';
import { type Fields, type Sent, sendRaw } from './send.ts';
import { signInAgain, type Viewer, viewers } from './viewers.ts';

const FORMS = ROWS.filter(({ name }) => name.startsWith('POST ') && SAMPLES[name]?.fields);
/** A field that takes so many characters takes all that is only text together. */
const PROSE = 300;
/** Where a page says what is wrong: a summary, the lead of a page of its own, an alert. */
const TOLD = /<[^>]*(?:class="[^"]*\b(?:error-summary|lead)\b|role="alert")[^>]*>([\s\S]{0,2000})/;
/** The same where a program asks, as JSON or XML. */
const TOLD_PROGRAMS = /(?:"description":"|<description>)([^"<]+)/;
/** What requests leave behind that change nothing: sessions, leases, the numbers that were taken. */
const PASSING = ['sessions', 'leases', 'counters', 'readings', 'used-challenges'];

/** Collections whose rows count how often they were changed. */
const VERSIONED = new Set(
  Object.values(mongoose.models)
    .filter(({ schema }) => schema.path('version'))
    .map(({ collection }) => collection.name),
);

describe('hostile input: every field of every form', function () {
  this.timeout(240_000);
  let world: World;
  let people: Viewer[];

  before(async () => {
    world = await startWorld();
    // Without jobs nothing happens by itself: what is stored changes by what is sent alone.
    await world.app.scheduler.stop();
    people = await viewers(world);
    useMakers(world, people);
  });
  after(() => world.stop());

  for (const { name, expected } of FORMS)
    it(name, async () => {
      const one = people.find((each) => expected[each.name] === 'ok');
      // Nobody may: then there is nothing to attack behind the door either.
      if (!one) return;
      const form = await prepared(name, one);
      const found: string[] = [];
      const before = await stored();
      for (const [at, field] of Object.keys(form.fields).entries()) {
        const required = !OPTIONAL.includes(`${name} ${field}`) && !OPTIONAL.includes(field);
        const never = { ...(at === 0 ? NEVER_IN_A_BODY : {}), ...NEVER, ...(required ? NEVER_REQUIRED : {}) };
        for (const [what, attack] of Object.entries(never)) {
          const excused = [field, `${name} ${field}`].some((each) => EXCUSED[each]?.includes(what));
          if (!excused) found.push(...(await refused(form, { field, what, attack })));
        }
      }
      if (found.length === 0) expect(await stored()).to.equal(before);
      const longest = textFields(world.app.routes.find((route) => routeKey(route) === name)!.body);
      for (const field of Object.keys(form.fields))
        for (const [what, attack] of Object.entries(
          (longest.get(field) ?? 0) >= PROSE ? ONLY_PROSE : ONLY_TEXT,
        ))
          found.push(...(await harmless(form, { field, what, attack })));
      expect(found.join('\n')).to.equal('');
    });

  interface Form {
    name: string;
    one: Viewer;
    stage: Stage;
    address: string;
    fields: Fields;
    /** Something was done with it before. */
    again?: boolean;
  }
  interface Try {
    field: string;
    what: string;
    attack: Attack;
  }

  const prepared = async (name: string, one: Viewer): Promise<Form> => {
    return { name, one, ...(await prepare(world, name, name.split(' ')[1]!, one)) };
  };

  /** After a success: what it has used up is made anew; else it serves again, with what its form says now. */
  async function renew(form: Form): Promise<void> {
    const { name, one, stage } = form;
    const used = SAMPLES[name]!.changes;
    Object.assign(
      form,
      used ? await prepared(name, one) : { fields: (await SAMPLES[name]!.fields?.(stage)) ?? {} },
    );
    form.again = !used;
  }

  async function refused(form: Form, { field, what, attack }: Try): Promise<string[]> {
    const sent = await post(form, attack(form.fields, field));
    const faults = [
      ...(sent.status >= 400 && sent.status < 500 ? [] : [`status ${sent.status}`]),
      ...clearText(mainOf(sent)),
      // What cannot be read, or is too long to be read, cannot be shown again either.
      ...([413, 415].includes(sent.status) ? [] : kept(form, field, mainOf(sent))),
    ];
    return faults.map((fault) => `${field} with ${what}: ${fault}`);
  }

  async function harmless(form: Form, attempt: Try): Promise<string[]> {
    const { field, what, attack } = attempt;
    const body = attack(form.fields, field);
    const sent = await post(form, body);
    if (form.again && [404, 409].includes(sent.status)) {
      // It could be done once only.
      Object.assign(form, await prepared(form.name, form.one), { again: false });
      return harmless(form, attempt);
    }
    if (sent.status < 400) {
      const password = new URLSearchParams(body).get('newPassword');
      if (password) form.one.password = password;
      if (SAMPLES[form.name]!.endsSession) await signInAgain(world, form.one);
      const shown = sent.location
        ? await sendRaw(form.one, 'get', new URL(sent.location, world.address))
        : sent;
      await renew(form);
      return escaped(shown).map((fault) => `${field} with ${what}: ${fault}`);
    }
    return [...escaped(sent), ...clearText(mainOf(sent))].map((fault) => `${field} with ${what}: ${fault}`);
  }

  function post({ one, address }: Form, body: string): Promise<Sent> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: world.address };
    const withToken = `${encoded({ _csrf: one.csrf })}&${body}`;
    return sendRaw(one, 'post', new URL(address, world.address), { body: withToken, headers });
  }

  /** What stands in the main part; the frame around it is the same on thousands of pages. */
  function mainOf({ body }: Sent): string {
    const main = body.slice(body.indexOf('<main'), body.lastIndexOf('</main>') + '</main>'.length);
    return main || body;
  }

  const escaped = ({ status, body }: Sent) => [
    ...(status >= 500 ? [`status ${status}`] : []),
    ...(body.includes('<script>alert(1)') || body.includes(SCRIPT) ? ['markup in the page'] : []),
  ];

  /** A person can read what is wrong: a heading or a summary, in Vietnamese, without keys of texts. */
  function clearText(main: string): string[] {
    // What scripts of the page read is no text of it. Thousands of pages: they are not parsed for this.
    const texts = main.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<[^>]*>/g, '\n');
    const keys = texts.match(/\b(errors|feedback|accounts|calendar)\.[a-z-]+[.a-z-]*/g) ?? [];
    const [, told = ''] = TOLD.exec(main) ?? TOLD_PROGRAMS.exec(main) ?? [];
    return [
      ...(told.replace(/<[^>]*>/g, '').trim() ? [] : ['no clear text']),
      ...keys.map((key) => `the key ${key} instead of a text`),
    ];
  }

  /** The other texts that were typed are on the page again. */
  function kept({ name, fields }: Form, field: string, main: string): string[] {
    const typed = Object.entries(fields).filter(
      ([other, value]) => other !== field && TYPED_AGAIN.includes(other) && typeof value === 'string',
    );
    if (typed.length === 0) return [];
    const $ = cheerio.load(main);
    const shown = $('textarea, input, pre, option[selected]').map(
      (_, each) => String($(each).val() ?? '') + $(each).text(),
    );
    const text = shown.get().join('\n');
    return typed
      .filter(([, value]) => !text.includes(value as string))
      .map(([other]) => `${name} lost ${other}`);
  }

  /** A stamp that changes with anything that is stored: how many rows there are, and how often they were changed. */
  async function stored(): Promise<string> {
    // Sums of votes go into the streams a moment after what has changed them.
    await world.app.dispatcher.settled();
    await votesCounted();
    const collections = await mongoose.connection.db!.listCollections({}, { nameOnly: true }).toArray();
    const stamps = collections
      .filter(({ name }) => !PASSING.includes(name))
      .map(async ({ name }) => {
        const rows = mongoose.connection.db!.collection(name);
        const count = await rows.estimatedDocumentCount();
        return `${name} ${count} ${VERSIONED.has(name) ? await versions(rows) : ''}`;
      });
    return (await Promise.all(stamps)).sort().join('\n');
  }

  async function versions(rows: mongoose.mongo.Collection): Promise<number> {
    const [sum] = await rows.aggregate([{ $group: { _id: null, of: { $sum: '$version' } } }]).toArray();
    return sum?.['of'] ?? 0;
  }
});
