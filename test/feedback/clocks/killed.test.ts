import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { addDay } from '../../../server/calendar/actions/edit-calendar.ts';
import { applyCalendar } from '../../../server/calendar/index.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { Run } from '../../../server/feedback/recalculation/index.ts';
import { Journal } from '../../../server/platform/journal/index.ts';
import { MOST_AT_ONCE } from '../../../server/platform/mail/delivery.ts';
import { Outbox, type OutboxLetter } from '../../../server/platform/mail/outbox.ts';
import { copiesOf } from '../../support/copies.ts';
import { item } from '../../support/factories.ts';
import { type Mailbox, openMailbox } from '../../support/mailbox.ts';
import { colleague } from '../../support/people.ts';
import { WORLD_START, type World } from '../../support/world.ts';
import { type Done, liveAndDie, unborn } from './mortal.ts';
import { type Opened, openOn } from './opened.ts';
import { city } from './scene.ts';

const ITEMS = 60;
const LATE = city('2026-03-19 08:00');

describe('a server that is killed', function () {
  this.timeout(120_000);
  let directory: string;
  let letters: Mailbox;
  let children: ChildProcess[];
  let opened: Opened | undefined;

  beforeEach(async () => {
    // They load while the items are made.
    children = [unborn(), unborn()];
    directory = await mkdtemp(join(tmpdir(), 'killed-'));
    letters = await openMailbox();
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    await opened?.close();
    opened = undefined;
    await letters.close();
    await rm(directory, { recursive: true, force: true });
  });

  const open = async (at: Date) => {
    opened = await openOn(directory, at, letters.url);
    return opened;
  };
  const close = async () => {
    await opened!.close();
    opened = undefined;
  };

  /** Items in work at a unit, each from a sender with an address of its own. */
  async function items(): Promise<World> {
    const { app, clock, settled } = await open(WORLD_START);
    const world = { app, clock } as World;
    const { code } = await item(world, { status: 'assigned', input: { email: 'sender@kin.example' } });
    await settled();
    const { sender } = (await Feedback.findOne({ code }).lean())!;
    await copiesOf(code, ITEMS - 1, (at) => ({
      sender: { ...sender, email: `sender-${at}@kin.example` },
    }));
    letters.clear();
    return world;
  }

  /** Dies twice on its way, each time once so much stands in the store. */
  async function dieTwice(at: Date, deaths: [Done, number][]): Promise<void> {
    for (const [index, until] of deaths.entries()) {
      const life = { directory, at: at.toISOString(), smtpUrl: letters.url, until };
      expect(await liveAndDie(children[index]!, life), `after ${until.join(' ')}`).to.equal('SIGKILL');
    }
  }

  /** What was on its way to the mail server at a kill is never sent again: a person decides. */
  function expectOnce(box: OutboxLetter[]): void {
    const readers = box.map(({ to, about }) => `${to} ${about}`);
    expect(new Set(readers).size, 'one for each reader of each item').to.equal(box.length);
    const uncertain = box.filter(({ status }) => status === 'uncertain');
    expect(uncertain.length, 'what was under way at two kills').to.be.at.most(2 * MOST_AT_ONCE);
    for (const letter of box) {
      const got = letters.to(letter.to).filter(({ subject }) => subject === letter.subject).length;
      if (letter.status === 'uncertain') expect(got).to.be.at.most(1);
      else expect([letter.status, got], `${letter.to} ${letter.subject}`).to.deep.equal(['sent', 1]);
    }
  }

  it('in the middle of a tick, loses nothing, and tells of it once, in the letter of the day', async () => {
    await items();
    await close();
    await dieTwice(LATE, [
      ['marked', 20],
      ['marked', 40],
    ]);

    const { settled } = await open(new Date(LATE.getTime() + 60_000));
    await settled();
    await settled();
    const entries = await Journal.find({ name: 'feedback.overdue' }).lean();
    expect(entries).to.have.length(ITEMS);
    expect(new Set(entries.map(({ subject }) => subject.id)).size).to.equal(ITEMS);
    expect(await Feedback.countDocuments({ overdueAt: null })).to.equal(0);
    expect(await Feedback.countDocuments({ 'pending.0': { $exists: true } })).to.equal(0);
    const box = await Outbox.find({ createdAt: { $gte: LATE } }).lean<OutboxLetter[]>();
    const told = box.filter(({ letter }) => letter === 'notices/letters/digest');
    expect(
      told,
      'the official, the head and, after a day, the coordinator, each of all items',
    ).to.have.length(3);
    expect(
      box.filter(({ about }) => about),
      'of one item',
    ).to.have.length(0);
    expectOnce(box);
  });

  it('in the middle of a recalculation and of its letters, finishes it and tells each sender once', async () => {
    const world = await items();
    const administrator = await colleague(world, 'administrator');
    const storm = { date: '2026-03-09', kind: 'ad_hoc_off' as const, name: { vi: 'Nghỉ tránh bão' } };
    await addDay(administrator.context(), 'city', storm as never);
    await applyCalendar(administrator.context(), 'city-2', { edition: 0, reason: 'Bão số 5' });
    await opened!.app.dispatcher.settled();
    const told = (await Feedback.findOne().lean())!.dueAt;
    await close();
    await dieTwice(new Date(WORLD_START.getTime() + 60_000), [
      ['moved', 20],
      ['sent', 40],
    ]);

    const { settled } = await open(new Date(WORLD_START.getTime() + 120_000));
    await settled();
    await settled();
    expect(await Run.findById('city-2').lean()).to.include({
      state: 'done',
      done: ITEMS,
      total: ITEMS,
      moved: ITEMS,
    });
    const entries = await Journal.find({ name: 'feedback.deadline-recalculated' }).lean();
    expect(entries).to.have.length(ITEMS);
    expect(new Set(entries.map(({ subject }) => subject.id)).size).to.equal(ITEMS);
    for (const { details } of entries) expect(details['dueBefore']).to.deep.equal(told);
    expect(await Feedback.countDocuments({ dueAt: told })).to.equal(0);
    expect(await Feedback.countDocuments({ 'pending.0': { $exists: true } })).to.equal(0);
    const box = await Outbox.find({ letter: /deadline-recalculated-for-/ }).lean<OutboxLetter[]>();
    expect(box, 'the sender and the head').to.have.length(2 * ITEMS);
    expectOnce(box);
  });
});
