import { saveQueue } from '../feedback/index.ts';
import type { Context } from '../platform/context.ts';
import type { Play } from './steps.ts';

/** How people arrange their lists: filters that a coordinator and the head of an office have kept and share. */
export async function playDesk({ site, cast }: Play, now: Date): Promise<void> {
  const coordinator = await cast.listed('coordinator');
  const as = (actor: Context['actor']): Context => ({
    site,
    actor,
    now,
    language: 'vi',
    requestId: 'demo',
  });
  await saveQueue(as(coordinator), {
    ...{ name: 'Quá hạn toàn thành phố', place: 'items', query: { status: 'overdue', sort: 'due' } },
    shared: true,
  });
  await saveQueue(as(coordinator), { name: 'Việc khẩn', place: 'triage', query: { level: 'urgent' } });
}
