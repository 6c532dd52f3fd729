import { createHash } from 'node:crypto';
import type { Context } from '../../platform/context.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { act } from '../../platform/second-person/index.ts';
import { unitOf } from '../../units/index.ts';
import { monthName } from '../month-name.ts';
import { approveList, checkApproval, toWholeMonth } from './actions.ts';
import { DelayList } from './model.ts';
import { unitKey } from './rules/act.ts';

const COMMON = {
  rule: 'delay-lists',
  permission: 'approve-delay-lists',
  entry: 'delay-list.approved',
} as const;

const seenOf = (rows: readonly { _id: string; updatedAt: Date }[]) =>
  createHash('sha256')
    .update(rows.map(({ _id, updatedAt }) => `${_id} ${new Date(updatedAt).getTime()}`).join('\n'))
    .digest('base64url');

const listsToApprove = (month: string) =>
  DelayList.find({ month, status: { $in: ['open', 'to-approve'] } }, { updatedAt: 1 })
    .sort({ _id: 1 })
    .lean();

async function seenList(id: string) {
  const list = await DelayList.findById(id, { updatedAt: 1, month: 1, unit: 1 }).lean();
  if (!list) throw new NotFound();
  return list;
}

export const APPROVE_LIST = act<{ id: string; seen?: string }, void>({
  ...COMMON,
  id: 'delay-lists.approve',
  async prepare(context, { id }) {
    await checkApproval(context, id);
    return { id, seen: seenOf([await seenList(id)]) };
  },
  async run(context, { id, seen }) {
    if (seen !== undefined && seen !== seenOf([await seenList(id)]))
      throw new Conflict('second-person.errors.changed');
    await approveList(context, id);
  },
  async shown(context, { id }) {
    const { month, unit } = await seenList(id);
    const t = translator(context.language);
    const name = unitOf(unit ?? '')?.name[context.language as 'vi'];
    return {
      name: name ?? t('accountability.delay-list.coordinators'),
      href: `/delay-lists/${month}/${unitKey(unit)}`,
      facts: [{ label: t('second-person.month'), after: monthName(month, context) }],
    };
  },
});

/** All lists of a month that can be approved now. */
export const APPROVE_MONTH = act<{ month: string; seen?: string }, void>({
  ...COMMON,
  id: 'delay-lists.approve-month',
  async prepare(_, { month }) {
    return { month, seen: seenOf(await listsToApprove(month)) };
  },
  async run(context, { month, seen }) {
    if (seen !== undefined && seen !== seenOf(await listsToApprove(month)))
      throw new Conflict('second-person.errors.changed');
    await toWholeMonth(context, month, approveList);
  },
  async shown(context: Context, { month }) {
    const t = translator(context.language);
    const lists = await listsToApprove(month);
    return {
      name: monthName(month, context),
      href: `/delay-lists/${month}`,
      facts: [{ label: t('second-person.lists'), after: String(lists.length) }],
    };
  },
});
