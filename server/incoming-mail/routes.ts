import { translator } from '../platform/i18n/texts.ts';
import { page, seeOther } from '../platform/web/reply.ts';
import { type Route, route } from '../platform/web/route.ts';
import { letterDone } from './actions.ts';
import { lastLetters, letterFigures, lettersToRead } from './queries.ts';

export const incomingMailRoutes: Route[] = [
  route({
    method: 'get',
    path: '/incoming-mail',
    who: ['screen'],
    handler: async ({ context }) =>
      page('incoming-mail/list', {
        title: translator(context.language)('incoming-mail.title'),
        address: context.site.mailIn?.address,
        toRead: await lettersToRead(context),
        last: await lastLetters(context),
        figures: await letterFigures(context),
      }),
  }),
  route({
    method: 'post',
    path: '/incoming-mail/:id/done',
    who: ['screen'],
    handler: async ({ context, params }) => {
      await letterDone(context, params.id);
      return seeOther('/incoming-mail');
    },
  }),
];
