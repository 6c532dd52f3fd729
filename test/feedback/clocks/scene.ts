import {
  apologiseFeedback,
  decideDispute,
  disputeFeedback,
  extendFeedback,
  giveInfo,
  requestInfo,
  submitAnswer,
} from '../../../server/feedback/index.ts';
import { Feedback, type FeedbackFields } from '../../../server/feedback/item/model.ts';
import { itemPage } from '../../../server/feedback/item-page/queries.ts';
import { deadlinePassport } from '../../../server/feedback/passport/queries.ts';
import type { Context } from '../../../server/platform/context.ts';
import { castOf, type Item, item, OTHER_UNIT, UNIT } from '../../support/factories.ts';
import { senderContext } from '../../support/people.ts';
import type { World } from '../../support/world.ts';

export const MAIL = 'lan@kin.example';
export const ANSWER = {
  outcome: 'accepted' as const,
  text: 'Sở sẽ cắt tỉa cây này trước ngày 15/4/2026. Người phụ trách: Phòng Hạ tầng.',
  reason: 'Việc đơn giản.',
};

/** It is free text alone: the head says why it goes. */
export const OVERRIDE = { override: 'Đã trao đổi với người gửi.' };

/** A moment of the city: '2026-03-18 17:00'. */
export const city = (moment: string) => new Date(`${moment.replace(' ', 'T')}:00+07:00`);

/** The people and the items of the tests, with what they do by name. */
export async function scene(world: World) {
  const cast = await castOf(world);
  const official = await cast.inUnit('official', UNIT);
  const head = await cast.inUnit('head', UNIT);
  const { coordinator } = cast;
  const find = async (code: string) => (await Feedback.findOne({ code }).lean<FeedbackFields>())!;
  return {
    official,
    head,
    coordinator,
    cast,
    find,
    /** An item that an official of UNIT is working on, its other letters out of the way. */
    async assigned(): Promise<Item> {
      const made = await item(world, { status: 'assigned' });
      await world.settled();
      world.letters.clear();
      return made;
    },
    ask: (context: Context, code: string) => requestInfo(context, code, 'Cây cao bao nhiêu mét?'),
    reply: (code: string) => giveInfo(senderContext(world, code), code, 'Khoảng mười mét.'),
    extend: (context: Context, code: string, amount = 5) =>
      extendFeedback(context, code, { amount, reason: 'Phải chờ kết quả khảo sát cây.' }),
    dispute: (context: Context, code: string, unit = OTHER_UNIT) =>
      disputeFeedback(context, code, { unit, reason: 'Cây nằm trong khuôn viên bệnh viện.' }),
    decide: (context: Context, code: string, unit: string) =>
      decideDispute(context, code, { unit, reason: 'Cây nằm trên vỉa hè.' }),
    apologise: (context: Context, code: string, promisedAt: Date) =>
      apologiseFeedback(context, code, {
        cause: 'site-visit',
        reason: 'Chúng tôi xin lỗi, việc khảo sát kéo dài.',
        promisedAt,
      }),
    async submit(code: string) {
      await submitAnswer(official.context(), code, ANSWER);
    },
    async state(code: string): Promise<string> {
      const { deadline } = await itemPage(senderContext(world), code);
      return deadline;
    },
    passport: (code: string) => deadlinePassport(senderContext(world), code),
    async moveTo(moment: string) {
      await world.advanceTo(city(moment));
    },
    /** Subjects of letters about one item: those of the day are about many. */
    subjects: (to: string) =>
      world.letters
        .to(to)
        .map(({ subject }) => subject)
        .filter((subject) => subject.startsWith('PA-')),
  };
}

export type Scene = Awaited<ReturnType<typeof scene>>;

/** The text of the refusal, or of its first field. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const { fields, text } = error as { fields?: Record<string, { text: string }>; text: string };
    const [first] = Object.entries(fields ?? {});
    return first ? `${first[0]}: ${first[1].text}` : text;
  }
  return 'not refused';
}
