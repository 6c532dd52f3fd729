import { Feedback } from '../feedback/item/model.ts';
import { takeLetter } from '../incoming-mail/index.ts';
import { type Site, systemContext } from '../platform/context.ts';
import { threadOf } from '../platform/mail/threads.ts';

const MINUTE_MS = 60_000;

interface Written {
  name: string;
  from: string;
  to: string;
  subject: string;
  text: string;
}

const encoded = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

function rawOf({ name, from, to, subject, text }: Written): Buffer {
  const head = [
    `From: ${encoded(name)} <${from}>`,
    `To: <${to}>`,
    `Subject: ${encoded(subject)}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${Buffer.from(text).toString('base64')}\r\n`);
}

/** What came to the city by e-mail this morning: a new matter, and somebody who writes about an item of another. */
export async function playLetters(site: Site, now: Date): Promise<void> {
  const to = 'gop-y@hanoi.example';
  const about = await Feedback.findOne({ status: 'waiting' }, { code: 1 }).sort({ receivedAt: -1 }).lean();
  const letters: Written[] = [
    {
      ...{ name: 'Đỗ Thu Hà', from: 'thuha@gmail.example', to },
      subject: 'Thủ tục cấp lại thẻ bảo hiểm y tế mất quá nhiều thời gian',
      text: 'Kính gửi thành phố,\n\nTôi nộp hồ sơ xin cấp lại thẻ bảo hiểm y tế tại phường từ ba tuần trước, mỗi lần hỏi lại được hẹn thêm vài ngày. Đề nghị cho biết thời hạn theo quy định là bao nhiêu ngày và ai chịu trách nhiệm trả lời tôi.\n\nTrân trọng,\nĐỗ Thu Hà',
    },
    ...(about
      ? [
          {
            ...{ name: 'Trần Văn Bình', from: 'binh.tran@mail.example' },
            to: to.replace('@', `+${threadOf(site, about.code)}@`),
            subject: 'Bổ sung thông tin',
            text: 'Tôi là hàng xóm của người đã gửi phản ánh này, xin bổ sung: sự việc vẫn tiếp diễn mỗi buổi tối.',
          },
        ]
      : []),
  ];
  for (const [number, letter] of letters.entries()) {
    const at = new Date(now.getTime() - (40 - 10 * number) * MINUTE_MS);
    const source = rawOf(letter);
    const head = { messageId: '', from: letter.from, subject: letter.subject };
    const lying = { place: `demo:${number}`, bytes: source.length, head, source: async () => source };
    await takeLetter(systemContext(site, 'incoming-mail.read', at), lying);
  }
}
