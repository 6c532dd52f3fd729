import { addBlock, addTag, allTags, saveQueue, tagFeedback } from '../feedback/index.ts';
import type { Context } from '../platform/context.ts';
import type { Play } from './steps.ts';

/** How people arrange their work: filters that a coordinator has kept and shares, and the words of an office. */
export async function playDesk({ site, cast, codes }: Play, now: Date): Promise<void> {
  const coordinator = await cast.listed('coordinator');
  const as = (actor: Context['actor']): Context => ({
    site,
    actor,
    now,
    language: 'vi',
    requestId: 'demo',
  });
  await saveQueue(as(coordinator), {
    ...{ name: 'Quá hạn toàn thành phố', place: 'items', query: { status: 'overdue', sort: 'due' } },
    shared: true,
  });
  for (const name of ['mùa mưa', 'báo chí nêu', 'kiến nghị cử tri']) await addTag(as(coordinator), { name });
  const [tag] = await allTags();
  for (const code of [...codes.values()].slice(-3)) await tagFeedback(as(coordinator), code, [tag!.id]);
  await saveQueue(as(coordinator), { name: 'Việc khẩn', place: 'triage', query: { level: 'urgent' } });
  const head = await cast.inUnit('head', 'dept-construction', now);
  for (const block of BLOCKS) await addBlock(as(head), { unit: 'dept-construction', ...block });
}

const BLOCKS = [
  {
    language: 'vi',
    name: 'Mở đầu',
    text: '{unit} cảm ơn ông/bà đã gửi phản ánh {code} về “{procedure}”. Chúng tôi đã kiểm tra và trả lời như sau:',
  },
  {
    language: 'vi',
    name: 'Đã giao đơn vị thi công',
    text: '{unit} đã giao [tên đơn vị] khắc phục, hoàn thành trước ngày [ngày hoàn thành]. Nếu đến ngày đó chưa xong, ông/bà trả lời thư này hoặc gọi [số điện thoại].',
  },
  {
    language: 'en',
    name: 'Opening',
    text: 'Thank you for writing to {unit} (item {code}). We have checked the place and found the following:',
  },
  {
    language: 'ru',
    name: 'Начало',
    text: '{unit} благодарит за обращение {code}. Мы проверили изложенное и сообщаем:',
  },
] as const;
