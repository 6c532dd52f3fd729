import {
  acceptFeedback,
  carrySplit,
  contestRefusalOf,
  linkFeedback,
  mergeFeedback,
  refuseFeedback,
  routeFeedback,
  splitFeedback,
  submitFeedback,
} from '../feedback/index.ts';
import type { Actor, Context, Site } from '../platform/context.ts';
import type { Cast } from './people.ts';

const HOUR_MS = 3_600_000;

/** What has happened in the last two days, beside the stories: a merge, similar texts that wait, a contested refusal. */
export async function playRecent(site: Site, now: Date, cast: Cast): Promise<void> {
  await playContest(site, now, cast);
  const merged = await playMerging(site, now, cast);
  await playSplit(site, now, { cast, merged });
}

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

/** @returns the code of the first, which is with its office; two are merged into it, the last waits at screening. */
async function playMerging(site: Site, now: Date, cast: Cast): Promise<string> {
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
  return first;
}

const SIDEWALK =
  'Vỉa hè trước số 45 bị đào lên từ tháng trước mà chưa lát lại, người đi bộ phải xuống lòng đường.';
const RESIDENCE = 'Ngoài ra, khi đăng ký tạm trú cho con, phường vẫn đòi bản sao giấy tờ nhà có chứng thực.';
const TWO_MATTERS = {
  ...{ kind: 'feedback', unit: 'dept-construction', name: 'Vũ Thị Thảo', email: 'thao.vu@example.vn' },
  ...{ senderKind: 'citizen', language: 'vi', publishText: true },
  subject: 'Vỉa hè đào dở dang và giấy tờ tạm trú',
  text: `${SIDEWALK} ${RESIDENCE}`,
};

/** One submission with two matters: one stays, the other waits at screening, linked to what says the same. */
async function playSplit(
  site: Site,
  now: Date,
  { cast, merged }: { cast: Cast; merged: string },
): Promise<void> {
  const at = (hours: number, actor: Actor): Context => ({
    ...{ site, actor, now: new Date(now.getTime() - hours * HOUR_MS), language: 'vi', requestId: 'demo' },
  });
  const coordinator = await cast.coordinator();
  const sent = TWO_MATTERS as unknown as Parameters<typeof submitFeedback>[1];
  const visitor = at(9, { kind: 'visitor', holds: [] });
  const { code } = await submitFeedback(visitor, sent, { channel: 'web' });
  await splitFeedback(at(5, coordinator), code, {
    rest: SIDEWALK,
    parts: [{ subject: 'Giấy tờ khi đăng ký tạm trú', text: RESIDENCE, unit: UNIT }],
  });
  await carrySplit(at(4, coordinator), code);
  await linkFeedback(at(4, coordinator), code, merged);
}

const REFUSED = {
  ...{ kind: 'feedback', unit: 'dept-construction', name: 'Cao Thị Mận', email: 'man.cao@example.vn' },
  ...{ senderKind: 'citizen', language: 'vi', publishText: true },
  subject: 'Cấp phép xây dựng nhà ở phải nộp lại giấy tờ nhiều lần',
  text: 'Tôi xin phép sửa nhà, mỗi lần đến lại được yêu cầu thêm một giấy tờ không có trong danh mục thủ tục. Đề nghị hướng dẫn đủ một lần.',
};

/** A refusal that its sender contests: another coordinator reads it again. */
async function playContest(site: Site, now: Date, cast: Cast): Promise<void> {
  const at = (hours: number, actor: Actor): Context => ({
    ...{ site, actor, now: new Date(now.getTime() - hours * HOUR_MS), language: 'vi', requestId: 'demo' },
  });
  const sent = REFUSED as unknown as Parameters<typeof submitFeedback>[1];
  const { code } = await submitFeedback(at(30, { kind: 'visitor', holds: [] }), sent, { channel: 'web' });
  await refuseFeedback(at(27, await cast.coordinator()), code, {
    ground: 'complaint',
    guidance: 'Nội dung là khiếu nại; đề nghị gửi đến Ban Tiếp công dân thành phố.',
  });
  await contestRefusalOf(at(5, { kind: 'visitor', holds: [code] }), code, {
    reason: 'Tôi không khiếu nại ai, tôi phản ánh thủ tục yêu cầu giấy tờ ngoài danh mục.',
  });
}
