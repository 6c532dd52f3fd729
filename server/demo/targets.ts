import { addTask, closeTask, giveValues } from '../accountability/index.ts';
import { SprintTask } from '../accountability/targets/model.ts';
import { ENTERED_TARGETS } from '../accountability/targets/rules.ts';
import { cityDate } from '../calendar/index.ts';
import { daysAfter } from '../city/dates.ts';
import { monthAfter, monthsUpTo } from '../city/months.ts';
import { type Site, systemContext } from '../platform/context.ts';
import { unitsInForce } from '../units/index.ts';
import type { Cast } from './people.ts';

const MONTHS = 5;
const KINDS = ['department', 'ward', 'commune'];
/** Where the slowest began, by target. */
const FROM = [38, 55, 82, 61];
const CORRECTION = 'Cơ quan tính thiếu hồ sơ nộp tại điểm tiếp nhận (ví dụ của bản dùng thử).';

const TASKS = [
  { text: 'Số hóa kết quả hộ tịch từ năm 2010 đến nay.', unit: 'dept-justice', inDays: 25 },
  { text: 'Mở thanh toán trực tuyến cho lệ phí cấp phép xây dựng.', unit: 'dept-construction', inDays: 12 },
  { text: 'Công khai đủ thành phần hồ sơ của mọi thủ tục y tế.', unit: 'dept-health', inDays: 6 },
];

/** Five months of the targets from one file, one of them corrected; tasks of the sprint. */
export async function playTargets(site: Site, cast: Cast, now: Date): Promise<void> {
  const actor = await cast.coordinator();
  const at = (days: number) => ({
    ...systemContext(site, 'demo', new Date(+now + days * 86_400_000)),
    actor,
  });
  const last = monthAfter(cityDate(now).slice(0, 7), -1);
  const units = unitsInForce(`${last}-28`).filter(({ kind }) => KINDS.includes(kind));
  const rows = monthsUpTo(last, MONTHS).flatMap((month, later) =>
    units.flatMap(({ slug }, n) =>
      // Some say nothing in some months.
      (n * 7 + later) % 11 === 0
        ? []
        : ENTERED_TARGETS.map((target, which) => ({
            ...{ target, unit: slug, month, line: 1 },
            value: Math.min(100, FROM[which]! + ((n * 13) % 30) + later * 2 + ((n + which + later) % 3)),
          })),
    ),
  );
  await giveValues(at(-3), { rows, way: 'csv', reason: '' });
  const wrong = rows.findLast(({ value }) => value < 60)!;
  await giveValues(at(-1), { rows: [{ ...wrong, value: wrong.value + 6 }], way: 'form', reason: CORRECTION });
  for (const { inDays, ...task } of TASKS)
    await addTask(at(-20), {
      ...task,
      owner: 'Phó Giám đốc Sở',
      dueOn: daysAfter(cityDate(now), inDays - 20),
    });
  const done = await SprintTask.findOne({ unit: 'dept-health' }, { _id: 1 }).lean();
  if (done) await closeTask(at(-15), String(done._id), 'Đã công khai 118 thủ tục, đủ thành phần hồ sơ.');
}
