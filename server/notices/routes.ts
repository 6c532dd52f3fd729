import Joi from 'joi';
import { translator } from '../platform/i18n/texts.ts';
import type { LetterStatus } from '../platform/mail/outbox.ts';
import { page, seeOther } from '../platform/web/reply.ts';
import { type Route, route } from '../platform/web/route.ts';
import { resendLetter } from './actions.ts';
import { CURSOR, LETTER_STATUSES, letterById, listLetters } from './queries.ts';

const WHO = ['outbox'] as const;

const listQuery = Joi.object<{ status?: LetterStatus; after?: string }>({
  status: Joi.string()
    .valid(...LETTER_STATUSES)
    .empty(''),
  after: Joi.string().pattern(CURSOR).empty(''),
});

export const noticeRoutes: Route[] = [
  route({
    method: 'get',
    path: '/outbox',
    who: WHO,
    query: listQuery,
    handler: async ({ context, query }) => {
      const { letters, next } = await listLetters(context, query);
      const search = new URLSearchParams({
        ...(query.status ? { status: query.status } : {}),
        after: next ?? '',
      });
      return page('notices/outbox', {
        title: translator(context.language)('notices.outbox.title'),
        letters,
        statuses: LETTER_STATUSES,
        query,
        next: next && `/outbox?${search}`,
        first: query.after && '/outbox',
      });
    },
  }),
  route({
    method: 'get',
    path: '/outbox/:id',
    who: WHO,
    handler: async ({ context, params }) =>
      page('notices/letter', {
        title: translator(context.language)('notices.letter.title'),
        letter: await letterById(context, params.id),
      }),
  }),
  route({
    method: 'post',
    path: '/outbox/:id/resending',
    who: WHO,
    handler: async ({ context, params }) => {
      await resendLetter(context, params.id);
      return seeOther('/outbox');
    },
  }),
];
