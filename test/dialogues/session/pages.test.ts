import { expect } from 'chai';
import { announceDialogue, createDialogue, removeParticipant } from '../../../server/dialogues/index.ts';
import { Participant } from '../../../server/dialogues/participants/model.ts';
import { UNIT } from '../../support/factories.ts';
import { colleague, type Person, person } from '../../support/people.ts';
import type { Visitor } from '../../support/visitor.ts';
import { startWorld, type World } from '../../support/world.ts';

const QUESTION = 'Vì sao hồ sơ cắt tỉa cây nộp từ tháng 1 chưa được trả lời?';
const OTHER = 'Ban đêm có cây nguy hiểm thì gọi số điện thoại nào?';

const LATE = 'Cây bị chặt bao giờ được trồng lại, ai chịu trách nhiệm?';

/** Everything that a room needs goes through forms too: on old phones, behind strict proxies, without script. */
describe('pages of a dialogue without script', function () {
  this.timeout(60_000);
  let world: World;
  let moderator: Person;
  let official: Person;
  let asker: Visitor;
  let code: string;
  let room: string;

  before(async () => {
    world = await startWorld();
    moderator = await person(world, 'moderator');
    official = await person(world, 'official', { units: [UNIT] });
    const chair = await colleague(world, 'leader');
    const startsAt = new Date(world.clock.now().getTime() + 10 * 86_400_000);
    ({ code } = await createDialogue(moderator.context(), {
      ...{ title: 'Đối thoại về cây xanh', description: '', place: '', language: 'vi', regulations: [] },
      ...{ units: [UNIT], agenda: [{ title: 'Hỏi và đáp', minutes: 60 }] },
      ...{ chair: chair.actor.id, moderators: [moderator.actor.id], startsAt },
      endsAt: new Date(startsAt.getTime() + 3_600_000),
    }));
    room = `/dialogues/${code}`;
    asker = world.visitor();
  });

  after(() => world?.stop());

  const questionOf = (visitor: Visitor, text: string): string =>
    visitor
      .last!.$('[data-question], [data-own]')
      .filter((_, each) => visitor.last!.$(each).text().includes(text))
      .first()
      .attr(visitor === asker ? 'data-own' : 'data-question')!;

  it('hide a session that is only planned, and show it once announced', async () => {
    expect((await world.visitor().get(room)).status).to.equal(404);
    expect((await world.visitor().get(`${room}/screen`)).status).to.equal(404);
    expect((await moderator.visitor.get(room)).status).to.equal(200);
    await announceDialogue(moderator.context(), code);
    await world.settled();
    const seen = await asker.get(room);
    expect(seen.status).to.equal(200);
    expect(seen.$('input[name=_csrf]').length, 'watching sets no cookie').to.equal(0);
    expect((await asker.get(`${room}/console`)).path).to.contain('/sign-in');
    expect((await official.visitor.get(`${room}/console`)).status).to.equal(403);
  });

  it('register, ask, and show an error at its field with what was typed', async () => {
    await asker.get(`${room}/register`);
    const refused = await asker.submit(`${room}/register`, { by: '', name: 'Nguyễn Thị Lan' });
    expect(refused.status).to.equal(422);
    expect(refused.$('#name').val()).to.equal('Nguyễn Thị Lan');
    const registered = await asker.submit(`${room}/register`, { by: 'Bà Lan' });
    expect(registered.path).to.equal(room);
    const short = await asker.submit(`${room}/questions`, { text: 'ngắn' });
    expect(short.status).to.equal(422);
    expect(short.$('#ask-text').text()).to.equal('ngắn');
    expect(short.$('#ask-text-error').text()).to.not.equal('');
    expect(short.$('#ask-text').attr('maxlength'), 'no paste is cut without a word').to.equal(undefined);
    const pasted = 'Dài quá. '.repeat(150).trim();
    const long = await asker.submit(`${room}/questions`, { text: pasted });
    expect(long.status).to.equal(422);
    expect(long.$('#ask-text').text()).to.equal(pasted);
    const clientId = short.$('[data-ask] input[name=clientId]').val() as string;
    for (const text of [QUESTION, QUESTION, OTHER])
      await asker.post(`${room}/questions`, { text, clientId: text === OTHER ? `${clientId}2` : clientId });
    expect(asker.last!.$('#mine [data-own]').length, 'sent twice, asked once').to.equal(2);
  });

  it('let one who takes part change the name, and offer nothing to one who was removed', async () => {
    const form = await asker.get(`${room}/register`);
    expect(form.$('#by').val()).to.equal('Bà Lan');
    expect((await asker.submit(`${room}/register`, { by: 'Bà Lan, Ba Đình' })).path).to.equal(room);
    const rude = world.visitor();
    await rude.get(`${room}/register`);
    await rude.submit(`${room}/register`, { by: 'Kẻ phá' });
    const one = await Participant.findOne({ dialogue: code, by: 'Kẻ phá' }).lean();
    await rude.get(`${room}/register`);
    await removeParticipant(moderator.context(), code, one!._id, { ground: 'disruption' });
    const refused = await rude.submit(`${room}/register`, { by: 'Người khác' });
    expect(refused.status).to.equal(403);
    expect(refused.$('main form')).to.have.length(0);
    expect(await Participant.countDocuments({ dialogue: code })).to.equal(2);
  });

  it('screen, edit, assign, reject and contest', async () => {
    const { visitor } = moderator;
    await visitor.get(`${room}/console`);
    const [first, second] = [questionOf(visitor, QUESTION), questionOf(visitor, OTHER)];
    await visitor.submit(`${room}/questions/${first}/approval`);
    const bare = await visitor.get(`${room}/console?question=${second}`);
    expect(bare.$('[data-tool=reject]').length).to.equal(1);
    const refused = await visitor.submit(`${room}/questions/${second}/rejection`, {
      reason: 'duplicate',
      note: '',
    });
    expect(refused.status).to.equal(422);
    expect(refused.$('.error-summary a').attr('href')).to.equal('#reject-note');
    expect(refused.$('.error-summary a').text(), 'names the field').to.contain(
      'Lời giải thích cho người hỏi:',
    );
    expect(refused.$('#reject-reason option[selected]').val()).to.equal('duplicate');
    await visitor.submit(`${room}/questions/${second}/rejection`, {
      reason: 'duplicate',
      note: 'Đã có câu hỏi này.',
    });
    await visitor.get(`${room}/console?question=${first}`);
    await visitor.submit(`${room}/questions/${first}/assignment`, { unit: UNIT, group: 'Cây xanh' });
    await asker.get(room);
    expect(asker.last!.text).to.contain('Đã có câu hỏi này.');
    const empty = await asker.submit(`${room}/questions/${second}/objection`, { reason: '' });
    expect(empty.status).to.equal(422);
    await asker.submit(`${room}/questions/${second}/objection`, { reason: 'Hai câu khác nhau.' });
    expect(asker.last!.$(`form[action="${room}/questions/${second}/objection"]`).length).to.equal(0);
    await visitor.get(`${room}/console`);
    expect(visitor.last!.$('[data-list=screen]').text()).to.contain(OTHER);
    await visitor.submit(`${room}/questions/${second}/upholding`);
    expect(visitor.last!.$('[data-list=screen]').text()).not.to.contain(OTHER);
    const told = (await asker.get(room)).$(`[data-own="${second}"]`);
    expect(told.find('[data-part=upheld]').length, 'the asker reads the outcome').to.equal(1);
    expect(told.find('[data-part=contested]').length).to.equal(0);
  });

  it('mark what may be personal data, and ask whether somebody has looked', async () => {
    const { visitor } = moderator;
    const text = 'Số CCCD của tôi 001099012345, hồ sơ của tôi ở đâu?';
    await asker.post(`${room}/questions`, { text, clientId: 'client-personal-1' });
    await visitor.get(`${room}/console`);
    const id = questionOf(visitor, text);
    const seen = await visitor.get(`${room}/console?question=${id}`);
    expect(seen.$('#work [data-part=text] mark').text()).to.equal('001099012345');
    const refused = await visitor.submit(`${room}/questions/${id}/approval`);
    expect(refused.status).to.equal(422);
    expect(refused.$('.error-summary a').attr('href')).to.equal('#approve-seen');
    await visitor.get(`${room}/console?question=${id}`);
    await visitor.submit(`${room}/questions/${id}/rejection`, {
      reason: 'personal-data',
      note: 'Có số CCCD.',
    });
    await asker.get(room);
  });

  it('vote and take the vote back', async () => {
    await world.settled();
    await asker.get(room);
    const voted = await asker.submit('[data-vote]');
    expect(voted.$('.vote-button').attr('aria-pressed')).to.equal('true');
    expect(voted.$('.vote-button').text(), 'counted at once').to.match(/^1 /);
    await asker.submit('[data-vote]');
    expect(asker.last!.$('.vote-button').attr('aria-pressed')).to.equal('false');
    expect(asker.last!.$('.vote-button').text()).to.match(/^0 /);
    const stranger = await world.visitor().get(room);
    expect(stranger.$('[data-vote]').length).to.equal(0);
  });

  it('steer the room, prepare at the desk, answer, conclude and end', async () => {
    const { visitor } = moderator;
    const desk = official.visitor;
    await visitor.get(`${room}/console`);
    expect((await visitor.post(`${room}/opening`, {})).status, 'days before its time').to.equal(409);
    await visitor.get(`${room}/console`);
    await visitor.submit(`${room}/opening`);
    await visitor.submit(`${room}/opening/return`);
    await visitor.submit(`${room}/opening`);
    expect(visitor.last!.$(`form[action="${room}/opening/return"]`)).to.have.length(1);
    await visitor.submit('[data-list=queue] [data-part=quick-take]');
    expect(visitor.last!.$('#now').text()).to.contain(QUESTION);
    await visitor.submit(`${room}/notices`, { text: 'Buổi đối thoại được ghi âm.' });
    await visitor.submit('[data-part=close-queue]');
    await desk.get('/dialogue-desk');
    await desk.submit('form[action$="/prepared"]', { text: 'Sở trả kết quả trước ngày 20/3/2026.' });
    expect((await visitor.get(`${room}/console`)).$('#now').text()).to.contain('20/3/2026');
    await world.settled();
    await asker.get(room);
    expect(asker.last!.text).to.contain('Buổi đối thoại được ghi âm.').and.not.to.contain('20/3/2026');
    expect(asker.last!.$('[data-ask]').attr('hidden'), 'the queue is closed').to.equal('hidden');
    expect((await world.visitor().get(`${room}/screen`)).$('.wall-now').text()).to.contain(QUESTION);
    const first = questionOf(visitor, QUESTION);
    await visitor.get(`${room}/console?question=${first}`);
    await visitor.submit(`${room}/questions/${first}/answer`, {
      way: 'room',
      text: 'Trả kết quả trước ngày 20/3/2026.',
    });
    await visitor.submit(`${room}/conclusions`, {
      ...{ text: 'Kiểm tra cây nguy hiểm trước mùa mưa.', unit: UNIT, dueAt: '2026-05-15' },
    });
    expect(visitor.last!.status).to.equal(200);
    const tooLate = await desk.submit('form[action$="/prepared"]', { text: 'Bản soạn dở, chưa kịp gửi.' });
    expect(tooLate.status).to.equal(409);
    expect(tooLate.$('main textarea[readonly]').text(), 'it can still be copied').to.contain('Bản soạn dở');
    expect(tooLate.$('main .question-text').text()).to.equal(QUESTION);
    await visitor.submit(`${room}/conclusions`, { text: '', unit: '', dueAt: '' });
    const faults = visitor
      .last!.$('.error-summary a')
      .map((_, each) => visitor.last!.$(each).text().split(':')[0]);
    expect(faults.get()).to.deep.equal(['Kết luận', 'Giao cho', 'Hoàn thành trước ngày']);
    const late = await asker.post(`${room}/questions`, {
      text: 'Sở trả lời bằng văn bản được không?',
      clientId: 'client-late-01',
    });
    expect(late.status).to.equal(409);
    await visitor.submit('[data-part=open-queue]');
    await asker.post(`${room}/questions`, { text: LATE, clientId: 'client-late-02' });
    await visitor.get(`${room}/console`);
    const promised = questionOf(visitor, LATE);
    await visitor.submit(`${room}/questions/${promised}/approval`);
    await visitor.submit(`${room}/questions/${promised}/assignment`, { unit: UNIT });
    await visitor.get(`${room}/console?question=${promised}`);
    await visitor.submit(`${room}/questions/${promised}/promise`);
    await visitor.submit(`${room}/end`);
    await world.settled();
    const ended = await visitor.get(`${room}/console?question=${promised}`);
    for (const tool of ['answer', 'promise', 'person'])
      expect(ended.$(`[data-tool=${tool}]`).length, tool).to.equal(0);
    const item = ended.$('#work [data-part=item-link]').attr('href');
    expect(item).to.match(/^\/feedback\/PA-/);
    expect(ended.$(`a[href="${room}/minutes/edit"]`).length, 'the way to the minutes').to.equal(1);
    await desk.get('/dialogue-desk');
    expect(desk.last!.$('main form').length, 'the item is what is answered').to.equal(0);
    expect(desk.last!.$(`main a[href="${item}"]`).length).to.equal(1);
    const after = await world.visitor().get(room);
    expect(after.$('[data-dealt=answered]').text()).to.contain('trước ngày 20/3/2026');
    expect(after.$('[data-part=conclusions]').text()).to.contain('Kiểm tra cây nguy hiểm');
    expect(after.text).to.not.contain('Nguyễn Thị Lan');
  });
});
