import { expect } from 'chai';
import { personalDataIn } from '../../../server/answer-quality/index.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import type { ContentLanguage } from '../../../server/platform/context.ts';
import { item, submission } from '../../support/factories.ts';
import { person } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

const TEXT =
  'Cây xà cừ trước cửa nhà tôi đã nghiêng sau trận mưa.\n\nLiên hệ tôi qua số 0912 345 678, CCCD 001082012345.';

describe('personal data in what people send', () => {
  const FOUND: [ContentLanguage, string, string[]][] = [
    ['vi', TEXT, ['0912 345 678', '001082012345']],
    ['vi', 'Tôi tên là Nguyễn Văn An. Gọi đường dây 024 3000 0000.', ['Nguyễn Văn An']],
    ['vi', 'Ông Trần Văn Bình, chủ tịch phường, hứa sửa đèn.', []],
    ['vi', 'Bà Lê Thị Hoa hàng xóm xây lấn ngõ.', ['Lê Thị Hoa']],
    ['en', 'My name is Anna Brown, please call me on +84 912 345 678.', ['Anna Brown', '+84 912 345 678']],
    ['ru', 'Меня зовут Анна Белова, тел. 8 912 345-67-89.', ['Анна Белова', '8 912 345-67-89']],
    ['en', 'The lamp at 24 Hang Bong Street has been dark since 12/03/2026.', []],
  ];
  for (const [language, text, words] of FOUND)
    it(`are found in «${text.slice(0, 40)}»`, () => {
      const found = personalDataIn(text, language);
      expect(found.map((each) => each.words)).to.deep.equal(words);
      for (const { start, end, words: said } of found) expect(text.slice(start, end)).to.equal(said);
    });

  describe('on the pages', () => {
    let world: World;
    before(async () => {
      world = await startWorld();
    });
    after(() => world.stop());

    it('are shown to the sender before the text becomes public, and not when it stays private', async () => {
      const visitor = world.visitor();
      await visitor.get('/feedback/new?regulation=tree-felling-permit');
      const { subject, name, email } = submission();
      const typed = { subject, text: TEXT, name: name!, email: email! };
      const shown = await visitor.submit('/feedback/new', { ...typed, step: 'preview', publishText: 'yes' });
      expect(shown.$('.personal-data li').length).to.equal(2);
      const marks = shown.$('blockquote mark').toArray();
      expect(marks.map((mark) => shown.$(mark).text())).to.deep.equal(['0912 345 678', '001082012345']);
      expect(shown.$('blockquote p').length).to.equal(2);
      await visitor.submit('/feedback/new', { step: 'change' });
      const kept = await visitor.submit('/feedback/new', { step: 'preview', publishText: 'no' });
      expect(kept.$('.personal-data').length).to.equal(0);
    });

    it('are marked in the queue and on the desk, and become public only when somebody has looked', async () => {
      const { code } = await item(world, { input: { text: TEXT } });
      const { code: harmless } = await item(world);
      const { visitor } = await person(world, 'coordinator');
      const queue = await visitor.get('/triage');
      const row = (of: string) => queue.$(`.row:has(a[href="/triage/${of}"])`).text();
      expect(row(code)).to.contain('dữ liệu cá nhân');
      expect(row(harmless)).to.not.contain('dữ liệu cá nhân');
      const desk = await visitor.get(`/feedback/${code}`);
      expect(desk.$('.original mark').length).to.equal(2);
      const acceptance = `/feedback/${code}/acceptance`;
      const refused = await visitor.submit(acceptance);
      expect(refused.status).to.equal(422);
      expect(refused.$('#acceptance-text-error').text()).to.contain('0912 345 678');
      expect((await Feedback.findOne({ code }).lean())!.status).to.equal('submitted');
      const clean = TEXT.replace('0912 345 678', '…');
      const rest = await visitor.submit(acceptance, { text: clean });
      expect(rest.$('.personal-data li').text()).to.equal('001082012345');
      await visitor.submit(acceptance, { seen: 'yes' });
      expect((await Feedback.findOne({ code }).lean())!.publicText.text).to.equal(clean);
      await visitor.get(`/feedback/${code}`);
      const edited = await visitor.submit(`/feedback/${code}/public-text`, { text: TEXT });
      expect(edited.status).to.equal(422);
    });

    it('stay nobody’s concern where the text does not become public', async () => {
      const { code } = await item(world, { input: { text: TEXT, publishText: false } });
      const { visitor } = await person(world, 'coordinator');
      const desk = await visitor.get(`/feedback/${code}`);
      expect(desk.$('.personal-data').length).to.equal(0);
      await visitor.submit(`/feedback/${code}/acceptance`);
      expect((await Feedback.findOne({ code }).lean())!.status).to.equal('accepted');
    });
  });
});
