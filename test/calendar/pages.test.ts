import { expect } from 'chai';
import { calendarVersion, cityCalendar, cityTimeZone, isWorkingDay } from '../../server/calendar/index.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import { loadUnits } from '../../server/units/index.ts';
import { UnitModel } from '../../server/units/model.ts';
import { type Person, person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

describe('calendar at the doors', () => {
  let world: World;
  let administrator: Person;
  let coordinator: Person;
  before(async () => {
    world = await startWorld();
    administrator = await person(world, 'administrator');
    coordinator = await person(world, 'coordinator');
  });
  after(() => world.stop());

  const edit = (one: Person, fields: Record<string, string | string[]>) =>
    one.visitor.post('/calendar/edit', { of: 'city', ...fields });
  const open = (one: Person, path = '/calendar/edit') => one.visitor.get(path);

  it('shows the days off of a year with official and provisional years apart', async () => {
    const { $, text, status } = await world.visitor().get('/calendar?year=2026');
    expect(status).to.equal(200);
    expect($('time[datetime="2026-02-17"]').closest('tr').text()).to.include('Tết Nguyên đán');
    expect($('time[datetime="2026-01-10"]').closest('tr').text()).to.include('Ngày làm bù');
    expect(text).to.include('249 ngày làm việc').and.include('08:00–12:00, 13:00–17:00');
    expect($('.notice')).to.have.lengthOf(0);
    const month = (at: number) => $('.year > div').eq(at);
    const numbers = (at: number, kind: string) =>
      month(at)
        .find(`.${kind}`)
        .toArray()
        .map((cell) => $(cell).text());
    // Thursday is the first day of 2026; the Saturday of the tenth is worked.
    expect(month(0).find('i')).to.have.lengthOf(3);
    expect(numbers(0, 'is-listed')).to.deep.equal(['1', '2']);
    expect(numbers(0, 'is-worked')).to.deep.equal(['10']);
    expect(numbers(0, 'is-off')).to.include.members(['3', '4', '11', '31']).and.not.include('10');
    expect(month(1).find('span')).to.have.lengthOf(28);
    // The Government's word for the bridge in August has not been compared with its source.
    const unverified = $('.unverified').toArray();
    expect(unverified.map((mark) => $(mark).closest('tr').find('time').attr('datetime'))).to.deep.equal([
      '2026-08-22',
      '2026-08-31',
      '2026-11-24',
    ]);
    expect(text).to.include('Thứ Bảy làm bù cho ngày 31/08/2026');
    const later = await world.visitor().get('/calendar?year=2028');
    expect(later.$('.notice').text()).to.include('tạm tính');
    const unknown = await world.visitor().get('/calendar?year=2100');
    expect(unknown.$('.notice').text()).to.include('Chưa có lịch nghỉ');
  });

  it('answers a year outside the horizon and an unknown unit without a fault', async () => {
    expect((await world.visitor().get('/calendar?year=1')).status).to.equal(422);
    expect((await world.visitor().get('/calendar?of=dept-nowhere')).status).to.equal(404);
    expect((await world.visitor().get('/calendar.ics?of=dept-nowhere')).status).to.equal(404);
  });

  it('reads well in every language: no loose key', async () => {
    for (const language of ['vi', 'en', 'ru']) {
      for (const path of ['/calendar?year=2027', '/limits']) {
        const visitor = world.visitor();
        visitor.language = language;
        const { text } = await visitor.get(path);
        expect(text, `${language} ${path}`).to.not.match(/calendar\.[a-z]|feedback\.[a-z]|\{\{|undefined/);
      }
      for (const path of ['/calendar/edit', '/limits/edit', '/calendar/versions']) {
        administrator.visitor.language = language;
        const { text, status } = await administrator.visitor.get(path);
        expect(status).to.equal(200);
        expect(text, `${language} ${path}`).to.not.match(/calendar\.[a-z]|feedback\.[a-z]|\{\{|undefined/);
      }
    }
    administrator.visitor.language = 'vi';
  });

  it('gives the calendar as a file that it can read back', async () => {
    const response = await fetch(`${world.address}/calendar.ics`);
    expect(response.headers.get('content-type')).to.include('text/calendar');
    const text = await response.text();
    expect(text).to.include('DTSTART;VALUE=DATE:20260217').and.include('X-DAY-KIND:swap_work');
    await open(administrator);
    const { status } = await edit(administrator, { act: 'import', ical: text });
    expect(status).to.equal(200);
    expect(administrator.visitor.last!.$('[aria-labelledby=report]').text()).to.match(/\d+ ngày đã có sẵn/);
    await edit(administrator, { act: 'discard' });
  });

  it('keeps a day off in a draft: nothing is counted by it, and it is not public', async () => {
    await open(administrator);
    const { $, status } = await edit(administrator, {
      act: 'add-day',
      date: '2026-03-12',
      kind: 'ad_hoc_off',
      nameVi: 'Nghỉ tránh bão',
    });
    expect(status).to.equal(200);
    expect($('[aria-labelledby=draft]').text()).to.include('Bản nháp số').and.include('Nghỉ tránh bão');
    expect(isWorkingDay(cityCalendar(), '2026-03-12')).to.equal(true);
    expect((await world.visitor().get('/calendar?year=2026')).text).to.not.include('tránh bão');
    await edit(administrator, { act: 'discard' });
    expect(administrator.visitor.last!.text).to.include('Chưa có bản nháp');
  });

  it('switches Culture Day off and on again, and removes it', async () => {
    await open(administrator, '/calendar/edit?year=2026');
    const day = { date: '2026-11-24', kind: 'holiday' };
    const row = () =>
      administrator.visitor.last!.$('form[data-day="2026-11-24 holiday"]').closest('tr').text();
    expect(row()).to.include('Bật');
    await edit(administrator, { act: 'switch-day', ...day });
    expect(row()).to.include('Tắt');
    expect(administrator.visitor.last!.$('[aria-labelledby=draft]').text()).to.include('Tắt ngày');
    await edit(administrator, { act: 'switch-day', ...day });
    expect(administrator.visitor.last!.text).to.include('không khác lịch đang áp dụng');
    await edit(administrator, { act: 'remove-day', ...day });
    expect(row()).to.equal('');
    expect((await edit(administrator, { act: 'remove-day', ...day })).status).to.equal(404);
    await open(administrator);
    await edit(administrator, { act: 'discard' });
  });

  it('names contradictions at the field and keeps what was typed', async () => {
    await open(administrator);
    const off = { act: 'add-day', kind: 'ad_hoc_off', nameVi: 'Nghỉ <b>đột xuất</b>' };
    const clash = await edit(administrator, { ...off, date: '2026-04-30' });
    expect(clash.status).to.equal(422);
    expect(clash.$('#date-error').text()).to.include('30/04/2026');
    expect(clash.$('#nameVi').attr('value')).to.equal('Nghỉ <b>đột xuất</b>');
    const wrong = await edit(administrator, { ...off, date: '2026-02-30' });
    expect(wrong.$('#date-error').text()).to.include('“2026-02-30”');
    const hours = await edit(administrator, {
      ...off,
      kind: 'ad_hoc_work',
      date: '2026-03-14',
      dayHours: '08:00-12:00, 11:00-13:00',
    });
    expect(hours.$('#dayHours-error').text()).to.include('08:00–12:00').and.include('11:00–13:00');
    expect(hours.$('#dayHours').attr('value')).to.equal('08:00-12:00, 11:00-13:00');
    const kind = await edit(administrator, { ...off, kind: 'party', date: '2026-03-14' });
    expect(kind.status).to.equal(422);
    expect((await edit(administrator, { act: 'explode' })).status).to.equal(422);
    expect((await open(administrator)).text).to.include('Chưa có bản nháp');
  });

  it('takes several stretches of hours as people write them', async () => {
    await open(administrator);
    const week = ['mon', 'tue', 'wed', 'thu', 'fri'];
    const wrong = await edit(administrator, { act: 'hours', week, officeHours: '8h-12h, 17:00-13:00' });
    expect(wrong.status).to.equal(422);
    expect(wrong.$('#officeHours-error').text()).to.include('17:00–13:00');
    expect(wrong.$('#officeHours').attr('value')).to.equal('8h-12h, 17:00-13:00');
    const none = await edit(administrator, { act: 'hours', officeHours: '08:00-12:00' });
    expect(none.status).to.equal(422);
    expect(none.$('#week .error').text()).to.include('ngày làm việc trong tuần');
    const good = await edit(administrator, { act: 'hours', week, officeHours: '7h30 - 11h30; 13:00-17:00' });
    expect(good.$('#officeHours').attr('value')).to.equal('07:30–11:30, 13:00–17:00');
    const summer = { act: 'add-hours', from: '2026-05-16', until: '2026-08-15', otherHours: '07:00-11:00' };
    await edit(administrator, summer);
    const again = await edit(administrator, { ...summer, weekdays: [] });
    expect(again.status).to.equal(422);
    expect(again.$('#otherHours-error').text()).to.include('16/05/2026');
    await edit(administrator, { act: 'remove-hours', index: '0' });
    expect(administrator.visitor.last!.$('form[data-hours]')).to.have.lengthOf(0);
    await edit(administrator, { act: 'discard' });
  });

  it('takes the time zone of the city, and no other name for one', async () => {
    await open(administrator);
    const hours = { act: 'hours', week: ['mon', 'tue', 'wed', 'thu', 'fri'], officeHours: '08:00-12:00' };
    const wrong = await edit(administrator, { ...hours, timeZone: 'Asia/Hà Nội' });
    expect(wrong.status).to.equal(422);
    expect(wrong.$('#timeZone-error').text()).to.include('Không có múi giờ “Asia/Hà Nội”');
    expect(wrong.$('#timeZone').attr('value')).to.equal('Asia/Hà Nội');
    const good = await edit(administrator, { ...hours, timeZone: 'Asia/Tokyo' });
    expect(good.$('#timeZone').attr('value')).to.equal('Asia/Tokyo');
    expect(good.text).to.include('Đổi múi giờ');
    expect(cityTimeZone(), 'until it is applied').to.equal('Asia/Ho_Chi_Minh');
    await edit(administrator, { act: 'discard' });
  });

  it('lets a coordinator close a day on short notice, and change nothing else', async () => {
    await open(coordinator);
    const storm = { act: 'add-day', date: '2026-03-16', kind: 'ad_hoc_off', nameVi: 'Nghỉ tránh bão' };
    expect((await edit(coordinator, storm)).status).to.equal(200);
    expect((await edit(coordinator, { ...storm, date: '2026-03-17', kind: 'holiday' })).status).to.equal(403);
    expect(
      (await edit(coordinator, { act: 'switch-day', date: '2026-11-24', kind: 'holiday' })).status,
    ).to.equal(403);
    expect((await edit(coordinator, { act: 'confirm-year', year: '2027' })).status).to.equal(403);
    await open(administrator);
    await edit(administrator, { act: 'switch-day', date: '2026-11-24', kind: 'holiday' });
    const seen = await coordinator.visitor.get('/calendar/versions');
    const preview = seen.$('a[href$="/preview"]').attr('href')!;
    const whole = await administrator.visitor.get(preview);
    expect(whole.text).to.include('Nghỉ tránh bão').and.include('Tắt ngày');
    const part = await administrator.visitor.get(whole.$('a[href$="part=ad-hoc"]').attr('href')!);
    const own = await coordinator.visitor.get(preview);
    for (const { text } of [part, own])
      expect(text)
        .to.include('Nghỉ tránh bão')
        .and.include('còn 1 thay đổi khác')
        .and.not.include('Tắt ngày');
    await coordinator.visitor.submit('#apply-calendar', { reason: 'Bão số 5' });
    expect(isWorkingDay(cityCalendar(), '2026-03-16')).to.equal(false);
    expect(isWorkingDay(cityCalendar(), '2026-11-24')).to.equal(false);
    await world.settled();
    const { $ } = await open(administrator);
    expect($('[aria-labelledby=draft]').text()).to.include('Tắt ngày').and.not.include('tránh bão');
    const rest = await coordinator.visitor.get($('a[href$="/preview"]').attr('href')!);
    expect(rest.text).to.include('chỉ quản trị viên');
    const path = rest.path.replace('/preview', '/application');
    expect((await coordinator.visitor.post(path, { edition: '0', reason: 'Bão số 5' })).status).to.equal(403);
    await open(administrator);
    await edit(administrator, { act: 'discard' });
  });

  it('confirms a projected year', async () => {
    await open(administrator, '/calendar/edit?year=2026');
    await edit(administrator, { act: 'confirm-year', year: '2026', shownYear: '2026' });
    expect(administrator.visitor.last!.$('.unverified, #confirm-year')).to.have.lengthOf(0);
    await open(administrator, '/calendar/edit?year=2027');
    await edit(administrator, { act: 'confirm-year', year: '2027', shownYear: '2027' });
    const { $ } = await open(administrator, '/calendar/edit?year=2027');
    expect($('#confirm-year')).to.have.lengthOf(0);
    expect((await open(administrator, '/calendar/edit?year=2028')).$('#confirm-year')).to.have.lengthOf(1);
    await edit(administrator, { act: 'discard' });
  });

  it('gives a unit hours of its own, and it keeps the days off of the city', async () => {
    await open(administrator, '/calendar/edit?of=police');
    expect(administrator.visitor.last!.status).to.equal(404);
    const of = 'dept-health';
    const city = calendarVersion();
    await open(administrator, `/calendar/edit?of=${of}`);
    const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
    await edit(administrator, { act: 'hours', of, week, officeHours: '07:30-11:30, 13:30-17:00' });
    const preview = await administrator.visitor.get(`/calendar/versions/${of}-1/preview`);
    expect(preview.text).to.include('không làm đổi hạn trả lời');
    await administrator.visitor.submit('#apply-calendar', { reason: 'Giờ làm việc của Sở' });
    const shown = await world.visitor().get(`/calendar?of=${of}&year=2026`);
    expect(shown.text).to.include('07:30–11:30').and.include('Thứ Bảy').and.include('Tết Nguyên đán');
    expect(calendarVersion()).to.equal(city);
  });

  it('journals each change under its name', async () => {
    await world.settled();
    const names = await Journal.distinct('name', { name: /^calendar\./ });
    expect(names).to.include.members(['calendar.seeded', 'calendar.day-added', 'calendar.applied']);
  });

  describe('import of hostile files', () => {
    const event = (lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
    const file = (...events: string[][]) =>
      ['BEGIN:VCALENDAR', ...events.flat(), 'END:VCALENDAR'].join('\r\n');

    for (const [what, ical] of [
      ['no calendar', 'hello'],
      ['markup', '<script>alert(1)</script>'],
      ['an end that nothing began', 'BEGIN:VCALENDAR\r\nEND:VEVENT\r\nEND:VCALENDAR'],
      ['only an event without a start', file(event(['SUMMARY:x']))],
      ['only repetition', file(event(['DTSTART;VALUE=DATE:20260310', 'RRULE:FREQ=DAILY']))],
      [
        'an event of a thousand years',
        file(event(['DTSTART;VALUE=DATE:20260310', 'DTEND;VALUE=DATE:30260310'])),
      ],
      ['an empty calendar', file()],
    ] as const)
      it(`refuses ${what} and keeps the text`, async () => {
        await open(administrator);
        const { status, $, html } = await edit(administrator, { act: 'import', ical });
        expect(status).to.equal(422);
        expect($('#ical-error').text())
          .to.match(/\S/)
          .and.not.match(/calendar\.|undefined/);
        expect($('#ical').text().replace(/\r?\n/g, '\n')).to.equal(ical.replace(/\r?\n/g, '\n'));
        expect(html).to.not.include('<script>alert');
      });

    it('takes a file as it takes its text, and says when it is none', async () => {
      const upload = (bytes: Uint8Array<ArrayBuffer>) =>
        administrator.visitor.upload(
          '/calendar/edit',
          { act: 'import', of: 'city', icalKind: 'ad_hoc_off', shownYear: '2026' },
          { field: 'icalFile', name: 'nghi.ics', bytes },
        );
      const bytesOf = (text: string) => new TextEncoder().encode(text);
      await open(administrator);
      const taken = await upload(bytesOf(file(event(['DTSTART;VALUE=DATE:20260312', 'SUMMARY:Nghỉ bão']))));
      expect(taken.$('[aria-labelledby=report]').text()).to.include('12/03/2026');
      expect(taken.text).to.include('Nghỉ bão');
      await edit(administrator, { act: 'discard' });
      const wrong = await upload(bytesOf('BEGIN:VCALENDAR\r\nEND:VEVENT'));
      expect(wrong.$('#ical-error').text()).to.include('Dòng 2');
      expect(wrong.$('details[open] #ical').text()).to.include('END:VEVENT');
      const bytes = await upload(new Uint8Array([0x42, 0xff, 0xfe, 0x00]));
      expect(bytes.$('#icalFile-error').text()).to.include('UTF-8');
      const long = await upload(new Uint8Array(1024 * 1024 + 1));
      expect([long.status, long.$('#icalFile-error').text()]).to.deep.equal([
        422,
        'Tệp quá lớn: nhiều nhất 1 MB.',
      ]);
      const none = await edit(administrator, { act: 'import' });
      expect(none.$('#ical-error').text()).to.include('Hãy chọn tệp');
    });

    it('takes what is good, reports what is not, and replaces only when told to', async () => {
      const ical = file(
        event(['DTSTART;VALUE=DATE:20260312', 'SUMMARY:Ngày \\; <i>tốt</i>']),
        event(['DTSTART;VALUE=DATE:20260230', 'SUMMARY:Ngày sai']),
        event(['DTSTART;VALUE=DATE:20260110', 'SUMMARY:Trùng ngày làm bù']),
      );
      await open(administrator);
      await edit(administrator, { act: 'import', ical, icalKind: 'ad_hoc_off', shownYear: '2026' });
      const report = () => administrator.visitor.last!.$('[aria-labelledby=report]').text();
      expect(report()).to.include('12/03/2026').and.include('Giữ nguyên 1 ngày').and.include('Dòng 7');
      expect(administrator.visitor.last!.html).to.include('&lt;i&gt;tốt');
      await edit(administrator, { act: 'import', ical, icalKind: 'ad_hoc_off', replace: 'yes' });
      expect(report()).to.include('Thay 1 ngày: 10/01/2026');
      await edit(administrator, { act: 'discard' });
    });
  });

  it('offers hours of their own to the units of today, not to those of the day of the start', async () => {
    const offered = async () => (await open(administrator)).$('#of option[value="dept-health"]').length;
    await UnitModel.updateOne({ slug: 'dept-health' }, { validTo: '2026-12-31' });
    await loadUnits();
    expect(await offered()).to.equal(1);
    world.clock.moveTo(new Date('2027-01-04T03:00:00Z'));
    expect(await offered()).to.equal(0);
  });
});
