import { addWorkingDays, cityCalendar, cityDate } from '../../server/calendar/index.ts';
import { disputeFeedback, extendFeedback as extendFeedbackAction } from '../../server/feedback/index.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { castOf, OTHER_UNIT, UNIT } from '../support/factories.ts';
import type { Sample, Stage } from './samples.ts';

const question = { question: 'Cây ở số nhà bao nhiêu?' };
const extension = { amount: 2, reason: 'Phải chờ kết quả khảo sát cây.' };
const competent = { unit: OTHER_UNIT, reason: 'Việc thuộc đơn vị kia.' };
const level = { complexity: 'complex', reason: 'Phải hỏi nhiều cơ quan.' };
const inWork = { status: 'assigned' } as const;

async function official({ world }: Stage) {
  return (await (await castOf(world)).inUnit('official', UNIT)).context();
}

/** Its official has asked the head for more time. */
async function asked(stage: Stage): Promise<Record<string, string>> {
  await extendFeedbackAction(await official(stage), stage.item!.code, extension);
  return {};
}

/** Its unit has said that it is not competent. */
async function disputed(stage: Stage): Promise<Record<string, string>> {
  await disputeFeedback(await official(stage), stage.item!.code, competent);
  return {};
}

/** Its date lies in the past; moving the clock would do the same to every other item of the walk. */
async function late({ item, world }: Stage): Promise<Record<string, string>> {
  const dueAt = new Date(world.clock.now().getTime() - 86_400_000);
  await Feedback.updateOne({ code: item!.code }, { $set: { dueAt } });
  return {};
}

/** Staff have entered it for somebody. */
async function entered({ item }: Stage): Promise<Record<string, string>> {
  await Feedback.updateOne({ code: item!.code }, { $set: { enteredBy: 'somebody', channel: 'counter' } });
  return {};
}

/** What moves or explains a date. */
export const deadlineSamples: Record<string, Sample> = {
  'GET /feedback/:code/deadline': { item: { status: 'submitted' } },
  getDeadlinePassport: { item: { status: 'submitted' } },
  pauseFeedback: { item: inWork, body: () => question, changes: true },
  extendFeedback: { item: inWork, body: () => extension, changes: true },
  classifyFeedback: { item: inWork, body: () => level, changes: true },
  'POST /feedback/:code/complexity': { item: inWork, fields: () => level, changes: true },
  'POST /feedback/:code/receipt-correction': {
    item: inWork,
    params: entered,
    fields: () => ({ receivedAt: '2026-03-02T09:00', reason: 'Ghi nhầm ngày trên dấu đến.' }),
    changes: true,
  },
  'POST /feedback/:code/extension': {
    item: inWork,
    fields: () => ({ ...extension, amount: '2' }),
    changes: true,
  },
  'POST /feedback/:code/extension-decline': {
    item: inWork,
    params: asked,
    fields: () => ({ reason: 'Thời hạn vẫn đủ.' }),
    changes: true,
  },
  'POST /feedback/:code/dispute': { item: { status: 'routed' }, fields: () => competent, changes: true },
  'POST /feedback/:code/dispute-decision': {
    item: { status: 'routed' },
    params: disputed,
    fields: () => competent,
    changes: true,
  },
  disputeFeedback: { item: { status: 'routed' }, body: () => competent, changes: true },
  decideDispute: { item: { status: 'routed' }, params: disputed, body: () => competent, changes: true },
  'POST /feedback/:code/apology': {
    item: inWork,
    params: late,
    // A working day after the walk’s, and near.
    fields: ({ world }) => ({
      cause: 'workload',
      reason: 'Nhiều việc cùng lúc.',
      promisedAt: addWorkingDays(cityCalendar(), cityDate(world.clock.now()), 1),
    }),
    changes: true,
  },
};
