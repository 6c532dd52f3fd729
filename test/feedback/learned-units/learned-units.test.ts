import { expect } from 'chai';
import mongoose from 'mongoose';
import { learnUnits, routeFeedback, transferFeedback } from '../../../server/feedback/index.ts';
import { Feedback, type FeedbackFields } from '../../../server/feedback/item/model.ts';
import { LearnedUnitsModel } from '../../../server/feedback/learned-units/model.ts';
import { forgetLearned } from '../../../server/feedback/learned-units/queries.ts';
import { isTimeToLearn, sureOf, testedOf } from '../../../server/feedback/learned-units/rules.ts';
import { namedUnit } from '../../../server/units/index.ts';
import { castOf, item, OTHER_UNIT, UNIT } from '../../support/factories.ts';
import { contextOf, type Person, person } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

const TREES = 'Cây xanh trên vỉa hè gãy cành, đề nghị cắt tỉa trước mùa mưa';
const HEALTH = 'Phòng khám tư nhân hành nghề khám chữa bệnh không có giấy phép';

describe('units learned from the items of the site', () => {
  it('are told with how often such a suggestion was right', () => {
    const tried = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6].map((score, at) => ({
      ...{ score, first: at >= 2, among: at >= 1 },
    }));
    const tested = testedOf(tried);
    expect(tested).to.include({ of: 6, first: 4, among: 5 });
    expect([0, 0.2, 0.3, 0.9].map((score) => sureOf(score, tested))).to.deep.equal([25, 25, 75, 75]);
    expect(sureOf(0.5, testedOf([]))).to.equal(50);
  });

  it('are learned once a night', () => {
    const now = new Date('2026-03-02T19:00:00Z');
    const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
    expect(isTimeToLearn(undefined, now, false)).to.equal(true);
    expect(isTimeToLearn(hoursAgo(3), now, true)).to.equal(false);
    expect(isTimeToLearn(hoursAgo(24), now, false)).to.equal(false);
    expect(isTimeToLearn(hoursAgo(24), now, true)).to.equal(true);
    expect(isTimeToLearn(hoursAgo(37), now, false)).to.equal(true);
  });

  describe('on a site', function () {
    this.timeout(60_000);
    let world: World;
    let coordinator: Person;
    before(async () => {
      world = await startWorld();
      coordinator = await person(world, 'coordinator');
    });
    after(() => world.stop());

    /** Nothing is named from which a unit would follow. */
    async function unnamed(text: string): Promise<string> {
      const { code } = await item(world, { input: { text, subject: text.slice(0, 60) } });
      await Feedback.updateOne({ code }, { regulation: null, concernsUnit: null });
      return code;
    }

    /** Copies of one item, as many officials have had. */
    async function taken(count: number, text: string, more: Partial<FeedbackFields>): Promise<void> {
      const { code } = await item(world, { status: 'assigned' });
      const row = (await Feedback.collection.findOne({ code }))!;
      const copies = Array.from({ length: count }, (_, at) => {
        const words = { subject: text.slice(0, 40), text: `${text} ${at}` };
        const receivedAt = new Date(row['receivedAt'].getTime() - at * 60_000);
        const _id = new mongoose.Types.ObjectId();
        return { ...row, ...more, _id, code: `${text.slice(0, 4)}-${_id}`, receivedAt, publicText: words };
      });
      await Feedback.collection.insertMany(copies.map(({ idempotencyKey: _, ...each }) => each) as never);
    }

    const learn = () => learnUnits(contextOf(world, { kind: 'system', id: 'test' }));
    const shown = async (code: string) => (await coordinator.visitor.get(`/triage/${code}`)).$('.learned');

    it('are suggested with their words, taken by one click, and never applied by themselves', async () => {
      await taken(120, TREES, { unit: UNIT });
      await taken(70, HEALTH, { unit: OTHER_UNIT });
      const code = await unnamed(`${HEALTH}, xin kiểm tra cơ sở này.`);
      await learn();
      expect(await shown(code)).to.have.length(0);
      expect((await coordinator.visitor.get('/learned-units')).$('main').text()).to.contain('200');

      const secret = 'Cán bộ mangnhiec xúc phạm người dân';
      await taken(30, secret, { unit: OTHER_UNIT, shield: { unit: UNIT, by: 'sender', at: new Date() } });
      await taken(30, secret, { unit: OTHER_UNIT, publishText: false });
      await taken(30, HEALTH, { unit: OTHER_UNIT });
      await learn();
      const kept = await LearnedUnitsModel.findById('vi').lean();
      expect(kept).to.have.property('texts').above(200).below(230);

      const page = await coordinator.visitor.get(`/triage/${code}`);
      const buttons = page.$('.learned button[name="take"]');
      expect(buttons.first().attr('value')).to.equal(OTHER_UNIT);
      expect(page.$('.learned').text()).to.contain('phòng khám');
      expect(page.$('form[action$="/decision"] button').first().attr('value')).to.equal('send');
      expect(page.$('#decision-unit option[selected]').attr('value') ?? '').to.equal('');
      const text = `${HEALTH}, đề nghị kiểm tra sớm.`;
      const took = await coordinator.visitor.submit(`/triage/${code}/decision`, {
        ...{ take: OTHER_UNIT, text, unit: '' },
      });
      expect(took.status).to.equal(200);
      expect(took.$('#decision-unit option[selected]').attr('value')).to.equal(OTHER_UNIT);
      expect(took.$('#decision-text').text()).to.equal(text);
      expect(await Feedback.findOne({ code }).lean()).to.include({ status: 'submitted', unit: null });
      await coordinator.visitor.submit(`/triage/${code}/decision`, { step: 'send' });
      expect(await Feedback.findOne({ code }).lean()).to.include({ status: 'routed', unit: OTHER_UNIT });
      await world.settled();
      const figures = await coordinator.visitor.get('/learned-units');
      expect(figures.$('[aria-labelledby="counted-title"] dd').text()).to.equal('100%100%');
    });

    it('count as missed when the item ends elsewhere, and go into the form of an accepted item by a link', async () => {
      const { coordinator: colleague } = await castOf(world);
      const code = await unnamed(`${TREES} ở ngõ nhỏ.`);
      await coordinator.visitor.get(`/triage/${code}`);
      await coordinator.visitor.submit(`/triage/${code}/decision`, { step: 'accept' });
      const page = await coordinator.visitor.get(`/triage/${code}`);
      const link = page.$('.learned a.button').first().attr('href')!;
      const taken = await coordinator.visitor.get(link.split('#')[0]!);
      expect(taken.$('#routing-unit option[selected]').attr('value')).to.equal(UNIT);
      await routeFeedback(colleague.context(), code, { unit: UNIT });
      await transferFeedback(colleague.context(), code, {
        ...{ unit: 'dept-justice', reason: 'Thuộc đơn vị kia.' },
      });
      await world.settled();
      const figures = await coordinator.visitor.get('/learned-units');
      expect(figures.$('[aria-labelledby="counted-title"] dd').first().text()).to.equal('50%');
    });

    it('stand in the rows of the queue with how sure they are, as at the item; where a procedure decides they do not', async () => {
      await Feedback.deleteMany({ status: { $in: ['submitted', 'accepted'] } });
      const health = await unnamed(`${HEALTH}, gần chợ.`);
      const about = await unnamed(`${HEALTH}, gần trường.`);
      await Feedback.updateOne({ code: about }, { shield: { unit: UNIT, by: 'sender', at: new Date() } });
      const { code: decided } = await item(world, { input: { text: `${HEALTH}, gần bến xe.` } });
      const row = async (code: string) => {
        const seen = await coordinator.visitor.get('/triage');
        return seen.$(`.triage-row:has(#choose-${code})`);
      };
      const told = async (code: string) => (await row(code)).find('.learned-in-row').text();
      const percent = (await shown(health)).text().match(/khoảng (\d+)/)![1];
      expect(await told(health))
        .to.contain(namedUnit(OTHER_UNIT)!.name.vi)
        .and.to.contain(`khoảng ${percent} trên 100`);
      expect((await row(health)).text()).to.not.contain('Chưa có gợi ý');
      expect([await told(about), await told(decided)]).to.deep.equal(['', '']);

      // What is said of it is the item's as it is now, and of what was learned last.
      await Feedback.updateOne({ code: health }, { 'publicText.text': TREES, 'publicText.subject': 'Cây' });
      await Feedback.updateOne({ code: health }, { $inc: { version: 1 } });
      expect(await told(health)).to.contain(namedUnit(UNIT)!.name.vi);
      const kept = (await LearnedUnitsModel.findById('vi').lean())!;
      await LearnedUnitsModel.deleteMany({});
      forgetLearned();
      expect(await told(health)).to.equal('');
      expect((await row(health)).text()).to.contain('Chưa có gợi ý');
      await LearnedUnitsModel.create(kept);
      forgetLearned();
    });

    it('are worked out for so many letters of a page: the others say so, and have theirs at the next look', async () => {
      await Feedback.deleteMany({ status: { $in: ['submitted', 'accepted'] } });
      const long = `${HEALTH}. `.repeat(60);
      for (let at = 0; at < 12; at++) await unnamed(`${long} Số ${at}.`);
      const look = async () => {
        const seen = await coordinator.visitor.get('/triage');
        const text = seen.$('.group-submitted, .triage-list').first().text();
        return {
          told: seen.$('.learned-in-row').length,
          later: text.split('mở hồ sơ để xem').length - 1,
        };
      };
      const first = await look();
      expect(first.told).to.be.within(5, 11);
      expect(first.later).to.equal(12 - first.told);
      expect(await look()).to.deep.equal({ told: 12, later: 0 });
    });

    it('are none for an item about the conduct of an office, nor where a procedure decides', async () => {
      const { code } = await item(world);
      expect(await shown(code)).to.have.length(0);
      const about = await unnamed(`${HEALTH} lần nữa.`);
      await Feedback.updateOne({ code: about }, { shield: { unit: UNIT, by: 'sender', at: new Date() } });
      expect(await shown(about)).to.have.length(0);
    });
  });
});
