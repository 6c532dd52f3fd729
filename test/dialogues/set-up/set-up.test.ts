import { expect } from 'chai';
import { cityMinute } from '../../../server/calendar/index.ts';
import { approveQuestion } from '../../../server/dialogues/index.ts';
import { Dialogue } from '../../../server/dialogues/session/model.ts';
import { api, type Person, person, tokenFor } from '../../support/people.ts';
import type { Seen } from '../../support/visitor.ts';
import { startWorld, type World } from '../../support/world.ts';
import { PANEL_UNIT, questionNow, REGULATION, type Scene, scene } from '../scene.ts';

const TITLE = 'Cấp phép chặt hạ cây xanh';

describe('dialogues: setting up, list, calendar, export, API', function () {
  this.timeout(60_000);
  let world: World;
  let on: Scene;
  let planner: Person;
  let typed: Record<string, string | string[]>;

  before(async () => {
    world = await startWorld();
    on = await scene(world);
    planner = await person(world, 'coordinator');
    typed = {
      title: TITLE,
      description: 'Ai được chặt cây, khi nào, xin phép ở đâu.',
      startsAt: '2026-03-20T14:00',
      endsAt: '2026-03-20T16:30',
      chair: on.chair.actor.id,
      moderators: [on.moderator.actor.id, on.outsider.actor.id],
      units: PANEL_UNIT,
      regulations: REGULATION,
      agenda: '15 – Khai mạc\n120 phút - Hỏi và đáp',
    };
  });
  after(() => world.stop());

  const create = async (more: Record<string, string | string[]> = {}): Promise<Seen> => {
    await planner.visitor.get('/dialogues/new');
    return planner.visitor.submit('/dialogues/new', { ...typed, ...more });
  };
  const codeOf = ({ path }: Seen) => /DT-\d{4}-\d{4}/.exec(path)![0];

  it('shows the form again with what was typed, and says what is wrong', async () => {
    const seen = await create({ chair: '', agenda: 'Khai mạc trước', endsAt: '2026-03-20T13:00' });
    expect(seen.status).to.equal(422);
    expect(seen.$('#title').val()).to.equal(TITLE);
    expect(seen.$('input[name=units]:checked').val()).to.equal(PANEL_UNIT);
    expect(seen.$('input[name=moderators]:checked')).to.have.length(2);
    expect(seen.$('textarea[name=agenda]').text()).to.equal('Khai mạc trước');
    expect(seen.text).to.include('Mỗi dòng ghi số phút rồi tên mục');
    const late = await create({ endsAt: '2026-03-20T13:00' });
    expect(late.text).to.include('Giờ kết thúc phải sau giờ bắt đầu.');
  });

  it('goes from the form to the announced page', async () => {
    const set = await create();
    const code = codeOf(set);
    expect(set.path).to.equal(`/dialogues/${code}/announcement`);
    expect(await Dialogue.findOne({ code }).lean()).to.deep.include({
      startsAt: new Date('2026-03-20T07:00:00Z'),
      agenda: [
        { minutes: 15, title: 'Khai mạc' },
        { minutes: 120, title: 'Hỏi và đáp' },
      ],
    });
    expect(set.text).to.include('72/2025/QH15');
    expect((await world.visitor().get(`/dialogues/${code}/announcement`)).path).to.include('/sign-in');
    expect((await world.visitor().get(`/dialogues/${code}`)).status).to.equal(404);
    const announced = await planner.visitor.submit(`/dialogues/${code}/announcement`);
    expect(announced.text).to.include('Đã công bố');
    expect((await world.visitor().get(`/dialogues/${code}`)).text).to.include(TITLE);
  });

  it('says when an announcement would be later than the law asks', async () => {
    const seen = await create({ startsAt: '2026-03-10T14:00', endsAt: '2026-03-10T16:00' });
    expect(seen.text).to.include('Luật yêu cầu công bố trước ít nhất 7 ngày');
  });

  it('edits what was set up, and refuses a form that is out of date', async () => {
    const code = codeOf(await create());
    const address = `/dialogues/${code}/edit`;
    const first = await planner.visitor.get(address);
    expect(first.$('#startsAt').val()).to.equal('2026-03-20T14:00');
    expect(first.$('#chair optgroup[label="Thủ trưởng đơn vị"]').text(), 'with units').to.include(
      '– Sở Xây dựng',
    );
    expect(first.$('textarea[name=agenda]').text()).to.equal('15 – Khai mạc\n120 – Hỏi và đáp');
    await planner.visitor.submit(address, { title: 'Tên mới cho buổi này' });
    expect((await Dialogue.findOne({ code }).lean())?.title).to.equal('Tên mới cho buổi này');
    const again = await planner.visitor.post(address, { ...typed, version: '0', title: 'Tên quá cũ' });
    expect(again.status).to.equal(409);
  });

  it('cancels with a reason', async () => {
    const code = codeOf(await create());
    await planner.visitor.submit(`/dialogues/${code}/announcement`);
    const short = await planner.visitor.submit(`/dialogues/${code}/cancellation`, { reason: '' });
    expect(short.status).to.equal(422);
    await planner.visitor.submit(`/dialogues/${code}/cancellation`, { reason: 'Hội trường bị ngập nước' });
    await world.settled();
    const seen = await planner.visitor.get(`/dialogues/${code}`);
    expect(seen.text).to.include('Hội trường bị ngập nước');
    const calendar = await fetch(`${world.address}/dialogues/${code}/calendar.ics`);
    expect(await calendar.text()).to.include('STATUS:CANCELLED');
  });

  it('lists what is live, coming and past; regulation, unit and home page point there', async () => {
    const live = await on.session('live', { title: 'Buổi đang diễn ra' });
    const draft = await on.session('draft', { title: 'Buổi còn giấu kín' });
    await on.session('ended', { title: 'Buổi đã kết thúc' });
    const reader = world.visitor();
    const list = await reader.get('/dialogues');
    expect(
      list
        .$('h2')
        .map((_, each) => list.$(each).text())
        .get(),
    ).to.deep.equal(['Đang diễn ra', 'Sắp tới', 'Đã qua']);
    expect(list.text).not.to.include('Buổi còn giấu kín');
    expect((await planner.visitor.get('/dialogues')).text).to.include('Buổi còn giấu kín');
    expect((await reader.get(`/dialogues/${draft}/calendar.ics`)).status).to.equal(404);
    expect((await reader.get('/')).html).to.include(`href="/dialogues/${live}"`);
    for (const page of [`/regulations/${REGULATION}`, `/units/${PANEL_UNIT}`])
      expect((await reader.get(page)).text, page).to.include('Buổi đang diễn ra');
    expect((await reader.get('/units/dept-health')).text).not.to.include('Buổi đang diễn ra');
    expect((await reader.get('/dialogues?unit=dept-health')).text).to.include('Xem tất cả buổi đối thoại');
  });

  it('pages through the past without gaps', async () => {
    for (let n = 0; n < 21; n++) await on.session('ended', { title: `Buổi đã qua số ${n}` });
    const titles: string[] = [];
    let path: string | undefined = '/dialogues';
    while (path) {
      const seen = await world.visitor().get(path);
      seen
        .$('section[aria-labelledby=past] .row-title')
        .each((_, each) => void titles.push(seen.$(each).text()));
      path = seen.$('a[rel=next]').attr('href');
    }
    expect(titles.filter((title) => title.startsWith('Buổi đã qua số'))).to.have.length(21);
    expect(new Set(titles).size).to.equal(titles.length);
  });

  it('gives calendars and programs what is public', async () => {
    const code = await on.session('live', { title: 'Buổi để xuất dữ liệu' });
    const one = await on.participant(code, { by: 'Chị Mai', name: 'Nguyễn Thị Bí Mật' });
    const [shown, hidden] = [
      await one.ask('=1+1 là câu hỏi được duyệt'),
      await one.ask('Câu hỏi chưa được duyệt'),
    ];
    await approveQuestion(on.moderator.context(), code, shown);
    const calendar = await (await fetch(`${world.address}/dialogues/${code}/calendar.ics`)).text();
    expect(calendar)
      .to.include('SUMMARY:Buổi để xuất dữ liệu')
      .and.include('LOCATION:Hội trường 12 Võ Chí Công');
    expect(calendar).to.match(/DTSTART:20260304T030000Z/, 'opened early: from then on');
    const json = await (await fetch(`${world.address}/dialogues/${code}/export.json`)).json();
    expect(json.questions.map(({ id }: { id: string }) => id)).to.deep.equal([shown]);
    const csv = await (await fetch(`${world.address}/dialogues/${code}/export.csv`)).text();
    expect(csv).to.include("'=1+1 là câu hỏi").and.include('Chị Mai').and.not.include(hidden);
    expect(csv + JSON.stringify(json)).not.to.include('Bí Mật');
    const { askedAt } = await questionNow(shown);
    expect(csv, 'in the time of the city').to.include(cityMinute(askedAt).replace('T', ' '));
    const seen = await world.visitor().get(`/dialogues/${code}`);
    for (const kind of ['csv', 'json'])
      expect(seen.$(`a[href="/dialogues/${code}/export.${kind}"]`)).to.have.length(1);
    const inside = await planner.visitor.get(`/dialogues/${code}/export.csv`);
    for (const words of [hidden, 'Câu hỏi chưa được duyệt', 'Nguyễn Thị Bí Mật'])
      expect(inside.html).to.include(words);
  });

  describe('API', () => {
    it('sets up, once for one key, for those who plan', async () => {
      const body = { ...on.input({ title: 'Buổi lập bằng chương trình' }) };
      const call = api(world, await tokenFor(world, on.moderator));
      const headers = { 'idempotency-key': 'program 1' };
      const [a, b] = [
        await call('post', '/dialogues', { body, headers }),
        await call('post', '/dialogues', { body, headers }),
      ];
      expect([a.status, b.status]).to.deep.equal([201, 201]);
      expect(a.body).to.deep.equal(b.body);
      expect((await api(world)('post', '/dialogues', { body })).status).to.equal(401);
      const official = api(world, await tokenFor(world, on.official));
      expect((await official('post', '/dialogues', { body })).status).to.equal(403);
      expect((await api(world)('get', `/dialogues/${a.body.code}`)).status).to.equal(404);
      const wrong = await call('post', '/dialogues', { body: { ...body, agenda: 'x', units: ['nowhere'] } });
      expect(wrong.status).to.equal(422);
    });

    it('asks with a participant’s token, or for someone as staff', async () => {
      const code = await on.session('live');
      const one = await on.participant(code, { by: 'Anh Tú' });
      const path = `/dialogues/${code}/questions`;
      const body = { text: 'Ai dọn cây đổ trên phố tôi?', participant: one.token };
      const headers = { 'idempotency-key': 'press twice!' };
      const ask = (more: object) => api(world)('post', path, { body: { ...body, ...more }, headers });
      const [a, b] = [await ask({}), await ask({})];
      expect([a.status, a.body]).to.deep.equal([201, b.body]);
      expect((await ask({ participant: `${one.id}.forged-token-of-some-length` })).status).to.equal(403);
      expect((await ask({ participant: undefined })).status).to.equal(403);
      const registered = await api(world)('post', `/dialogues/${code}/participants`, { body: { by: 'Máy' } });
      expect(registered.status).to.equal(201);
      const own = { participant: registered.body.token, clientId: 'asked-by-program' };
      const asked = await ask(own);
      expect((await questionNow(asked.body.id)).by).to.equal('Máy');
      const staff = api(world, await tokenFor(world, on.moderator));
      const hosts = await staff('get', '/dialogue-hosts');
      expect(hosts.body.chairs).to.deep.include({ id: on.chair.actor.id, name: 'Trần Chủ Tọa' });
      expect(hosts.body.moderators.map(({ id }: { id: string }) => id)).to.include(on.outsider.actor.id);
      const call = { text: 'Tôi hỏi qua điện thoại được không?' };
      expect((await staff('post', path, { body: call })).status).to.equal(422);
      expect((await staff('post', path, { body: { ...call, by: 'Bà Hoa' } })).status).to.equal(201);
    });

    it('lists questions and tells what happened, staff’s part to staff', async () => {
      const code = await on.session('live');
      const one = await on.participant(code, { name: 'Tên Thật Của Ai' });
      const id = await one.ask();
      await one.ask('Câu này không ai duyệt cả.');
      await approveQuestion(on.moderator.context(), code, id);
      await world.settled();
      const anyone = api(world);
      const list = await anyone('get', `/dialogues/${code}/questions`);
      expect(list.body.items.map((each: { id: string }) => each.id)).to.deep.equal([id]);
      const first = await anyone('get', `/dialogues/${code}/log?limit=1`);
      expect(first.body.events.map((each: { n: number }) => each.n)).to.deep.equal([1]);
      const rest = await anyone('get', `/dialogues/${code}/log?after=${first.body.next}`);
      const numbers = rest.body.events.map((each: { n: number }) => each.n);
      expect(numbers).to.deep.equal(numbers.map((_: number, at: number) => at + 2));
      expect(JSON.stringify(rest.body)).not.to.include('Tên Thật').and.not.include('không ai duyệt');
      expect((await anyone('get', `/dialogues/${code}/log?stream=staff`)).status).to.equal(404);
      const staff = api(world, await tokenFor(world, on.moderator));
      const inner = await staff('get', `/dialogues/${code}/log?stream=staff`);
      expect(JSON.stringify(inner.body)).to.include('Tên Thật').and.include('không ai duyệt');
      const got = await anyone('get', `/dialogues/${code}`);
      expect(got.body).to.include({ code, status: 'live', chair: 'Trần Chủ Tọa' });
      // What the moderators did is counted a little later.
      expect(got.body.n).to.be.at.least(numbers.at(-1));
      const all = await anyone('get', `/dialogues?unit=${PANEL_UNIT}`);
      expect(all.body.items.some((each: { code: string }) => each.code === code)).to.equal(true);
    });
  });

  it('changes chair, moderators and panel of a session that is open', async () => {
    const code = await on.session('live');
    const setUp = await planner.visitor.get(`/dialogues/${code}/announcement`);
    expect(setUp.$(`a[href="/dialogues/${code}/hosts"]`)).to.have.length(1);
    const form = await planner.visitor.get(`/dialogues/${code}/hosts`);
    expect(form.$('input[name=moderators]:checked').val()).to.equal(on.moderator.actor.id);
    const none = await planner.visitor.submit(`/dialogues/${code}/hosts`, { chair: '' });
    expect([none.status, none.$('#chair').attr('aria-invalid')]).to.deep.equal([422, 'true']);
    const saved = await planner.visitor.submit(`/dialogues/${code}/hosts`, { chair: on.head.actor.id });
    expect(saved.path).to.equal(`/dialogues/${code}/announcement`);
    expect((await Dialogue.findOne({ code }).lean())?.chair.id).to.equal(on.head.actor.id);
    const early = await planner.visitor.get(`/dialogues/${await on.session('announced')}/hosts`);
    expect(early.status).to.equal(409);
  });

  it('lets whoever follows the link of a letter take part', async () => {
    const code = await on.session('announced');
    const one = await on.participant(code);
    const reader = world.visitor();
    const seen = await reader.get(`/dialogues/${code}/take-part/${one.token}`);
    expect(seen.path).to.equal(`/dialogues/${code}`);
    expect(seen.$('textarea[name=text]')).to.have.length(1);
    expect(
      (await reader.get(`/dialogues/${code}/take-part/${one.id}.forged-token-of-some-length`)).status,
    ).to.equal(404);
  });
});
