import { expect } from 'chai';
import { type Submission, submitFeedback } from '../../../server/feedback/index.ts';
import { Feedback, type FeedbackFields } from '../../../server/feedback/item/model.ts';
import type { Context } from '../../../server/platform/context.ts';
import { startWorld, type World } from '../../support/world.ts';

const LONG: Submission = {
  kind: 'question',
  regulation: 'birth-registration',
  ward: 'ward-ba-dinh',
  subject: 'Đăng ký khai sinh quá hẹn',
  text: 'Tôi nộp hồ sơ ngày 3/2. Khi nào tôi được nhận giấy khai sinh? Hồ sơ còn thiếu giấy tờ gì?',
  senderKind: 'business',
  name: 'Nguyễn Văn Bình',
  organisation: 'Công ty Hoa Sen',
  phone: '0912345678',
  language: 'vi',
  publishText: false,
};
const SHORT: Submission = {
  ...{ kind: 'feedback', unit: 'ward-ba-dinh', subject: 'Street lamp', text: 'The lamp is out.' },
  ...{ senderKind: 'citizen', name: 'Ann', email: 'ann@mail.example', language: 'en', publishText: true },
};

/** New items are written past the model: what stands in the store must be what the model would have written. */
describe('a new item in the store', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  for (const input of [LONG, SHORT])
    it(`has the shape of its model: ${input.subject}`, async () => {
      const context: Context = {
        site: world.app.site,
        actor: { kind: 'visitor', holds: [] },
        now: world.clock.now(),
        language: 'vi',
        requestId: 'test',
      };
      const { code } = await submitFeedback(context, input, { channel: 'web' });
      await world.settled();
      const row = await Feedback.collection.findOne<FeedbackFields>({ code });
      expect(row).to.include({ code, status: 'submitted', version: 0, overdueAt: null, answer: null });
      expect(row!.pending).to.deep.equal([]);
      expect(new Feedback(row!).toObject()).to.deep.equal(row);
      await new Feedback(row!).validate();
    });
});
