import { hasFactor } from '../accounts/index.ts';
import { contentLanguage, isStaff } from '../platform/context.ts';
import { translator } from '../platform/i18n/texts.ts';
import { page } from '../platform/web/reply.ts';
import { type Route, route } from '../platform/web/route.ts';
import { stepsOf, TERMS } from './rules.ts';

export const guideRoutes: Route[] = [
  route({
    method: 'get',
    path: '/guide',
    who: 'staff',
    handler: async ({ context }) => {
      const { actor, language } = context;
      const roles = isStaff(actor) ? actor.roles : [];
      return page('guide/show', {
        title: translator(language)('guide.title'),
        taken: contentLanguage(language),
        roles: roles.map((role) => ({ role, steps: stepsOf(role) })),
        factor: isStaff(actor) && (await hasFactor(actor.id)),
        terms: TERMS,
      });
    },
  }),
];
