import type { LyingMail } from '../../server/platform/mail/mail-folder.ts';

export interface Written {
  from?: string;
  to?: string;
  subject?: string;
  text?: string;
  messageId?: string;
  /** Lines of the head, each with its name. */
  more?: string[];
  files?: { name: string; type: string; bytes: Buffer }[];
}

let count = 0;

/** A letter as it lies in a mailbox (RFC 5322). */
export function written(wishes: Written = {}): string {
  const {
    from = 'Phạm Minh <minh@kin.example>',
    to = 'gop-y@city.example',
    subject = 'Đèn đường hỏng',
    text = 'Đèn đường ngõ 12 hỏng đã hai tuần, buổi tối đi lại rất khó khăn.',
    messageId = `letter-${++count}@kin.example`,
    more = [],
    files = [],
  } = wishes;
  const head = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    ...(messageId ? [`Message-ID: <${messageId}>`] : []),
    'Date: Wed, 4 Mar 2026 09:00:00 +0700',
    'MIME-Version: 1.0',
    ...more,
  ];
  const words = `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${lined(Buffer.from(text))}`;
  if (files.length === 0) return `${head.join('\r\n')}\r\n${words}\r\n`;
  const parts = files.map(
    ({ name, type, bytes }) =>
      `Content-Type: ${type}\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${lined(bytes)}`,
  );
  const body = [words, ...parts].map((part) => `--cut\r\n${part}\r\n`).join('');
  return `${head.join('\r\n')}\r\nContent-Type: multipart/mixed; boundary=cut\r\n\r\n${body}--cut--\r\n`;
}

const lined = (bytes: Buffer) => bytes.toString('base64').replace(/.{76}/g, '$&\r\n');

/** What a mail server says of a letter that it could not deliver (RFC 3464). */
export function bounceOf(address: string, messageId: string): string {
  return [
    'From: MAILER-DAEMON@kin.example',
    'To: no-reply@city.example',
    'Subject: Undelivered Mail Returned to Sender',
    `Message-ID: <bounce-${++count}@kin.example>`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=cut',
    '',
    '--cut\r\nContent-Type: text/plain\r\n\r\nNo such user.',
    `--cut\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; kin.example\r\n\r\nFinal-Recipient: rfc822; ${address}\r\nAction: failed\r\nStatus: 5.1.1`,
    `--cut\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: ${messageId}\r\nSubject: x`,
    '--cut--',
    '',
  ].join('\r\n');
}

/** As the folder of a mailbox hands it over. */
export function lying(raw: string, more: Partial<LyingMail> = {}): LyingMail {
  const source = Buffer.from(raw);
  return {
    place: `1:${++count}`,
    bytes: source.length,
    head: { messageId: 'head@kin.example', from: 'minh@kin.example', subject: 'Thư' },
    source: async () => source,
    ...more,
  };
}
