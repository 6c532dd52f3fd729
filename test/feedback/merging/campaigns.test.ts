import { expect } from 'chai';
import { Feedback, type FeedbackFields } from '../../../server/feedback/item/model.ts';
import { groupsAlike } from '../../../server/feedback/merging/rules/alike.ts';
import { item } from '../../support/factories.ts';
import { type Person, person } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

const SAME =
  'Thủ tục đăng ký tạm trú yêu cầu bản sao giấy tờ chỗ ở có chứng thực dù cơ quan đã có dữ liệu trong hệ thống.';

describe('texts that are nearly equal', () => {
  const text = (code: string, words: string, language = 'vi') => ({ code, language, words: new Set(words) });

  it('make a group with the first, in one language, without drifting', () => {
    const groups = groupsAlike(
      [
        text('a', 'abcdef'),
        text('b', 'abcdxy'),
        text('c', 'cdxyzw'),
        text('d', 'abcdef', 'en'),
        text('e', 'qrs'),
      ],
      0.5,
    );
    expect(groups).to.deep.equal([{ first: 'a', others: [{ code: 'b', share: 0.5 }] }]);
  });

  describe('at screening', function () {
    this.timeout(60_000);
    let world: World;
    let coordinator: Person;
    before(async () => {
      world = await startWorld();
      coordinator = await person(world, 'coordinator');
    });
    after(() => world.stop());

    it('are shown as a group, and answered together when a person confirms', async () => {
      const send = (more: string, email: string) =>
        item(world, {
          input: { text: `${SAME} ${more}`, subject: 'Đăng ký tạm trú phiền hà', email } as never,
        });
      const first = await send('', 'one@kin.example');
      const second = await send(
        'Bộ phận một cửa nghỉ cả ngày thứ Bảy nên không nộp được.',
        'two@kin.example',
      );
      const private_ = await send('Gọi tôi qua số 0912 345 678.', 'three@kin.example');
      const other = await item(world);
      const { visitor } = coordinator;
      const page = await visitor.get('/triage/campaigns');
      const shown = page.$(`section[aria-labelledby="campaign-${first.code}"]`);
      expect(shown.find('h2 .count').text()).to.equal('3');
      expect(shown.text()).to.contain(second.code).and.not.contain(other.code);
      const boxes = shown.find('input[name="chosen"]').toArray();
      expect(boxes.map((box) => page.$(box).attr('value')!.split('@')[0])).to.deep.equal([second.code]);
      const done = await visitor.submit('form[action="/triage/campaigns"]');
      expect(done.$('.notice.is-good').text()).to.contain('Đã gộp 1 hồ sơ');
      expect(done.$(`a[href="/triage/${first.code}"]`).length).to.equal(1);
      const rows = await Feedback.find().sort({ _id: 1 }).lean<FeedbackFields[]>();
      expect(rows.map(({ status }) => status)).to.deep.equal([
        'accepted',
        'merged',
        'submitted',
        'submitted',
      ]);
      expect(rows[1]!.merged!.into).to.equal(first.code);
      await visitor.get('/triage/campaigns');
      const stale = `${private_.code}@0`;
      const left = await visitor.post('/triage/campaigns', {
        first: `${first.code}@${rows[0]!.version}`,
        chosen: stale,
      });
      expect(left.$('#left-title').parent().text()).to.contain(private_.code);
      const changed = await visitor.post('/triage/campaigns', { first: `${first.code}@0`, chosen: stale });
      expect(changed.status).to.equal(422);
    });
  });
});
