import { expect } from 'chai';
import { returnWords } from '../../../server/feedback/answering/rules/marks.ts';
import { submitAnswer } from '../../../server/feedback/index.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { castOf, item, OTHER_UNIT, UNIT } from '../../support/factories.ts';
import { type Person, person } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

describe('notes of a head on an answer', () => {
  it('stand under the passages they are about, after what is said in general', () => {
    const words = returnWords('Đoạn một.\n\nĐoạn hai.', { reason: 'Cần rõ hơn.', marks: ['', 'Ghi ngày.'] });
    expect(words).to.equal('Cần rõ hơn.\n\n«Đoạn hai.»\n→ Ghi ngày.');
  });

  it('are nothing for passages that are not there', () => {
    expect(returnWords('Một.', { marks: ['', 'Thừa.'] })).to.equal('');
  });
});

describe('the stack of a head', () => {
  let world: World;
  let head: Person;
  const stored = async (code: string) => (await Feedback.findOne({ code }).lean())!;

  before(async () => {
    world = await startWorld();
    head = await person(world, 'head', { units: [UNIT] });
  });
  after(() => world.stop());
  afterEach(() => Feedback.deleteMany({}));

  it('shows one answer after the other, approves and goes on', async () => {
    const first = await item(world, { status: 'in-review' });
    const second = await item(world, { status: 'in-review' });
    const { visitor } = head;
    const seen = await visitor.get('/approvals');
    expect(seen.$('.triage-item h2 .code').text()).to.equal(first.code);
    const override = 'Đã trao đổi trực tiếp với người gửi.';
    const next = await visitor.submit(`/approvals/${first.code}/answer-approval`, { override });
    expect(next.path).to.equal(`/approvals/${second.code}?done=${first.code}`);
    expect((await stored(first.code)).status).to.equal('answered');
    const last = await visitor.submit(`/approvals/${second.code}/answer-return`, { reason: 'Cần nêu ngày.' });
    expect(last.path).to.contain('/approvals?done=');
    expect(last.$('.empty').length).to.equal(1);
  });

  it('returns with notes in the text, asks for one at least, and shows what has changed since', async () => {
    const { code } = await item(world, { status: 'in-review' });
    const { visitor } = head;
    await visitor.get(`/approvals/${code}`);
    const refused = await visitor.submit(`/approvals/${code}/answer-return`);
    expect(refused.status).to.equal(422);
    expect(refused.$('#answer-return-reason-error').length).to.equal(1);
    await visitor.submit(`/approvals/${code}/answer-return`, { marks: ['Ghi rõ ngày.'] });
    const row = await stored(code);
    expect(row.status).to.equal('assigned');
    expect(row.returnReason).to.match(/^«.+»\n→ Ghi rõ ngày\.$/s);
    const official = await (await castOf(world)).inUnit('official', UNIT);
    const text = `${row.answer!.text} Hạn chót là ngày 20/3/2026.`;
    await submitAnswer(official.context(), code, {
      outcome: 'accepted',
      text,
      reason: 'Đã bổ sung ngày hẹn.',
    });
    const again = await visitor.get(`/approvals/${code}`);
    expect(again.$('[aria-labelledby="since-title"] ins').text()).to.contain('20/3/2026');
  });

  it('refuses notes on passages of an answer that was changed meanwhile', async () => {
    const { code } = await item(world, { status: 'in-review' });
    const { visitor } = head;
    await visitor.get(`/approvals/${code}`);
    await Feedback.updateOne({ code }, { $inc: { version: 1 } });
    const late = await visitor.submit(`/approvals/${code}/answer-return`, { marks: ['Ghi rõ ngày.'] });
    expect(late.status).to.equal(409);
    expect((await stored(code)).status).to.equal('in-review');
  });

  it('leaves out second looks at answers in which the head had a part', async () => {
    const own = await item(world, { status: 'in-review' });
    const reopening = { unit: UNIT, hadPart: [head.actor.id] };
    await Feedback.updateOne({ code: own.code }, { $set: { reopening } });
    const other = await item(world, { status: 'in-review' });
    const seen = await head.visitor.get('/approvals');
    expect(seen.status).to.equal(200);
    expect(seen.$('.triage-item h2 .code').text()).to.equal(other.code);
  });

  it('is of the head’s own units alone', async () => {
    const { code } = await item(world, { status: 'in-review' });
    const other = await person(world, 'head', { units: [OTHER_UNIT] });
    expect((await other.visitor.get(`/approvals/${code}`)).status).to.equal(404);
    expect((await other.visitor.get('/approvals')).$('.row').length).to.equal(0);
  });
});
