import { addWorkingDays, cityCalendar, cityDate } from '../../server/calendar/index.ts';
import { askContribution } from '../../server/feedback/index.ts';
import { castOf, OTHER_UNIT, UNIT } from '../support/factories.ts';
import type { Sample, Stage } from './samples.ts';

const request = { unit: OTHER_UNIT, question: 'Cây này có sâu bệnh không?' };
const inWork = { status: 'assigned' } as const;

const nextWorkday = (world: Stage['world']): string =>
  addWorkingDays(cityCalendar(), cityDate(world.clock.now()), 1);

/** Another unit has been asked for its part. */
async function asked({ world, item }: Stage): Promise<Record<string, string>> {
  const official = await (await castOf(world)).inUnit('official', UNIT);
  const until = new Date(`${nextWorkday(world)}T17:00:00+07:00`);
  await askContribution(official.context(), item!.code, { ...request, until });
  return {};
}

/** Several units, one lead. */
export const contributionSamples: Record<string, Sample> = {
  'POST /feedback/:code/contribution-request': {
    item: inWork,
    fields: ({ world }) => ({ ...request, until: nextWorkday(world) }),
    changes: true,
  },
  'POST /feedback/:code/contribution': {
    item: inWork,
    params: asked,
    fields: () => ({ n: '1', text: 'Cây không sâu bệnh, chỉ cần tỉa cành.' }),
    changes: true,
  },
  'POST /feedback/:code/contribution-withdrawal': {
    item: inWork,
    params: asked,
    fields: () => ({ n: '1' }),
    changes: true,
  },
};
