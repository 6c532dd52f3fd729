import type { Submission } from '../server/feedback/index.ts';

/** A submission of usual length; each number gives another text. */
export function submissionOf(number: number): Submission {
  return {
    kind: 'feedback',
    regulation: 'birth-registration',
    ward: 'ward-ba-dinh',
    subject: `Đăng ký khai sinh quá hẹn, lần thứ ${number}`,
    text: `Tôi nộp hồ sơ đăng ký khai sinh cho con ngày ${1 + (number % 28)}/10 tại phường, giấy hẹn ghi trả trong ngày nhưng đến nay vẫn chưa có kết quả. Hồ sơ số ${number} thiếu giấy tờ gì, ai chịu trách nhiệm và khi nào tôi được nhận giấy khai sinh? `.repeat(
      2,
    ),
    senderKind: 'citizen',
    name: 'Nguyễn Văn Bình',
    email: 'binh@mail.example',
    language: 'vi',
    publishText: true,
  };
}
