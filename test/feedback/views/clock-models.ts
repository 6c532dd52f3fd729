/** Of clocks: letters, the part of the desk, the passport. */
import { CODE, dates, now, other, unit } from './parts.ts';

/** What letters about the clock are given. */
export const clockLetter = {
  dueBefore: dates.receivedAt,
  until: dates.dueAt,
  last: true,
  amount: 5,
  amountUnit: 'working_days',
  proposed: other.name,
  extension: 'Phải đo lại khu đất',
  complexity: 'urgent',
  level: 'urgent',
  classification: 'Cây sắp đổ',
  provisional: true,
  apology: { cause: 'site-visit', reason: 'Xin lỗi ông bà', promisedAt: now },
  passportHref: `/feedback/${CODE}/deadline`,
};

/** The desk's own part about the clock. */
export const pressed = {
  flags: ['late-question', 'repeated-question', 'ping-pong', 'late-transfer'],
  request: { amount: 5, unit: 'working_days', reason: 'Phải đo lại' },
  dispute: { unit, proposed: other, reason: 'Việc của sở kia', at: now },
  limits: [
    { step: 'first_reply', dueAt: now, late: true },
    { step: 'dispute', dueAt: now, late: false },
  ],
  complexity: 'urgent',
};

export const silent = { pauses: [], extensions: [], delays: [], apology: null, closedAt: null };

const law = { vi: 'Luật', en: 'Law', ru: 'Закон' };
export const ownSteps = {
  limit: { id: 'screening', amount: 1, unit: 'working_days', basis: law },
  steps: [{ date: '2026-02-20', at: now, counted: false, reason: 'day-of-receipt' }],
};

export const passport = {
  code: CODE,
  state: 'overdue',
  ...dates,
  startsAt: dates.receivedAt,
  reopenedAt: now,
  closedAt: now,
  provisional: true,
  calendarVersion: 2,
  classification: { complexity: 'urgent', at: now, by: 'unit', unit, countedFrom: now },
  firstReply: { from: now, dueAt: now, doneAt: now, late: true, ...ownSteps },
  limit: { id: 'answer', amount: 10, unit: 'working_days', basis: law },
  steps: [
    { date: '2026-02-20', at: now, counted: false, reason: 'day-of-receipt' },
    { date: '2026-02-23', at: now, counted: true, reason: 'working-day' },
    { date: '2026-02-24', at: now, counted: 480, minutes: 480, reason: 'holiday', name: other.name },
  ],
  pauses: [
    { from: now, to: now, by: 'coordinator' },
    { from: now, to: null, by: 'unit', unit, doubtful: true },
  ],
  extensions: [{ amount: 5, unit: 'working_days', at: now, basis: law, grantedBy: unit }],
  holdings: [
    {
      holder: 'coordinator',
      step: 'screening',
      from: now,
      to: now,
      dueAt: now,
      doneAt: now,
      late: false,
      hours: 3.5,
      ...ownSteps,
    },
    {
      ...{ holder: 'coordinator', step: 'dispute', from: now, to: null, dueAt: now, doneAt: null },
      ...{ late: false, moving: true, hours: 0, ...ownSteps, steps: [] },
    },
    {
      holder: 'unit',
      unit,
      step: 'acceptance',
      from: now,
      to: null,
      dueAt: now,
      doneAt: null,
      late: true,
      hours: 70,
    },
  ],
  delays: [
    { holder: 'unit', unit, days: 2, hours: 12 },
    { holder: 'coordinator', days: 1, hours: 1 },
  ],
  apology: { cause: 'site-visit', promisedAt: now, missed: true, at: now },
  events: [
    { entry: 'submitted', at: now, by: 'sender' },
    { entry: 'transferred', at: now, by: 'unit', unit, from: other },
    { entry: 'extended', at: now, by: 'unit', unit, dueBefore: now, dueAt: now },
    { entry: 'classified', at: now, by: 'coordinator', complexity: 'complex' },
    { entry: 'receipt-corrected', at: now, by: 'coordinator', receivedBefore: now, receivedAt: now },
    { entry: 'overdue', at: now, by: 'system' },
    { entry: 'apologised', at: now, by: 'unit', unit, promisedAt: now },
  ],
};
