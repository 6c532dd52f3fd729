import { expect } from 'chai';
import { VOLUME_CLASSES } from '../../server/accountability/volume-classes.ts';
import { Commitment } from '../../server/commitments/model.ts';
import { Dialogue } from '../../server/dialogues/session/model.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { ReadingRow } from '../../server/reading-audit/model.ts';
import { tableOf } from '../../server/settings/index.ts';
import { item } from '../support/factories.ts';
import { type Person, person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const DAY_MS = 86_400_000;

describe('the preview of a rule counts what the change would do:', function () {
  this.timeout(120_000);
  let world: World;
  let administrator: Person;
  let now: Date;
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);

  before(async () => {
    world = await startWorld();
    for (let count = 0; count < 3; count++) await item(world, { status: 'answered' });
    await item(world, { status: 'assigned' });
    await world.advanceTo(new Date('2026-04-10T03:00:00Z'));
    now = new Date('2026-04-10T03:00:00Z');
    administrator = await person(world, 'administrator');
  });
  after(() => world.stop());

  /** Numbers or dates of each row: by the rule before, and by the new one. */
  async function effect(rule: string, fields: Record<string, string | string[]>) {
    const { visitor } = administrator;
    await visitor.get(`/settings/${rule}`);
    const seen = await visitor.submit('#set-rule', {
      validFrom: '2026-04-11',
      basis: 'QĐ 1/2026',
      ...fields,
    });
    expect(seen.status, seen.text).to.equal(200);
    const rows = seen.$('section[aria-labelledby=effect] tbody tr').toArray();
    return rows.map((row) =>
      seen
        .$(row)
        .find('td')
        .toArray()
        .map((cell) => seen.$(cell).text()),
    );
  }

  const promise = (code: string, fields: object) => ({
    ...{ _id: code, code, source: 'PA-2026-000001', unit: 'dept-health', status: 'open', keptAt: null },
    ...{ madeAt: ago(60), dates: [{ dueAt: ago(0) }], ...fields },
  });

  it('promises that would be broken, reminded, or fixed', async () => {
    await Commitment.collection.insertMany([
      promise('CK-2026-9001', { status: 'late', dueAt: ago(20) }),
      promise('CK-2026-9002', { status: 'late', dueAt: ago(5) }),
      promise('CK-2026-9003', { dueAt: ago(-10) }),
      promise('CK-2026-9004', { dueAt: ago(-40), dates: [{ dueAt: ago(0) }, { dueAt: ago(-40) }] }),
      promise('CK-2026-9005', { status: 'late', dueAt: ago(50), keptAt: ago(1) }),
    ] as never[]);
    const rows = await effect('commitment-times', {
      ...{ remindBeforeDays: '15', brokenAfterDays: '10', mostNewDates: '1' },
    });
    expect(rows).to.deep.equal([
      ['0', '1'],
      ['0', '1'],
      ['0', '1'],
    ]);
  });

  it('planned sessions that would be announced too late, and minutes that were', async () => {
    const session = (code: string, fields: object) => ({
      ...{ code, startsAt: ago(30) },
      ...fields,
    });
    await Dialogue.collection.insertMany([
      session('DT-2026-9001', { status: 'draft', startsAt: ago(-12) }),
      session('DT-2026-9002', { status: 'announced', startsAt: ago(-40), announcedAt: ago(1) }),
      session('DT-2026-9003', { status: 'published', endedAt: ago(30), publishedAt: ago(24) }),
      session('DT-2026-9004', { status: 'cancelled', startsAt: ago(-12) }),
    ] as never[]);
    const basis = { 'basis-vi': 'x', 'basis-en': 'x', 'basis-ru': 'x' };
    const rows = await effect('dialogue-times', { announceDays: '30', publishDays: '3', ...basis });
    // They are no whole sessions: other pages cannot read them.
    await Dialogue.collection.deleteMany({});
    expect(rows).to.deep.equal([
      ['0', '1'],
      ['0', '1'],
    ]);
  });

  it('answers that would be open to a second look or an appeal', async () => {
    const answered = await Feedback.find({ status: 'answered' }, { closedAt: 1 }).lean();
    expect(answered).to.have.length(3);
    const days = Math.ceil((now.getTime() - Number(answered[0]!.closedAt)) / DAY_MS);
    const times = (reopen: number) => ({
      ...{ remindAfterDays: '1', reopenWithinDays: String(reopen), appealWithinDays: '60' },
    });
    expect((await effect('after-answer', times(days + 5)))[0]![1]).to.equal('3');
    expect((await effect('after-answer', times(days - 5)))[0]![1]).to.equal('0');
  });

  it('answers of last month that would be read again, for each reviewer', async () => {
    expect(await effect('review-sample', { samplePercent: '100' })).to.have.length(1);
    await person(world, 'reviewer');
    await person(world, 'reviewer');
    const [read, each] = await effect('review-sample', { samplePercent: '100' });
    expect(read![1]).to.equal('3');
    expect(each![1]).to.equal('2');
  });

  it('offices in each class', async () => {
    const [row] = tableOf(VOLUME_CLASSES).rows;
    expect(row!.classes[1]!.from).to.be.above(4);
    expect(await effect('volume-classes', { medium: '2', large: '3' })).to.deep.equal([
      ['0', '1'],
      ['0', '0'],
      ['1', '0'],
      ['0', '1'],
    ]);
  });

  it('offices in each grade, and with a rank', async () => {
    const bands = { excellent: '30', good: '20', fair: '10', average: '5' };
    const rows = await effect('score-rules', { onTime: '6', satisfied: '6', ...bands, leastRanked: '100' });
    expect(rows[0]).to.deep.equal(['0', '1']);
    expect(rows.at(-1)).to.deep.equal(['1', '0']);
  });

  it('offices that would owe dialogues', async () => {
    const rows = await effect('dialogue-duty', { kinds: ['vertical_agency'], perYear: '1' });
    const [[before, after], held, announced, open] = rows.map((row) => row.map(Number)) as [
      number[],
      number[],
      number[],
      number[],
    ];
    expect(after).to.be.above(0).and.below(before!);
    expect(held![1]! + announced![1]! + open![1]!).to.equal(after);
  });

  it('the date of a confidential message, and nothing of those that there are', async () => {
    const [[before, after]] = (await effect('confidential-limits', { answerDays: '3' })) as [string[]];
    expect(after).to.equal('16/04/2026');
    expect(before)
      .to.match(/^\d\d\/\d\d\/2026$/)
      .and.not.equal(after);
  });

  it('offices that would reach each target', async () => {
    const goals = ['online-payment', 'digitised-results', 'procedures-published', 'online-full'];
    const all = Object.fromEntries(goals.map((name) => [name, '50']));
    const rows = await effect('directive-targets', {
      ...{ kinds: ['department'], 'feedback-on-time': '1', ...all },
    });
    expect(Number(rows[0]![1])).to.be.above(0);
    expect(rows.at(-1)).to.deep.equal(['0', '1']);
  });

  it('submissions that would have been sent back for more', async () => {
    const [[before, after]] = (await effect('sender-requirements', { name: 'yes', oneOf: ['address'] })) as [
      string[],
    ];
    expect(before).to.equal('0');
    expect(Number(after)).to.be.above(0);
  });

  it('the dates of the first lists', async () => {
    const rows = await effect('delay-rules', {
      ...{ draftDays: '1', replyDays: '2', publishDay: '20', names: '' },
      ...{ repeatTimes: '2', repeatMonths: '3', origins: '' },
    });
    expect(rows.map(([, after]) => after)).to.deep.equal(['04/05/2026', '06/05/2026', '20/05/2026']);
  });

  it('open items that have reached a point', async () => {
    const point = { 'points-0-measure': 'after', 'points-0-amount': '15', 'points-0-to': ['leader'] };
    const empty = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [`points-${at}-away`, 'yes']).slice(1),
    );
    const rows = await effect('reminders', { ...empty, 'points-0-step': '', ...point });
    expect(rows).to.deep.equal([['0', '1']]);
  });

  it('readings that would go', async () => {
    const reading = (id: string, days: number) => ({
      _id: id,
      at: ago(days),
      by: 'a',
      name: 'A',
      what: 'item',
    });
    await ReadingRow.collection.insertMany([reading('old', 100), reading('new', 3)] as never[]);
    const [[before, after]] = (await effect('reading-audit', { keepMonths: '1' })) as [string[]];
    expect([before, after]).to.deep.equal(['0', '1']);
  });
});
