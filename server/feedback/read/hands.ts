import { Feedback, type FeedbackFields } from '../item/model.ts';
import { UNSHIELDED } from '../item/shielded.ts';

export interface Answerer {
  unit: string | null;
  assignee: string | null;
}

/** Who has an item in its unit, or answered it there; of one looked at again also who gave the answers before. */
export interface Hands {
  code: string;
  unit: string | null;
  assignee: string | null;
  /** The answer waits for the head, or nobody has been assigned. */
  withHead: boolean;
  /** Of the first answer, when it is looked at again. */
  first: Answerer | null;
  /** Of the second answer, when an appeal has sent that back. */
  second: Answerer | null;
}

const FIELDS = {
  code: 1,
  unit: 1,
  assignee: 1,
  status: 1,
  'reopening.unit': 1,
  'reopening.first.answer.by': 1,
  'reopening.second.unit': 1,
  'reopening.second.answer.by': 1,
} as const;

type Row = Pick<FeedbackFields, 'code' | 'unit' | 'assignee' | 'status' | 'reopening'>;

/** In one read: a page of the store's answers. */
const TOGETHER = 500;

/** In whose hands items are: inside only, for names of officials. */
export async function handsOf(codes: readonly string[]): Promise<Map<string, Hands>> {
  const found = new Map<string, Hands>();
  for (let at = 0; at < codes.length; at += TOGETHER) {
    const some = codes.slice(at, at + TOGETHER);
    for (const row of await Feedback.find({ code: { $in: some }, ...UNSHIELDED }, FIELDS).lean<Row[]>())
      found.set(row.code, handOf(row));
  }
  return found;
}

function handOf({ code, unit, assignee, status, reopening }: Row): Hands {
  const withHead = status === 'in-review' || assignee === null;
  const first = reopening ? { unit: reopening.unit, assignee: reopening.first.answer?.by ?? null } : null;
  const { second } = reopening ?? {};
  return {
    ...{ code, unit, assignee, withHead, first },
    second: second ? { unit: second.unit, assignee: second.answer?.by ?? null } : null,
  };
}
