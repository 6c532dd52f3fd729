import { calendarVersion, cityDate } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import { Invalid, type Text } from '../../platform/errors.ts';
import { hashSecret, randomToken } from '../../platform/secrets.ts';
import { unitOf } from '../../units/index.ts';
import { holding } from '../clocks/limits.ts';
import type { FeedbackFields } from '../item/model.ts';
import { handedOver, stepDone } from '../item/rules/holdings.ts';
import { fieldsOf, submissionFaults } from '../submission/actions.ts';
import type { ImportedRow } from './schemas.ts';

/** What the catalogue and the dates find wrong. Whoever kept the archive may not have asked senders for what the law asks for today. */
function rowFaults(row: ImportedRow, now: Date): Record<string, Text> {
  const { receivedAt, closedAt } = row;
  const known = submissionFaults(submissionOf(row), cityDate(receivedAt));
  const about = ['regulation', 'unit', 'ward'].flatMap((name) => (known[name] ? [[name, known[name]]] : []));
  const faults = Object.fromEntries(about) as Record<string, Text>;
  // There it is the unit that the sender names.
  if (faults['unit']) faults['concerns'] = faults['unit'];
  delete faults['unit'];
  if (row.unit && !unitOf(row.unit)) faults['unit'] = { text: 'feedback.errors.unknown-unit' };
  if (receivedAt > now) faults['receivedAt'] = { text: 'feedback.import.ahead' };
  if (closedAt && closedAt > now) faults['closedAt'] = { text: 'feedback.import.ahead' };
  if (closedAt && closedAt < receivedAt) faults['closedAt'] = { text: 'feedback.import.closed-before' };
  return faults;
}

/** @throws Invalid */
export function refuseFaults(row: ImportedRow, now: Date): void {
  const faults = rowFaults(row, now);
  if (Object.keys(faults).length > 0) throw new Invalid(faults);
}

function submissionOf({ concerns, unit: _unit, ...row }: ImportedRow) {
  return { ...row, ...(concerns ? { unit: concerns } : {}) };
}

/** An item as it comes from another system: what happened to it there is told by its dates alone. */
export function itemOfRow(context: Context, row: ImportedRow): Partial<FeedbackFields> {
  const { receivedAt, channel, status, code } = row;
  const received = fieldsOf(context, submissionOf(row), { channel, receivedAt });
  const dueAt = row.dueAt ?? received.dueAt;
  const item = {
    ...received,
    dueAt,
    status,
    formerCode: code,
    // Nobody has a key to it.
    receiptKeyHash: hashSecret(randomToken()),
  };
  return { ...item, ...placeOf(item, row), ...endOf(row, dueAt) };
}

type Received = ReturnType<typeof fieldsOf>;

/** Who has had it: of an archive nobody knows more than in whose hands it ended. */
function placeOf(
  item: Received,
  { status, unit, receivedAt, closedAt: closed }: ImportedRow,
): Partial<FeedbackFields> {
  const { holdings } = item;
  if (status === 'submitted') return {};
  if (status === 'accepted') return { holdings: stepDone(holdings, receivedAt) };
  // What was under way there begins anew, whatever a column says of its end.
  const closedAt = status === 'routed' ? undefined : closed;
  if (!unit) return { holdings: handedOver(holdings, closedAt ?? receivedAt) };
  const held = holding({ ...item, waitingSince: null }, 'acceptance', unit, receivedAt);
  const own = { ...held, doneAt: closedAt ? receivedAt : null, to: closedAt ?? null };
  return { unit, holdings: handedOver(stepDone(holdings, receivedAt), receivedAt, own) };
}

function endOf(row: ImportedRow, dueAt: Date): Partial<FeedbackFields> {
  const { status, closedAt, outcome, answer, ground, guidance = '' } = row;
  if (!closedAt || !['answered', 'refused', 'withdrawn'].includes(status)) return {};
  return {
    closedAt,
    closedCalendar: calendarVersion(),
    ...(closedAt > dueAt ? { overdueAt: dueAt } : {}),
    ...(status === 'answered'
      ? { answer: { outcome: outcome!, text: answer!, by: 'import', savedAt: closedAt } }
      : {}),
    ...(status === 'refused' ? { refusal: { ground: ground!, guidance } } : {}),
  };
}
