import { expect } from 'chai';
import {
  acceptFeedback,
  apologiseFeedback,
  approveAnswer,
  returnAnswer,
  routeFeedback,
  submitAnswer,
  transferFeedback,
} from '../../server/feedback/index.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { castOf, item, OTHER_UNIT, UNIT } from '../support/factories.ts';
import { api } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const PRIVATE = 'Nỗi niềm riêng';
/** The head's reason, should the check of the answer ask for one. */
const APPROVED = { override: 'Việc đơn giản, câu trả lời đã đủ ý.' };

/** Handed in on Wednesday, 4 March, 10:00: due on Wednesday, 18 March, 17:00. */
describe('who was late', function () {
  this.timeout(120_000);
  let world: World;
  const codes: Record<string, string> = {};

  before(async () => {
    world = await startWorld();
    const make = async (name: string, wishes: Parameters<typeof item>[1]) => {
      const input = { subject: `${PRIVATE} ${name}`, ...wishes?.input };
      codes[name] = (await item(world, { ...wishes, input })).code;
    };
    await make('answered in time', { status: 'in-review' });
    await make('answered late', { status: 'assigned' });
    await make('open', { status: 'assigned' });
    await make('passed on', { status: 'assigned', from: OTHER_UNIT });
    await make('kept too long', { status: 'submitted' });
    await make('unscreened', {});
    await make('waiting', { status: 'waiting' });
    const cast = await castOf(world);
    const coordinator = () => cast.coordinator.context();
    const head = await cast.inUnit('head', UNIT);
    const official = await cast.inUnit('official', UNIT);
    const other = await cast.inUnit('head', OTHER_UNIT);

    await acceptFeedback(coordinator(), codes['kept too long']!, undefined);
    await routeFeedback(coordinator(), codes['kept too long']!, {
      unit: OTHER_UNIT,
      reason: 'Việc thuộc đơn vị này.',
    });
    // Ten working days with the wrong unit; five are allowed.
    at('2026-03-18T10:00');
    await approveAnswer(head.context(), codes['answered in time']!, APPROVED);
    await transferFeedback(other.context(), codes['kept too long']!, {
      unit: UNIT,
      reason: 'Việc của đơn vị kia.',
    });

    at('2026-03-20T10:00');
    const late = codes['answered late']!;
    await apologiseFeedback(head.context(), late, {
      cause: 'site-visit',
      reason: 'Chúng tôi phải kiểm tra thực địa.',
      promisedAt: new Date('2026-03-25T17:00:00+07:00'),
    });
    const answer = {
      outcome: 'accepted' as const,
      text: 'Sở sẽ cắt tỉa cây này trước ngày 15/4/2026. Người phụ trách: Phòng Hạ tầng.',
      reason: 'Việc đơn giản.',
    };
    await submitAnswer(official.context(), late, answer);
    // Sent back by the head: the clock runs on.
    await returnAnswer(head.context(), late, 'Cần nêu rõ ngày hoàn thành.');
    at('2026-03-23T10:00');
    await submitAnswer(official.context(), late, answer);
    await approveAnswer(head.context(), late, APPROVED);
    at('2026-04-02T10:00');
    // Figures follow the journal.
    await world.settled();
  });
  after(() => world?.stop());

  const at = (time: string) => world.clock.moveTo(new Date(`${time}:00+07:00`));
  const list = async (query = '', month = '2026-03') =>
    (await api(world)('get', `/delays/${month}${query}`)).body;
  const row = (body: { items: { code: string }[] }, name: string): any =>
    body.items.find(({ code }) => code === codes[name]);
  const lost = (each: { lost: { unit: { slug: string } | null; days: number }[] }) =>
    each.lost.map(({ unit, days }) => [unit?.slug ?? null, days]);

  it('lists what was answered late or is open past its date, and nothing else', async () => {
    const body = await list();
    expect(body.running).to.equal(false);
    expect(body.asOf).to.equal('2026-03-31T17:00:00.000Z');
    const listed = body.items.map(({ code }: { code: string }) => code).sort();
    const expected = ['answered late', 'open', 'passed on', 'kept too long', 'unscreened'].map(
      (name) => codes[name]!,
    );
    expect(listed).to.deep.equal(expected.sort());
  });

  it('counts working days, with cause and apology', async () => {
    const body = await list();
    // 18 March 17:00 to 23 March 10:00: Thursday, Friday, and Monday begun.
    expect(row(body, 'answered late')).to.include({
      state: 'answered-late',
      daysLate: 3,
      cause: 'site-visit',
      apologised: true,
      extended: false,
    });
    expect(row(body, 'open')).to.include({
      state: 'open-late',
      daysLate: 9,
      cause: null,
      apologised: false,
      closedAt: null,
    });
  });

  it('books the days on who lost them', async () => {
    const body = await list();
    expect(lost(row(body, 'answered late'))).to.deep.equal([[UNIT, 3]]);
    expect(lost(row(body, 'unscreened'))).to.deep.equal([[null, 9]]);
    // Passed on at once: the other unit is not late.
    expect(lost(row(body, 'passed on'))).to.deep.equal([[UNIT, 9]]);
    // Passed on in the tenth day, four and a quarter too late: of nine days four are the other unit's.
    const shares = new Map(lost(row(body, 'kept too long')) as [string, number][]);
    expect(shares.get(OTHER_UNIT)).to.equal(4);
    expect(shares.get(UNIT)).to.equal(5);
  });

  it('adds up by unit, in classes of volume', async () => {
    const { units } = await list();
    const of = (slug: string | null) => units.find(({ unit }: any) => (unit?.slug ?? null) === slug);
    expect(of(UNIT)).to.include({
      volume: 5,
      late: 4,
      open: 3,
      daysLost: 26,
      apologised: 1,
      volumeClass: 'small',
    });
    expect(of(OTHER_UNIT)).to.include({ volume: 1, late: 1, open: 1, daysLost: 4, volumeClass: 'small' });
    expect(of(null)).to.include({ volume: 7, late: 1, daysLost: 9, volumeClass: null });
  });

  it('narrows to a unit', async () => {
    const body = await list(`?unit=${OTHER_UNIT}`);
    expect(body.items.map(({ code }: any) => code)).to.deep.equal([codes['kept too long']]);
    expect(body.units.map(({ unit }: any) => unit.slug)).to.deep.equal([OTHER_UNIT]);
  });

  it('tells the next month what is open then', async () => {
    const body = await list('', '2026-04');
    expect(body.running).to.equal(true);
    expect(row(body, 'answered late')).to.equal(undefined);
    expect(row(body, 'open').daysLate).to.equal(11);
  });

  it('marks what was extended before its date', async () => {
    const when = { extensions: [{ amount: 1, unit: 'working_days', reason: 'x', at: world.clock.now() }] };
    await Feedback.updateOne({ code: codes['open']! }, { $set: when });
    // The list is kept for half a minute.
    expect(row(await list(), 'open').extended).to.equal(false);
    world.clock.moveBy(60_000);
    expect(row(await list(), 'open').extended).to.equal(true);
  });

  it('refuses what is no month, a month to come, and unknown units', async () => {
    const call = api(world);
    for (const path of [
      '/delays/2026-13',
      '/delays/march',
      '/delays/2026-05',
      '/delays/2026-03?unit=nowhere',
    ])
      expect((await call('get', path)).status, path).to.equal(404);
    expect((await call('get', '/delays/2026-03?unit=A%20b')).status).to.equal(422);
    const visitor = world.visitor();
    for (const path of [
      '/delays/2026-13',
      '/delays/2026-05',
      '/delays?unit=nowhere',
      '/delays/2026-05/list.csv',
    ])
      expect((await visitor.get(path)).status, path).to.equal(404);
  });

  it('stands on pages that everybody can find', async () => {
    const visitor = world.visitor();
    const home = await visitor.get('/');
    expect(home.$('a[href="/delays"]').length).to.be.above(0);
    const months = await visitor.get('/delays');
    expect(
      months
        .$('main a[href^="/delays/"]')
        .toArray()
        .map((link) => months.$(link).attr('href')),
    ).to.deep.equal(['/delays/2026-04', '/delays/2026-03']);
    const month = await visitor.get('/delays/2026-03');
    expect(month.status).to.equal(200);
    for (const name of ['answered late', 'open', 'unscreened']) expect(month.text).to.contain(codes[name]!);
    const unit = await visitor.get(`/units/${UNIT}`);
    expect(unit.$(`a[href="/delays/2026-04?unit=${UNIT}"]`).length).to.equal(1);
  });

  it('says so when nothing was late', async () => {
    const seen = await world.visitor().get('/delays/2026-02');
    expect(seen.status).to.equal(200);
    expect(seen.text).to.contain('không có phản ánh nào trễ hạn');
  });

  it('shows no text of a sender and no name of an official, in any language', async () => {
    const cast = await castOf(world);
    const names = [
      (await cast.inUnit('official', UNIT)).actor.name,
      (await cast.inUnit('head', UNIT)).actor.name,
    ];
    const visitor = world.visitor();
    for (const language of ['vi', 'en', 'ru']) {
      visitor.language = language;
      for (const path of ['/delays/2026-03', '/delays/2026-03/list.csv', '/delays']) {
        const { html, text } = await visitor.get(path);
        for (const hidden of [PRIVATE, 'kiểm tra thực địa', ...names]) expect(html).to.not.contain(hidden);
        expect(text).to.not.match(/accountability\.[a-z]/);
      }
    }
  });

  it('can be downloaded, a line for each who lost time', async () => {
    const response = await fetch(`${world.address}/delays/2026-03/list.csv`, {
      headers: { 'accept-language': 'en' },
    });
    expect(response.headers.get('content-type')).to.equal('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).to.contain('delays-2026-03.csv');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).to.deep.equal([0xef, 0xbb, 0xbf]);
    const lines = bytes.toString('utf8').trim().split('\r\n');
    expect(lines[0]).to.match(/^.?Code,Procedure,State,Due/);
    expect(lines.length).to.equal(1 + 6);
    expect(lines.find((line) => line.startsWith(codes['answered late']!)))
      .to.contain(',2026-03-18,2026-03-23,3,')
      .and.contain('The place had to be inspected,yes,2026-03-25,no');
  });
});
