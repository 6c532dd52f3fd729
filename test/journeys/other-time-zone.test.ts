import { expect } from 'chai';
import { DateTime } from 'luxon';
import {
  calendarVersion,
  cityCalendar,
  cityDate,
  cityNoon,
  cityTimeZone,
} from '../../server/calendar/index.ts';
import { startCalendar } from '../../server/calendar/load.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { systemContext } from '../../server/platform/context.ts';
import { formatDate } from '../../server/platform/i18n/dates.ts';
import { log } from '../../server/platform/log.ts';
import { Outbox } from '../../server/platform/mail/outbox.ts';
import { castOf, item, UNIT } from '../support/factories.ts';
import { captureLog } from '../support/log-lines.ts';
import { type Colleague, person, signIn } from '../support/people.ts';
import type { Visitor } from '../support/visitor.ts';
import { startWorld, type World } from '../support/world.ts';

interface City {
  zone: string;
  /** Friday, half an hour before the offices close; in the weekend after it the clocks go forward. */
  received: string;
  /** Friday two weeks later: the answer has ten working days. */
  due: string;
  dueUtc: string;
  thursday: string;
  monday: string;
}

const CITIES: City[] = [
  {
    zone: 'Europe/Berlin',
    received: '2026-03-27',
    thursday: '2026-04-09',
    due: '2026-04-10',
    monday: '2026-04-13',
    dueUtc: '20260410T150000Z',
  },
  {
    // Offices close when the next day has begun in Greenwich.
    zone: 'America/Los_Angeles',
    received: '2026-03-06',
    thursday: '2026-03-19',
    due: '2026-03-20',
    monday: '2026-03-23',
    dueUtc: '20260321T000000Z',
  },
];

for (const city of CITIES)
  describe(`a journey: a city in ${city.zone}, while the clocks go forward`, function () {
    this.timeout(120_000);
    let world: World;
    let code: string;
    let official: Visitor;
    let colleague: Colleague;
    const at = (date: string, time: string) =>
      DateTime.fromISO(`${date}T${time}`, { zone: city.zone }).toJSDate();
    const written = (date: string) => DateTime.fromISO(date).toFormat('dd/MM/yyyy');
    const read = async (path: string) =>
      (await world.visitor().get(path)).$('main').text().replace(/\s+/g, ' ');

    before(async () => {
      world = await startWorld({ TIME_ZONE: city.zone });
      await world.advanceTo(at(city.received, '16:30'));
      ({ code } = await item(world, { status: 'assigned' }));
      colleague = await (await castOf(world)).inUnit('official', UNIT);
      official = world.visitor();
      await signIn(official, colleague);
      await world.settled();
    });
    after(() => world?.stop());

    const digests = () =>
      Outbox.countDocuments({ letter: 'notices/letters/digest', to: colleague.actor.email });
    const overdue = async () => (await Feedback.findOne({ code }).lean())!.overdueAt;

    it('has the zone in its calendar', () => {
      expect(cityCalendar().data.timeZone).to.equal(city.zone);
      expect(calendarVersion()).to.equal(1);
    });

    it('promises the answer for the close of its offices, in its own time', async () => {
      expect((await Feedback.findOne({ code }).lean())!.dueAt).to.deep.equal(at(city.due, '17:00'));
      expect(await read(`/feedback/${code}`)).to.include(`17:00, Thứ Sáu, ngày ${written(city.due)}`);
      const passport = await read(`/feedback/${code}/deadline`);
      expect(passport).to.include(`16:30, Thứ Sáu, ngày ${written(city.received)}`);
      expect(passport).to.include(written(city.due));
      const letter = (await Outbox.findOne({ to: 'lan@kin.example' }).sort({ createdAt: 1 }).lean())!;
      expect(letter.text.replace(/\s+/g, ' ')).to.include(`17:00, Thứ Sáu, ngày ${written(city.due)}`);
    });

    it('gives the same moment to the calendars of its staff', async () => {
      const { $ } = await official.get('/account/notices');
      const feed = await fetch(world.address + $('a[href^="/calendar-feed/"]').attr('href'));
      expect(await feed.text()).to.include(`DTEND:${city.dueUtc}`);
    });

    it('shows days as days, whatever Greenwich has', async () => {
      await official.get('/account');
      await official.submit('/account/absence', { from: city.thursday, to: city.monday });
      const { text } = await official.get('/account');
      expect(text).to.include(written(city.thursday)).and.include(written(city.monday));
      await official.submit('/account/absence/end');
      for (const date of [
        '2026-01-01',
        '2026-03-08',
        '2026-03-29',
        '2026-10-25',
        '2026-11-01',
        '2026-12-31',
      ]) {
        expect(formatDate(cityNoon(date), 'date', 'vi', city.zone), date).to.equal(written(date));
        expect(cityDate(cityNoon(date))).to.equal(date);
      }
    });

    it('says tomorrow until midnight and hours after it', async () => {
      await world.advanceTo(at(city.thursday, '23:30'));
      expect(await read(`/feedback/${code}`)).to.include('(ngày mai)');
      await world.advanceTo(at(city.due, '00:30'));
      expect(await read(`/feedback/${code}`)).to.include('(sau 16 giờ nữa)');
    });

    it('calls it late from the close of the offices on, not a minute before', async () => {
      await world.advanceTo(at(city.due, '16:59'));
      expect(await overdue()).to.equal(null);
      await world.advanceTo(at(city.due, '17:01'));
      expect(await overdue()).to.be.instanceOf(Date);
    });

    it('sends the letter of the day when its offices open on Monday', async () => {
      const before = await digests();
      for (const [date, time] of [
        [DateTime.fromISO(city.due).plus({ days: 1 }).toISODate()!, '09:00'],
        [city.monday, '07:59'],
      ] as const) {
        await world.advanceTo(at(date, time));
        expect(await digests(), `${date} ${time}`).to.equal(before);
      }
      await world.advanceTo(at(city.monday, '08:01'));
      expect(await digests()).to.equal(before + 1);
    });
  });

describe('a site that moves to another time zone', function () {
  this.timeout(120_000);
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world?.stop());

  it('counts and shows all dates by the zone of the calendar that was applied', async () => {
    const { code } = await item(world);
    await world.settled();
    const { visitor } = await person(world, 'administrator');
    const page = async () => (await world.visitor().get(`/feedback/${code}`)).$('main').text();
    expect(await page()).to.include('17:00, Thứ Tư, ngày 18/03/2026');
    await visitor.get('/calendar/edit');
    await visitor.submit('#set-hours', { timeZone: 'Europe/Berlin' });
    await visitor.get('/calendar/versions/city-2/preview');
    await visitor.submit('#apply-calendar', { reason: 'Thành phố đổi múi giờ' });
    await world.advance({ minutes: 30 });
    expect(cityTimeZone()).to.equal('Europe/Berlin');
    expect(await page(), 'the same hour on another clock').to.include('17:00, Thứ Tư, ngày 18/03/2026');
    const dueAt = (await Feedback.findOne({ code }).lean())!.dueAt;
    expect(dueAt.toISOString()).to.equal('2026-03-18T16:00:00.000Z');
  });

  it('tells in the log that TIME_ZONE has no word in a site that is there', async () => {
    const caught = captureLog(log);
    await startCalendar(systemContext(world.app.site, 'test'), { timeZone: 'America/New_York' });
    caught.restore();
    expect(caught.text).to.include('TIME_ZONE').and.include('America/New_York').and.include('Europe/Berlin');
    expect(cityTimeZone()).to.equal('Europe/Berlin');
  });
});
