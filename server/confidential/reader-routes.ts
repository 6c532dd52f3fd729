import { accountNames } from '../accounts/index.ts';
import { cityDate } from '../calendar/index.ts';
import type { Context } from '../platform/context.ts';
import { translator } from '../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../platform/web/reply.ts';
import { type Route, route, type Visit } from '../platform/web/route.ts';
import {
  confirmProposal,
  dropProposal,
  proposeEnd,
  proposeReader,
  readerAccounts,
  readerList,
} from './readers.ts';
import { readerForm } from './schemas.ts';

const WHO = ['confidential-readers'] as const;
const LIST = '/confidential/readers';

async function showList({ context }: { context: Context }, typed: object = {}): Promise<Reply> {
  const names = await accountNames(await readerAccounts());
  return page('confidential/readers', {
    title: translator(context.language)('confidential.readers.title'),
    rows: await readerList(context, names),
    today: cityDate(context.now),
    values: { from: cityDate(context.now) },
    ...typed,
  });
}

const done =
  (act: (context: Context, id: string) => Promise<void>) =>
  async ({ context, params }: Visit<any, any, 'id'>) => {
    await act(context, params.id);
    return seeOther(LIST);
  };

/** Who reads confidential messages: two administrators name each, and take each off. */
export const readerRoutes: Route[] = [
  route({ method: 'get', path: LIST, who: WHO, handler: (visit) => showList(visit) }),
  route({
    method: 'post',
    path: '/confidential/readers',
    who: WHO,
    body: readerForm,
    proof: true,
    handler: async ({ context, body }) => {
      await proposeReader(context, body);
      return seeOther(LIST);
    },
    again: (visit, typed) => showList(visit, typed),
  }),
  route({
    method: 'post',
    path: '/confidential/readers/:id/confirmation',
    who: WHO,
    proof: true,
    handler: done(confirmProposal),
  }),
  route({
    method: 'post',
    path: '/confidential/readers/:id/refusal',
    who: WHO,
    handler: done(dropProposal),
  }),
  route({
    method: 'post',
    path: '/confidential/readers/:id/end',
    who: WHO,
    proof: true,
    handler: done(proposeEnd),
  }),
];
