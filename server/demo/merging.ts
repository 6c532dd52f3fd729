import { acceptFeedback, mergeFeedback, routeFeedback, submitFeedback } from '../feedback/index.ts';
import type { Actor, Context, Site } from '../platform/context.ts';
import type { Cast } from './people.ts';

const HOUR_MS = 3_600_000;

/** Neighbours who complain of the same: most copy what the first has written. */
const SAME =
  'Thủ tục đăng ký tạm trú yêu cầu bản sao giấy tờ chỗ ở có chứng thực dù đã có dữ liệu trong hệ thống.';
const NEIGHBOURS = [
  ['Đỗ Thị Hạnh', 'hanh.do', `${SAME} Đề nghị bỏ yêu cầu này.`],
  [
    'Lương Văn Phúc',
    'phuc.luong',
    `${SAME} Đề nghị bỏ yêu cầu này. Ngoài ra bộ phận một cửa không nhận hồ sơ ngày thứ Bảy.`,
  ],
  ['Tạ Minh Châu', 'chau.ta', `${SAME} Đề nghị bỏ yêu cầu này và cho nộp trực tuyến.`],
  ['Hồ Bích Ngọc', 'ngoc.ho', `${SAME} Đề nghị bỏ yêu cầu này sớm.`],
] as const;
const UNIT = 'dept-justice';
const SUBJECT = 'Đăng ký tạm trú đòi giấy tờ đã có trong hệ thống';

/** The first is with its office, two are merged into it, the last waits at screening. */
export async function playMerging(site: Site, now: Date, cast: Cast): Promise<void> {
  const at = (hours: number, actor: Actor): Context => ({
    ...{ site, actor, now: new Date(now.getTime() - hours * HOUR_MS), language: 'vi', requestId: 'demo' },
  });
  const coordinator = await cast.coordinator();
  const codes: string[] = [];
  for (const [number, [name, mail, text]] of NEIGHBOURS.entries()) {
    const sent = {
      ...{ kind: 'feedback', unit: UNIT, subject: SUBJECT, text, name, email: `${mail}@example.vn` },
      ...{ senderKind: 'citizen', language: 'vi', publishText: true },
    } as unknown as Parameters<typeof submitFeedback>[1];
    const visitor = at(26 - 4 * number, { kind: 'visitor', holds: [] });
    codes.push((await submitFeedback(visitor, sent, { channel: 'web' })).code);
  }
  const [first, second, third] = codes as [string, string, string];
  const screened = at(8, coordinator);
  for (const code of [first, second, third]) await acceptFeedback(screened, code);
  await routeFeedback(screened, first, { unit: UNIT });
  for (const code of [second, third]) await mergeFeedback(at(7, coordinator), code, first);
}
