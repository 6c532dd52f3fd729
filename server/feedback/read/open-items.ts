import type { Trilingual } from '../../platform/context.ts';
import { startOf } from '../clocks/deadlines.ts';
import { type RunningLimit, runningLimits, stateOf } from '../clocks/limits.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { UNSHIELDED } from '../item/shielded.ts';
import { publicFacts } from '../item-page/queries.ts';

/** An item on which somebody has to act, and until when: nothing that is not public. */
export interface OpenItem extends Pick<FeedbackFields, 'pauses' | 'waitingSince'> {
  code: string;
  subject?: string;
  regulation?: Trilingual;
  unit: string | null;
  /** Coordinators have it: to screen it, or to decide whose it is. */
  withCoordinators: boolean;
  assignee: string | null;
  /** The head of the unit has to approve something: the answer, or more time. */
  toApprove: boolean;
  /** Of whoever has it: coordinators have the limit of screening, or of a dispute; units have the sender's date. */
  dueAt: Date;
  promisedAt: Date | null;
  /** The clock of the sender's date, whoever has the item. */
  senderClock: { from: Date; dueAt: Date };
  limits: RunningLimit[];
}

const BATCH = 200;

// Texts and names of senders are not even read.
const LEFT_OUT = { pending: 0, originalText: 0, sender: 0, messages: 0, answer: 0 } as const;

/** Goes through all open items whose clock runs at a moment. */
export async function* openItemsAt(moment: Date): AsyncGenerator<OpenItem> {
  const rows = Feedback.find({ closedAt: null, ...UNSHIELDED }, LEFT_OUT)
    // By what never changes: an item that is marked meanwhile is met neither twice nor not at all.
    .sort({ _id: 1 })
    .lean<FeedbackFields[]>()
    .cursor({ batchSize: BATCH });
  for await (const row of rows as AsyncIterable<FeedbackFields>)
    if (stateOf(row, moment) !== 'paused') yield openItem(row, moment);
}

function openItem(row: FeedbackFields, moment: Date): OpenItem {
  const { subject, regulation } = publicFacts(row, moment);
  return {
    code: row.code,
    ...(subject ? { subject } : {}),
    ...(regulation ? { regulation: regulation.name } : {}),
    unit: row.unit,
    withCoordinators: row.unit === null || row.status === 'disputed',
    assignee: row.assignee,
    toApprove: row.status === 'in-review' || !!row.extensionRequest,
    dueAt: dueOfHolder(row),
    promisedAt: row.apology?.promisedAt ?? null,
    senderClock: { from: startOf(row), dueAt: row.dueAt },
    limits: runningLimits(row, moment),
    pauses: row.pauses,
    waitingSince: row.waitingSince,
  };
}

function dueOfHolder({ dueAt, holdings }: FeedbackFields): Date {
  const holder = holdings.at(-1);
  const own = holder?.unit === null && !holder.doneAt ? holder.dueAt : null;
  return own && own < dueAt ? own : dueAt;
}
