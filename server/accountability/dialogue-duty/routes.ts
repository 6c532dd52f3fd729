import Joi from 'joi';
import { translator } from '../../platform/i18n/texts.ts';
import { sharesOf } from '../../platform/web/charts/index.ts';
import { page } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { dutyIn } from './queries.ts';
import type { DutyState } from './rules.ts';

const TONES: Record<DutyState, string> = { held: 'good', announced: 'b', open: 'c', missed: 'late' };

const query = Joi.object<{ year?: string }>({ year: Joi.string().max(4).empty('') });

export const dialogueDutyRoutes: Route[] = [
  route({
    method: 'get',
    path: '/dialogue-duty',
    who: 'anyone',
    query,
    async handler({ context, query }) {
      const duty = await dutyIn(context, query.year);
      const t = translator(context.language);
      const parts = [...duty.groups].reverse().map(({ state, units }) => ({
        label: t(`dialogue-duty.states.${state}`),
        count: units.length,
        tone: TONES[state],
        href: units.length > 0 ? `#${state}` : undefined,
      }));
      return page('accountability/dialogue-duty/show', {
        title: t('dialogue-duty.title', { year: duty.year }),
        ...duty,
        shares: sharesOf(parts),
        yearBefore: duty.year - 1,
      });
    },
  }),
];
