import { addWorkingDays, cityCalendar, cityDate } from '../../server/calendar/index.ts';
import { disputeFeedback, extendFeedback as extendFeedbackAction } from '../../server/feedback/index.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { feedToken } from '../../server/notices/feed.ts';
import { castOf, OTHER_UNIT, UNIT } from '../support/factories.ts';
import { senderContext } from '../support/people.ts';
import type { Sample, Stage } from './samples.ts';

const extension = { amount: 3, reason: 'Phải chờ kết quả khảo sát cây.' };
const decline = { reason: 'Đủ người, trả lời đúng hạn được.' };
const elsewhere = { unit: OTHER_UNIT, reason: 'Việc thuộc đơn vị kia.' };
const question = { question: 'Cây ở trước số nhà nào?' };
const apology = {
  cause: 'workload',
  reason: 'Chúng tôi nhận quá nhiều việc cùng lúc.',
};

const nextWorkingDay = (now: Date) => addWorkingDays(cityCalendar(), cityDate(now), 1);

async function official({ world }: Stage) {
  return (await castOf(world)).inUnit('official', UNIT);
}

/** The official has asked for more time. */
async function asked(stage: Stage): Promise<Record<string, string>> {
  await extendFeedbackAction((await official(stage)).context(), stage.item!.code, extension);
  return {};
}

/** The unit has said that it is not the one. */
async function disputed(stage: Stage): Promise<Record<string, string>> {
  await disputeFeedback((await official(stage)).context(), stage.item!.code, elsewhere);
  return {};
}

/** Its date has passed. */
async function late({ world, item }: Stage): Promise<Record<string, string>> {
  const dueAt = new Date(world.clock.now().getTime() - 86_400_000);
  await Feedback.updateOne({ code: item!.code }, { $set: { dueAt, overdueAt: dueAt } });
  return {};
}

const march: Sample = { params: () => ({ month: '2026-03' }) };

/** Who was late, who will be, letters of the day, calendars of due dates. */
export const clockSamples: Record<string, Sample> = {
  'GET /feedback/:code/deadline': { item: { status: 'assigned' } },
  'GET /feedback/:code/case.pdf': { item: { status: 'assigned' } },
  getDeadlinePassport: { item: { status: 'assigned' } },
  'POST /feedback/:code/extension': {
    item: { status: 'assigned' },
    fields: () => ({ ...extension, amount: '3' }),
    changes: true,
  },
  extendFeedback: { item: { status: 'assigned' }, body: () => extension, changes: true },
  'POST /feedback/:code/extension-decline': {
    item: { status: 'assigned' },
    params: asked,
    fields: () => decline,
    changes: true,
  },
  'POST /feedback/:code/dispute': { item: { status: 'assigned' }, fields: () => elsewhere, changes: true },
  'POST /feedback/:code/dispute-decision': {
    item: { status: 'assigned' },
    params: disputed,
    fields: () => elsewhere,
    changes: true,
  },
  'POST /feedback/:code/apology': {
    item: { status: 'assigned' },
    params: late,
    // A working day after the walk’s, and near.
    fields: ({ world }) => ({ ...apology, promisedAt: nextWorkingDay(world.clock.now()) }),
    changes: true,
  },
  pauseFeedback: { item: { status: 'assigned' }, body: () => question, changes: true },
  'GET /delays': {},
  'GET /delays/:month': march,
  'GET /delays/:month/list.csv': march,
  getDelayList: march,
  'GET /forecast': {},
  'GET /week': {},
  'GET /account/notices': {},
  'POST /account/notices': { fields: () => ({ digest: 'daily' }) },
  'GET /account/notices/calendar': {},
  'POST /account/notices/calendar': {},
  'GET /reminders': {},
  'GET /reminders/removal': {},
  'GET /calendar-feed/:token.ics': {
    params: async ({ world }) => ({ token: await feedToken(senderContext(world), 'u', UNIT) }),
  },
};
