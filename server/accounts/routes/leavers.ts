import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { closeLeavers, type Leavers } from '../actions/leavers.ts';
import { leaversForm } from '../schemas.ts';

const PATH = '/accounts/leavers';
const who = ['accounts'] as const;

interface Shown {
  leavers?: Leavers;
  list?: string;
  /** The list has been looked at, and can be carried out. */
  preview?: boolean;
}

async function leaversPage(
  { context }: Pick<Visit, 'context'>,
  { leavers, list, preview }: Shown,
  typed?: Typed,
) {
  return page('accounts/leavers', {
    title: translator(context.language)('accounts.leavers.title'),
    ...{ leavers, preview, closes: leavers?.rows.filter(({ outcome }) => outcome === 'closes').length },
    values: { list },
    ...typed,
  });
}

/** Accounts of those who have left, by a list: looked at first, then carried out. */
export const leaversRoutes: Route[] = [
  route({ method: 'get', path: PATH, who, handler: (visit) => leaversPage(visit, {}) }),
  route({
    method: 'post',
    path: PATH,
    who,
    body: leaversForm,
    proof: true,
    handler: async (visit): Promise<Reply> => {
      const { list, sure } = visit.body;
      const leavers = await closeLeavers(visit.context, list, !sure);
      return leaversPage(visit, { leavers, list, preview: !sure });
    },
    again: (visit, typed) => leaversPage(visit, {}, typed),
  }),
];
