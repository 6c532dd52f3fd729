import { DelayList, type DelayListFields } from './model.ts';

/** What letters say of a list, and to whom. */
export interface ListForLetters {
  id: string;
  month: string;
  unit: string | null;
  respondents: string[];
  replyUntil: Date | null;
  publishOn: Date | null;
  /** Entries that stand. */
  standing: number;
  /** Account ids of those whom they concern. */
  officials: string[];
}

const FIELDS = {
  month: 1,
  unit: 1,
  respondents: 1,
  replyUntil: 1,
  publishOn: 1,
  'entries.removed': 1,
  'entries.official': 1,
} as const;

function forLetters({
  _id,
  month,
  unit,
  respondents,
  replyUntil,
  publishOn,
  entries,
}: DelayListFields): ListForLetters {
  const standing = entries.filter(({ removed }) => !removed);
  const officials = standing.flatMap(({ official }) => official ?? []);
  return { id: _id, month, unit, respondents, replyUntil, publishOn, standing: standing.length, officials };
}

export async function listForLetters(id: string): Promise<ListForLetters | undefined> {
  const list = await DelayList.findById(id, FIELDS).lean<DelayListFields>();
  return list ? forLetters(list) : undefined;
}

/** What the leadership is to hear: once when the window is over, every working day when the day of publication is too. */
export async function listsToTellOf(
  now: Date,
  { today, working }: { today: string; working: boolean },
): Promise<{ toApprove: ListForLetters[]; published: ListForLetters[] }> {
  const late = { publishOn: { $lte: now }, askedOn: { $lt: today } };
  const [toApprove, published] = await Promise.all([
    DelayList.find({ status: 'to-approve', $or: [{ askedOn: null }, ...(working ? [late] : [])] }, FIELDS)
      .sort({ _id: 1 })
      .lean<DelayListFields[]>(),
    DelayList.find({ status: 'published', toldAt: null }, FIELDS).sort({ _id: 1 }).lean<DelayListFields[]>(),
  ]);
  return { toApprove: toApprove.map(forLetters), published: published.map(forLetters) };
}

/** Noted without an entry: it tells of letters, not of the list. */
export async function noteTold(
  lists: readonly ListForLetters[],
  note: Partial<Pick<DelayListFields, 'askedOn' | 'toldAt'>>,
): Promise<void> {
  await DelayList.updateMany({ _id: { $in: lists.map(({ id }) => id) } }, { $set: note });
}
