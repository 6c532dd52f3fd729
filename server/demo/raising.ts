import { cityDate } from '../calendar/index.ts';
import { DAY_MS } from '../city/dates.ts';
import {
  acceptFeedback,
  approveAnswer,
  assignFeedback,
  raiseFeedback,
  rateFeedback,
  routeFeedback,
  submitAnswer,
} from '../feedback/index.ts';
import type { Actor, Context, Site, Staff } from '../platform/context.ts';
import type { Cast } from './people.ts';

type Difficulty = Parameters<typeof raiseFeedback>[1];

const WARD = 'ward-ba-dinh';
const POLICE = 'city-police';
const RESIDENCE: Difficulty = {
  ...{ raisedBy: WARD, unit: POLICE, kind: 'feedback', language: 'vi', publishText: true },
  subject: 'Bộ phận một cửa phường không tra cứu được dữ liệu cư trú',
  text: 'Từ đầu tháng, cán bộ một cửa của phường không tra cứu được thông tin cư trú trên hệ thống dùng chung, nên vẫn phải yêu cầu người dân nộp bản sao giấy tờ. Đề nghị cho biết khi nào cấp lại quyền tra cứu cho phường.',
};
const LAND: Difficulty = {
  ...{ raisedBy: WARD, unit: 'dept-agriculture-environment', kind: 'recommendation' },
  ...{ language: 'vi', publishText: true },
  subject: 'Đề nghị trả kết quả thẩm định đất đai cho phường đúng hẹn',
  text: 'Nhiều hồ sơ đất đai phường chuyển lên thẩm định đã quá hẹn mà chưa có kết quả, phường không có căn cứ trả lời người dân. Đề nghị Sở cho biết hồ sơ đang ở bước nào và thời hạn trả kết quả.',
};

/** A ward has raised a difficulty with the police, which is answered; another one waits at screening. */
export async function playRaising(site: Site, cast: Cast, now: Date): Promise<void> {
  const on = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const at = (days: number, actor: Actor): Context => ({
    ...{ site, actor, now: on(days), language: 'vi', requestId: 'demo' },
  });
  const ward = (await cast.inUnit('official', WARD, on(9))) as Staff;
  const coordinator = await cast.coordinator();
  const { code } = await raiseFeedback(at(9, ward), RESIDENCE, { channel: 'web' });
  await acceptFeedback(at(8, coordinator), code);
  await routeFeedback(at(8, coordinator), code, { unit: POLICE });
  const head = await cast.inUnit('head', POLICE, on(8));
  const official = (await cast.inUnit('official', POLICE, on(8))) as Staff;
  await assignFeedback(at(7, head), code, { id: official.id, name: official.name });
  const [year, month, day] = cityDate(on(-5)).split('-').map(Number);
  await submitAnswer(at(4, official), code, {
    outcome: 'accepted',
    text: `Công an thành phố cấp lại quyền tra cứu cho ba tài khoản của phường trước ngày ${day}/${month}/${year}. Người phụ trách: Phòng Cảnh sát quản lý hành chính về trật tự xã hội. Trong thời gian chờ, phường gửi danh sách cần tra cứu và nhận kết quả trong ngày.`,
    reason: 'Đã thống nhất với phường qua điện thoại.',
  });
  await approveAnswer(at(3, head), code, { override: 'Đã thống nhất với phường qua điện thoại.' });
  await rateFeedback(at(2, ward), code, {
    ...{ answered: 'yes', clear: 'yes', solved: 'partly', reasons: [], note: '' },
  });
  await raiseFeedback(at(1, ward), LAND, { channel: 'web' });
}
