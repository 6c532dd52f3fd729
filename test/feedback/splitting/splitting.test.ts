import { expect } from 'chai';
import {
  acceptFeedback,
  addNote,
  carrySplit,
  liftShield,
  shieldFeedback,
  splitFeedback,
  undoSplit,
  withdrawFeedback,
} from '../../../server/feedback/index.ts';
import { Feedback, type FeedbackFields } from '../../../server/feedback/item/model.ts';
import { splitsToCarry } from '../../../server/feedback/splitting/carry.ts';
import { onlyLeavesOut } from '../../../server/feedback/splitting/rules/split.ts';
import { Outbox } from '../../../server/platform/mail/outbox.ts';
import { attached } from '../../support/attached.ts';
import { castOf, item, OTHER_UNIT, UNIT } from '../../support/factories.ts';
import { person, senderContext } from '../../support/people.ts';
import { startWorld, WORLD_START, type World } from '../../support/world.ts';

const TREE = 'Cây xà cừ trước nhà đã nghiêng.';
const CLINIC = 'Trạm y tế phường đóng cửa trước giờ ghi trên bảng.';
const NOTE = 'Người gửi đã gọi hai lần, giọng rất bực.';
const PART = { subject: 'Trạm y tế đóng cửa sớm', text: CLINIC, unit: OTHER_UNIT };

describe('splitting', () => {
  it('leaves passages of the public text out and adds nothing', () => {
    expect(onlyLeavesOut(`${TREE} ${CLINIC}`, TREE)).to.equal(true);
    expect(onlyLeavesOut(`${TREE} ${CLINIC}`, `${CLINIC}\n${TREE}`)).to.equal(true);
    expect(onlyLeavesOut(`${TREE} ${CLINIC}`, `${TREE} Gọi 0912345678.`)).to.equal(false);
  });

  describe('on a site', function () {
    this.timeout(60_000);
    let world: World;
    before(async () => {
      world = await startWorld();
    });
    after(() => world.stop());
    beforeEach(() => {
      world.clock.moveTo(WORLD_START);
      world.letters.clear();
    });

    const row = async (code: string) => (await Feedback.findOne({ code }).lean<FeedbackFields>())!;
    const partsOf = (code: string) =>
      Feedback.find({ partOf: code }).sort({ _id: 1 }).lean<FeedbackFields[]>();
    const sent = (text = `${TREE} ${CLINIC}`) =>
      item(world, { status: 'assigned', input: { text, points: [TREE, CLINIC], email: 'two@kin.example' } });

    it('makes an item of each part, with the date of receipt and the key of the whole, and tells all codes', async () => {
      const { code, key } = await sent();
      const file = await attached(world, code, {
        name: 'ghi-chu.txt.pdf',
        bytes: Buffer.from('%PDF-1.4\n%%EOF'),
      });
      const cast = await castOf(world);
      await addNote(cast.coordinator.context(), code, { text: NOTE });
      const before = await row(code);
      const { visitor } = await person(world, 'official', { units: [UNIT] });
      const form = await visitor.get(`/feedback/${code}/split`);
      const empty = await visitor.submit(`/feedback/${code}/split`, { rest: `${TREE} Gọi 0912345678.` });
      expect(empty.status).to.equal(422);
      expect(empty.$('#split-rest-error').length + empty.$('#split-part-1-text-error').length).to.equal(2);
      expect(form.text).to.contain(CLINIC);
      const planned = await visitor.submit(`/feedback/${code}/split`, {
        ...{ 'part-1-subject': PART.subject, 'part-1-text': PART.text, 'part-1-unit': PART.unit },
        ...{ 'part-1-files': file, rest: TREE },
      });
      expect(planned.$('#split-title').text()).to.contain('1 hồ sơ');
      await world.settled();
      expect(await partsOf(code)).to.have.length(0);
      world.letters.clear();
      await world.advance({ minutes: 2 });
      const [part] = await partsOf(code);
      expect(part).to.include({ status: 'submitted', concernsUnit: OTHER_UNIT, partOf: code });
      expect(part!.originalText.text).to.equal(CLINIC);
      expect(part!.receivedAt.getTime()).to.equal(before.receivedAt.getTime());
      expect(part!.dueAt.getTime()).to.be.at.most(before.dueAt.getTime());
      expect(part!.attachments.map(({ id }) => id)).to.deep.equal([file]);
      expect(part!.notes ?? []).to.deep.equal([]);
      const whole = await row(code);
      expect(whole.publicText.text).to.equal(TREE);
      expect(whole.points.map(({ text }) => text)).to.deep.equal([TREE]);
      expect(whole.attachments).to.have.length(0);
      expect(whole.originalText).to.deep.equal(before.originalText);
      await world.settled();
      const [letter, ...others] = world.letters.to('two@kin.example');
      expect(others).to.have.length(0);
      for (const each of [code, part!.code]) expect(letter!.text).to.contain(each);
      expect(letter!.text).to.not.contain(CLINIC);
      const sender = world.visitor();
      await sender.get('/track');
      await sender.submit('form[action="/track"]', { code, key });
      const own = await sender.get(`/feedback/${part!.code}`);
      expect(own.$('.own').text()).to.contain(CLINIC);
      expect(own.$('#related').text()).to.contain(code);
      expect(own.text).to.not.contain(NOTE);
      const closed = await sender.submit(`/feedback/${part!.code}/closing`);
      expect(closed.status).to.equal(200);
      expect((await sender.get(`/feedback/${code}`)).$('.own').length).to.equal(0);
      const stranger = await world.visitor().get(`/feedback/${part!.code}`);
      expect(stranger.text).to.not.contain(CLINIC);
    });

    it('is undone while nothing was made, comes to nothing when the item is gone, and is done once', async () => {
      const { coordinator } = await castOf(world);
      const undone = await sent();
      await splitFeedback(coordinator.context(), undone.code, { parts: [PART] });
      await undoSplit(coordinator.context(), undone.code);
      const gone = await sent();
      await splitFeedback(coordinator.context(), gone.code, { parts: [PART] });
      await withdrawFeedback(senderContext(world, gone.code), gone.code);
      const twice = await sent();
      await splitFeedback(coordinator.context(), twice.code, {
        parts: [PART, { ...PART, subject: 'Việc khác' }],
      });
      await world.advance({ minutes: 2 });
      for (const { code } of [undone, gone]) expect(await partsOf(code)).to.have.length(0);
      await Feedback.updateOne({ code: twice.code }, { 'split.carryAt': world.clock.now() });
      await carrySplit(coordinator.context(), twice.code);
      expect(await partsOf(twice.code)).to.have.length(2);
      expect((await row(gone.code)).split ?? null).to.equal(null);
    });

    it('waits for whoever undoes it in the last second', async () => {
      const { coordinator } = await castOf(world);
      const { code } = await sent();
      await splitFeedback(coordinator.context(), code, { parts: [PART] });
      const { carryAt } = (await row(code)).split!;
      expect(await splitsToCarry(carryAt!)).to.not.include(code);
      expect(await splitsToCarry(new Date(carryAt!.getTime() + 5_000))).to.include(code);
      await undoSplit(coordinator.context(), code);
    });

    it('tells of a part that was made before the item was withdrawn, and makes no more', async () => {
      const { coordinator } = await castOf(world);
      const { code } = await sent();
      await splitFeedback(coordinator.context(), code, { parts: [PART, { ...PART, subject: 'Việc khác' }] });
      const { split, publicText } = await row(code);
      await world.advance({ minutes: 2 });
      // As a crash leaves it: one part is made, and nothing was told.
      const [, second] = await partsOf(code);
      await Feedback.deleteOne({ code: second!.code });
      await Feedback.updateOne({ code }, { $set: { split, publicText, parts: [] } });
      await withdrawFeedback(senderContext(world, code), code);
      await carrySplit(coordinator.context(), code);
      await world.settled();
      const whole = await row(code);
      const [first, ...others] = await partsOf(code);
      expect(others).to.have.length(0);
      expect(whole.parts).to.deep.equal([first!.code]);
      expect(whole.split!.carryAt ?? null).to.equal(null);
      expect(whole.publicText.text).to.equal(publicText.text);
      const letters = await Outbox.find({ about: code, letter: 'feedback/letters/split-for-sender' })
        .sort({ _id: 1 })
        .lean();
      expect(letters).to.have.length(2);
      expect(letters[1]!.text).to.contain(first!.code).and.not.contain(second!.code);
    });

    it('brings nothing back that somebody has taken out of the public words since the plan', async () => {
      const { coordinator } = await castOf(world);
      const words = `${TREE} Gọi tôi theo số 0912345678.`;
      for (const rest of [words, undefined]) {
        const { code } = await item(world, { status: 'submitted', input: { text: `${words} ${CLINIC}` } });
        await splitFeedback(coordinator.context(), code, { parts: [PART], ...(rest ? { rest } : {}) });
        await acceptFeedback(coordinator.context(), code, { subject: 'Cây xà cừ', text: TREE });
        await world.advance({ minutes: 2 });
        expect(await partsOf(code)).to.have.length(1);
        expect((await row(code)).publicText.text).to.equal(TREE);
      }
    });

    it('keeps its parts from the unit with it when it is shielded later, but for what the unit has and what is closed, which it names', async () => {
      const above = 'hanoi-peoples-committee';
      const { coordinator } = await castOf(world);
      const { code } = await item(world, { status: 'accepted', input: { text: `${TREE} ${CLINIC}` } });
      const parts = [
        PART,
        { ...PART, subject: 'Việc cơ quan đang giữ' },
        { ...PART, subject: 'Việc đã xong' },
      ];
      await splitFeedback(coordinator.context(), code, { parts });
      await world.advance({ minutes: 2 });
      const [free, held, over] = (await partsOf(code)).map((part) => part.code);
      await Feedback.updateOne({ code: held }, { status: 'routed', unit: UNIT });
      await Feedback.updateOne(
        { code: over },
        { status: 'answered', unit: above, closedAt: world.clock.now() },
      );
      await shieldFeedback(coordinator.context(), code, { unit: UNIT });
      await world.settled();
      expect((await row(free!)).shield).to.include({ unit: UNIT, by: 'coordinator' });
      expect([(await row(held!)).shield, (await row(over!)).shield]).to.deep.equal([null, null]);
      const { visitor } = await person(world, 'coordinator');
      const named = async () => {
        const { $ } = await visitor.get(`/feedback/${code}`);
        return $('.notice[role=note] p')
          .toArray()
          .map((each) => $(each).find('a').text());
      };
      expect(await named()).to.deep.equal(['', held, over]);
      const chief = await person(world, 'head', { units: [UNIT] });
      expect((await chief.visitor.get(`/feedback/${free}`)).status).to.equal(404);

      // Whoever brings the whole back learns which parts are still kept from the unit; nobody who works for it does.
      await liftShield(coordinator.context(), code, { seen: true });
      expect(await named()).to.deep.equal([free]);
      expect((await chief.visitor.get(`/feedback/${code}`)).text).not.to.contain(free!);
      // A part can be brought back by itself, and stays so.
      await liftShield(coordinator.context(), free!, { seen: true });
      await world.settled();
      expect((await row(free!)).shield).to.equal(null);
      expect(await named()).to.deep.equal([]);
    });

    it('keeps a part from the unit that was made in the moment in which the whole was shielded', async () => {
      const { coordinator } = await castOf(world);
      const { code } = await item(world, { status: 'accepted', input: { text: `${TREE} ${CLINIC}` } });
      await splitFeedback(coordinator.context(), code, { parts: [PART] });
      const { split } = await row(code);
      await world.advance({ minutes: 2 });
      const [made] = await partsOf(code);
      // As a crash leaves it: the part is there, the whole knows of none.
      await Feedback.updateOne({ code }, { $set: { split, parts: [] } });
      await shieldFeedback(coordinator.context(), code, { unit: UNIT });
      await world.settled();
      await carrySplit(coordinator.context(), code);
      await world.settled();
      expect((await row(made!.code)).shield).to.include({ unit: UNIT });
    });

    it('links two items: staff see both ends, everybody sees it where both are public', async () => {
      const one = await item(world, { status: 'routed' });
      const other = await item(world, { status: 'routed' });
      const hidden = await item(world, { status: 'routed', input: { publishText: false } });
      const { visitor } = await person(world, 'official', { units: [UNIT] });
      await visitor.get(`/feedback/${one.code}`);
      const unknown = await visitor.submit(`/feedback/${one.code}/linking`, { other: 'PA-2026-999999' });
      expect(unknown.status).to.equal(422);
      for (const { code } of [other, hidden]) {
        await visitor.get(`/feedback/${one.code}`);
        await visitor.submit(`/feedback/${one.code}/linking`, { other: code });
      }
      const back = await visitor.get(`/feedback/${other.code}`);
      expect(back.$('#related').text()).to.contain(one.code);
      const stranger = await world.visitor().get(`/feedback/${one.code}`);
      expect(stranger.$('#related').text()).to.contain(other.code).and.not.contain(hidden.code);
      const after = await visitor.submit(`/feedback/${other.code}/unlinking`);
      expect(after.$('#related').text()).to.not.contain(one.code);
      expect((await row(one.code)).links!.map(({ code }) => code)).to.deep.equal([hidden.code]);
    });
  });
});
