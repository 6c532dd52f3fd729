import { expect } from 'chai';
import { mergeFeedback, splitFeedback } from '../../../server/feedback/index.ts';
import { Feedback, type FeedbackFields } from '../../../server/feedback/item/model.ts';
import {
  isAsked,
  keptReplies,
  type ProcedureQuestion,
  replyFaults,
} from '../../../server/feedback/item/rules/procedure-questions.ts';
import { caseText } from '../../../server/feedback/item-page/case-file.ts';
import { QuestionOfProcedure } from '../../../server/feedback/procedure-questions/model.ts';
import { questionOf } from '../../../server/feedback/procedure-questions/schemas.ts';
import { item, OTHER_UNIT, REGULATION, submission, UNIT } from '../../support/factories.ts';
import { type Person, person } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

const AT = `/procedure-questions/${REGULATION}`;
const FORM = `/feedback/new?regulation=${REGULATION}`;
const asked: ProcedureQuestion[] = [
  {
    ...{ id: 'a', kind: 'text', words: { vi: 'Cao bao nhiêu?' }, choices: [], required: true },
    ...{ from: '2026-03-04', until: null },
  },
  {
    ...{ id: 'b', kind: 'choice', words: { vi: 'Ở đâu?' }, required: false },
    choices: [{ vi: 'Vỉa hè', en: 'Pavement' }, { vi: 'Công viên' }],
    ...{ from: '2026-03-04', until: null },
  },
];

describe('questions of a procedure', () => {
  it('are asked from a day to a day', () => {
    const question = { from: '2026-03-04', until: '2026-03-10' };
    const days = ['2026-03-03', '2026-03-04', '2026-03-09', '2026-03-10'];
    expect(days.map((day) => isAsked(question, day))).to.deep.equal([false, true, true, false]);
  });

  it('miss what is required, take no other choice, and keep replies in the words in which they were asked', () => {
    const wrong = replyFaults(asked, [{ question: 'b', reply: 'Ao' }]);
    expect([...wrong]).to.deep.equal([
      ['a', 'missing'],
      ['b', 'no-choice'],
    ]);
    const given = [
      { question: 'b', reply: 'Vỉa hè' },
      { question: 'gone', reply: 'x' },
    ];
    expect(keptReplies(asked, given)).to.deep.equal([
      {
        ...{ question: 'b', words: { vi: 'Ở đâu?' }, kind: 'choice', reply: 'Vỉa hè' },
        choice: { vi: 'Vỉa hè', en: 'Pavement' },
      },
    ]);
  });

  it('have choices in as many lines in each language', () => {
    const form = { kind: 'choice', vi: 'Ở đâu?', required: false, from: '2026-03-04' } as const;
    expect(questionOf({ ...form, choicesVi: ['Vỉa hè'] })).to.deep.equal({ fault: 'choicesVi' });
    expect(questionOf({ ...form, choicesVi: ['a', 'b'], choicesRu: ['а'] })).to.deep.equal({
      fault: 'choicesRu',
    });
    expect(questionOf({ ...form, choicesVi: ['a', 'b'], choicesEn: ['c', 'd'] })).to.have.nested.property(
      'question.choices[1].en',
      'd',
    );
  });

  describe('on a site', () => {
    let world: World;
    let head: Person;
    let coordinator: Person;
    const { subject, text, name, email } = submission();

    before(async () => {
      world = await startWorld();
      head = await person(world, 'head', { units: [UNIT] });
      coordinator = await person(world, 'coordinator');
    });
    after(() => world.stop());

    const add = async (fields: Record<string, string>) => {
      await head.visitor.get(AT);
      return head.visitor.submit(AT, { kind: 'text', from: '2026-03-04', ...fields });
    };
    const row = async (code: string) => (await Feedback.findOne({ code }).lean<FeedbackFields>())!;

    it('are kept by the office in charge alone, at most five, and bad input loses nothing', async () => {
      const elsewhere = await person(world, 'head', { units: [OTHER_UNIT] });
      expect((await elsewhere.visitor.get(AT)).status).to.equal(404);
      const refused = await add({
        kind: 'choice',
        vi: 'Cây mọc ở đâu?',
        choicesVi: 'Vỉa hè',
        from: '2026-03-01',
      });
      expect([refused.status, refused.$('#question-choicesVi').text()]).to.deep.equal([422, 'Vỉa hè']);
      expect((await add({ vi: 'Cây cao bao nhiêu?', from: '2026-03-01' })).status).to.equal(422);
      await add({ vi: 'Cây cao bao nhiêu?', en: 'How tall is it?', required: 'yes' });
      await add({ kind: 'choice', vi: 'Cây mọc ở đâu?', choicesVi: 'Vỉa hè\nCông viên' });
      const later = await add({ kind: 'yes-no', vi: 'Có nguy hiểm không?', from: '2026-04-01' });
      expect(later.$('#coming-title').text()).to.contain('1');
      await add({ vi: 'Câu hỏi thứ tư?' });
      await add({ vi: 'Câu hỏi thứ năm?' });
      expect((await add({ vi: 'Câu hỏi thứ sáu?' })).status).to.equal(409);
      const counted = async () => (await head.visitor.get('/procedure-questions')).$('.row-facts').text();
      const end = async (vi: string) => {
        const { _id } = (await QuestionOfProcedure.findOne({ 'words.vi': vi }).lean())!;
        await head.visitor.get(AT);
        await head.visitor.submit(`${AT}/questions/${_id}/end`);
      };
      await end('Câu hỏi thứ tư?');
      await end('Câu hỏi thứ năm?');
      expect(await counted()).to.contain('3 câu hỏi');
      await end('Có nguy hiểm không?');
      expect(await counted(), 'one that was to come').to.contain('2 câu hỏi');
    });

    it('are asked in the form without script, kept through a refused one, and shown to sender and staff alone', async () => {
      const sender = world.visitor();
      const form = await sender.get(FORM);
      expect(form.$('#reply1').length + form.$('input[name=reply2]').length).to.equal(3);
      expect(form.$('[name=reply3]').length).to.equal(0);
      const missed = await sender.submit('/feedback/new', {
        subject,
        text,
        reply2: 'Công viên',
        step: 'sender',
      });
      expect([missed.status, missed.$('.error-summary a').attr('href')]).to.deep.equal([422, '#reply1']);
      expect(missed.$('input[name=reply2]:checked').val()).to.equal('Công viên');
      await sender.submit('/feedback/new', { reply1: 'Khoảng 12 mét', step: 'sender' });
      const check = await sender.submit('/feedback/new', { name: name!, email: email!, step: 'preview' });
      expect(check.$('#private-title ~ dl').text()).to.contain('Khoảng 12 mét').and.contain('Công viên');
      expect(check.$('#public-title ~ dl').text()).not.to.contain('Khoảng 12 mét');
      const receipt = await sender.submit('/feedback/new', { step: 'send' });
      const code = receipt.path.split('/')[2]!;
      expect((await row(code)).questionReplies!.map(({ reply }) => reply)).to.deep.equal([
        'Khoảng 12 mét',
        'Công viên',
      ]);
      expect((await sender.get(`/feedback/${code}`)).html).to.contain('Khoảng 12 mét');
      expect((await coordinator.visitor.get(`/triage/${code}`)).html).to.contain('Khoảng 12 mét');
      expect((await world.visitor().get(`/feedback/${code}`)).html).not.to.contain('Khoảng 12 mét');
      expect((await coordinator.visitor.get('/items/list.csv?status=all')).html).to.contain('Khoảng 12 mét');
    });

    it('are told to programs, which need not know them; screening says what is missing', async () => {
      const api = `${world.address}/api/v1`;
      const told = await fetch(`${api}/regulations/${REGULATION}/questions`);
      const [height, place] = ((await told.json()) as { questions: { id: string }[] }).questions;
      const call = async (more: object) => {
        const body = JSON.stringify({ ...submission(), ...more });
        const headers = { 'content-type': 'application/json' };
        const reply = await fetch(`${api}/feedback`, { method: 'POST', headers, body });
        return { status: reply.status, body: await reply.json() };
      };
      const wrong = await call({ questionReplies: [{ question: place!.id, reply: 'Dưới ao' }] });
      expect(wrong.status).to.equal(422);
      const without = await call({});
      expect(without.status).to.equal(201);
      const { code } = without.body as { code: string };
      const screened = await coordinator.visitor.get(`/triage/${code}`);
      expect(screened.$('.notice').text()).to.contain('Cây cao bao nhiêu?');
      const whole = await call({ questionReplies: [{ question: height!.id, reply: '8 mét' }] });
      const sent = whole.body as { code: string };
      expect((await row(sent.code)).questionReplies).to.have.length(1);
      expect((await coordinator.visitor.get(`/triage/${sent.code}`)).html).not.to.contain(
        'chưa trả lời câu hỏi',
      );
    });

    it('are put to whoever stands at the counter once, and may stay open there', async () => {
      const { kind, senderKind, language } = submission();
      await coordinator.visitor.get('/counter');
      const asking = await coordinator.visitor.submit('/counter', {
        ...{ kind, senderKind, language, subject, text, name: name!, email: email! },
        ...{ regulation: REGULATION, channel: 'counter', receivedAt: '2026-03-04T09:00', publishText: 'yes' },
      });
      expect([asking.status, asking.path]).to.deep.equal([200, '/counter']);
      expect(asking.$('a[href="#reply1"]').length).to.equal(1);
      expect(asking.$('#reply1').attr('required')).to.equal(undefined);
      const wrong = await coordinator.visitor.submit('/counter', { reply2: 'Dưới ao' });
      expect([wrong.status, wrong.$('.error-summary a').attr('href')]).to.deep.equal([422, '#reply2']);
      const receipt = await coordinator.visitor.submit('/counter', { reply2: 'Vỉa hè' });
      const { questionReplies } = await row(receipt.path.split('/')[2]!);
      expect(questionReplies!.map(({ reply }) => reply)).to.deep.equal(['Vỉa hè']);
    });

    it('keep the replies with whoever gave them: parts about the same procedure, the one file of a case, never what was merged', async () => {
      const [height] = await QuestionOfProcedure.find({ 'words.en': 'How tall is it?' }).lean();
      const replied = (status: 'assigned' | 'accepted' = 'assigned', reply = 'Chừng 30 mét') =>
        item(world, { status, input: { questionReplies: [{ question: String(height!._id), reply }] } });
      const whole = await replied();
      const part = { subject: 'Cành khô trên mái', text: 'Cành khô rơi xuống mái nhà tôi.', unit: UNIT };
      await splitFeedback(coordinator.context(), whole.code, {
        parts: [
          { ...part, regulation: REGULATION },
          { ...part, subject: 'Vỉa hè lún trước nhà', unit: OTHER_UNIT },
        ],
      });
      await world.advance({ minutes: 2 });
      const parts = await Feedback.find({ partOf: whole.code }).sort({ _id: 1 }).lean<FeedbackFields[]>();
      expect(parts.map((each) => each.questionReplies?.[0]?.reply)).to.deep.equal([
        'Chừng 30 mét',
        undefined,
      ]);
      const file = async (context: Parameters<typeof caseText>[0]) =>
        (await caseText(context, whole.code)).lines.map((line) => line.text).join('\n');
      expect(await file(head.context()))
        .to.contain('Cây cao bao nhiêu?')
        .and.contain('Chừng 30 mét');
      const stranger = { ...head.context(), actor: { kind: 'visitor' as const, holds: [] } };
      expect(await file(stranger)).not.to.contain('Chừng 30 mét');
      const other = await replied('accepted', 'Chừng 4 mét');
      const merged = await replied();
      await mergeFeedback(coordinator.context(), merged.code, other.code);
      const sender = world.visitor();
      await sender.get('/track');
      const own = await sender.submit('/track', { code: other.code, key: other.key });
      expect(own.$('.own').text()).to.contain('Chừng 4 mét');
      expect(own.html).not.to.contain('Chừng 30 mét');
    });
  });
});
