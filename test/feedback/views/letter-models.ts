import { clockLetter } from './clock-models.ts';
import {
  CODE,
  dates,
  inside,
  messages,
  now,
  other,
  publishedAnswer,
  refusal,
  regulation,
  shownPoints,
  unit,
  words,
} from './parts.ts';

/** What a letter is given, for everybody; to staff no name of the sender. */
export function letterModel(whom: string): Record<string, unknown> {
  return {
    code: CODE,
    regulation: regulation.name,
    subject: words.subject,
    unit: unit.name,
    from: other.name,
    dueAt: dates.dueAt,
    receivedAt: dates.receivedAt,
    senderName: whom === 'sender' ? inside.sender.name : undefined,
    question: messages[0]!.text,
    guidance: refusal.guidance,
    ground: refusal.ground,
    reason: 'Cần nêu ngày',
    // Of an appeal, a paper that was demanded, an address that was changed, a lost key.
    outcome: 'changed',
    reasons: 'Điều 5 không cho phép.',
    paper: 'Sổ hộ khẩu photo',
    how: 'stops',
    // Of a request for erasure.
    erasedFrom: dates.dueAt,
    erasureAs: 'declined',
    decision: 'Luật buộc giữ.',
    // Of an answer whose law has ended.
    as: 'still-true',
    confirmHref: `/feedback/${CODE}/confirmation`,
    items: [
      { code: CODE, subject: words.subject, label: 'answered', receivedAt: dates.receivedAt, href: '/x' },
    ],
    ...clockLetter,
    answer: publishedAnswer,
    filesOpen: true,
    passedOn: shownPoints,
    href: `/feedback/${CODE}`,
    now,
  };
}
