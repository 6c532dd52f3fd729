import { type Context, isStaff } from '../../platform/context.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { notAgainst } from '../item/shielded.ts';
import { CallBack, type CallBackFields } from './model.ts';

export interface CallShown {
  code: string;
  /** Of what is to be told: a newer one is another call. */
  entry: string;
  subject: string;
  language: string;
  name: string;
  phone: string;
  /** Key of what happened. */
  about: string;
  since: Date;
  missed: number;
  missedAt: Date | null;
}

const MOST_SHOWN = 100;

/** Of those that the actor may know of. */
export async function callsDue(context: Context): Promise<number> {
  if (isStaff(context.actor) && context.actor.units.length > 0) return (await callsToMake(context)).length;
  return CallBack.countDocuments({ status: 'due' });
}

/** Calls to be made, those first that nobody has tried yet, then those that wait longest. */
export async function callsToMake({ actor }: Context): Promise<CallShown[]> {
  const calls = await CallBack.find({ status: 'due' }, { pending: 0 })
    .sort({ missed: 1, since: 1, _id: 1 })
    .limit(MOST_SHOWN)
    .lean<CallBackFields[]>();
  const rows = await Feedback.find(
    { code: { $in: calls.map(({ code }) => code) }, ...notAgainst(actor) },
    { code: 1, publicText: 1, language: 1, sender: 1 },
  ).lean<FeedbackFields[]>();
  const byCode = new Map(rows.map((row) => [row.code, row]));
  return calls.flatMap(({ code, entry, about, since, missed, missedAt }) => {
    const row = byCode.get(code);
    if (!row?.sender.phone) return [];
    const { name, phone } = row.sender;
    const words = { subject: row.publicText.subject, language: row.language };
    return [{ code, entry, ...words, name, phone, about, since, missed, missedAt }];
  });
}
