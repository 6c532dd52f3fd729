import {
  DelayList,
  DelayRepeat,
  type DelayRepeatFields,
  type ListEntry,
} from '../../server/accountability/delay-list/model.ts';
import { listId } from '../../server/accountability/delay-list/rules/act.ts';
import { UNIT } from '../support/factories.ts';
import type { Known } from './scenario.ts';
import type { Secrets } from './secrets.ts';

const MONTH = '2020-01';
const ENTRY = 'PA-2020-000001';
const RECORD = `${listId(MONTH, UNIT)}.someone`;
const place = { month: MONTH, unit: UNIT };

/** Where the list and the record stand that hold something hidden. */
export const DELAYS: Record<string, Record<string, string>> = {
  'GET /delay-lists/:month/:unit': place,
  'GET /delay-lists/:month/:unit/entries/:entry': { ...place, entry: ENTRY },
  'GET /delay-repeats/:record': { record: RECORD },
  'GET /delays/:month': place,
  'GET /delays/:month/list.csv': place,
  'GET /delays/:month/list.pdf': place,
};

/** A list that is not yet published, with a reply; a record about an official, with a decision. */
export async function hiddenDelays(secrets: Secrets, items: Known[], official: string): Promise<void> {
  const { code } = items.find(({ name }) => name === 'in-review')!;
  const at = new Date('2020-02-01T03:00:00Z');
  const later = new Date('2030-01-01T00:00:00Z');
  const reply = {
    text: `Phải chờ ${secrets.word({ field: 'delay-reply', code })}.`,
    role: 'head' as const,
    by: 'x',
    at,
  };
  const entry: ListEntry = {
    ...{
      id: ENTRY,
      code: ENTRY,
      review: false,
      regulation: null,
      state: 'open-late',
      dueAt: at,
      closedAt: null,
    },
    ...{ daysLate: 3, days: 3, apologised: false, extended: false, removed: false, cause: null },
    ...{ position: 'official', official, name: null, reply },
  };
  const dates = { madeAt: at, updatedAt: at, openOn: at, replyUntil: later, publishOn: later };
  const list = {
    _id: listId(MONTH, UNIT),
    ...place,
    respondents: [UNIT],
    status: 'open' as const,
    entries: [entry],
  };
  await DelayList.create({ ...list, ...dates });
  const decision: NonNullable<DelayRepeatFields['decision']> = {
    kind: 'reminder',
    reason: `Nhắc nhở ${secrets.word({ field: 'delay-decision', code })}.`,
    by: 'x',
    at,
  };
  const rule = { repeatTimes: 3, repeatMonths: 6, basis: '766/QĐ-TTg' };
  await DelayRepeat.create({
    _id: RECORD,
    ...place,
    official,
    months: [MONTH],
    rule,
    status: 'decided',
    madeAt: at,
    decision,
  });
}
