import { acceptFeedback, learnUnits, routeFeedback, submitFeedback } from '../feedback/index.ts';
import type { Actor, Context, Site } from '../platform/context.ts';
import type { Cast } from './people.ts';

const HOUR_MS = 3_600_000;

const TO_THE_CITY = 'hanoi-peoples-committee';
const REASON = 'Theo nội dung, việc này do sở chuyên ngành giải quyết.';

/** Senders who name no procedure and turn to the city: the words must say whose it is. Without a unit they wait. */
const UNNAMED: { subject: string; text: string; unit?: string }[] = [
  {
    subject: 'Cây xanh trước trường học bị nghiêng',
    text: 'Cây xanh trên vỉa hè trước cổng trường bị nghiêng, cành khô rơi xuống đường. Đề nghị kiểm tra, cắt tỉa và cho biết ai phụ trách.',
    unit: 'dept-construction',
  },
  {
    subject: 'Xin phiếu lý lịch tư pháp chậm',
    text: 'Tôi nộp hồ sơ cấp phiếu lý lịch tư pháp trực tuyến đã quá ngày hẹn mà chưa có kết quả. Đề nghị cho biết bao giờ có.',
    unit: 'dept-justice',
  },
  {
    subject: 'Phòng khám ghi sai giấy phép hoạt động',
    text: 'Hồ sơ đề nghị cấp giấy phép hoạt động khám bệnh, chữa bệnh của phòng khám chúng tôi bị trả lại hai lần vì lý do khác nhau.',
    unit: 'dept-health',
  },
  {
    subject: 'Xe buýt bỏ điểm dừng',
    text: 'Tuyến xe buýt qua khu nhà tôi bỏ điểm dừng hai tuần nay, người già phải đi bộ xa. Đề nghị khôi phục điểm dừng.',
  },
  {
    subject: 'Đổi giấy phép lái xe phải đi lại nhiều lần',
    text: 'Tôi nộp hồ sơ đổi giấy phép lái xe trực tuyến nhưng vẫn được yêu cầu mang bản giấy đến. Đề nghị hướng dẫn rõ cần những giấy tờ nào.',
  },
];

/** The site has learned from what its offices have taken on: some items were sent on by that, the last ones wait. */
export async function playSuggestions(site: Site, cast: Cast, now: Date): Promise<void> {
  const at = (hours: number, actor: Actor): Context => ({
    ...{ site, actor, now: new Date(now.getTime() - hours * HOUR_MS), language: 'vi', requestId: 'demo' },
  });
  const coordinator = await cast.coordinator();
  await learnUnits(at(12, coordinator));
  for (const [number, { unit, ...words }] of UNNAMED.entries()) {
    const sent: Parameters<typeof submitFeedback>[1] = {
      ...{ kind: 'feedback', unit: TO_THE_CITY, name: 'Ngô Thị Yến', email: `yen.ngo${number}@example.vn` },
      ...words,
      ...{ senderKind: 'citizen', language: 'vi', publishText: true },
    };
    const visitor = at(10 - number, { kind: 'visitor', holds: [] });
    const { code } = await submitFeedback(visitor, sent, { channel: 'web' });
    if (!unit) continue;
    await acceptFeedback(at(2, coordinator), code);
    await routeFeedback(at(2, coordinator), code, { unit, reason: REASON });
  }
}
