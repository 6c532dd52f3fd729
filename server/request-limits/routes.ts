import Joi from 'joi';
import { translator } from '../platform/i18n/texts.ts';
import { line } from '../platform/web/check.ts';
import { page, type Reply, seeOther } from '../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../platform/web/route.ts';
import { releaseRefused, setGuard, undoGuard } from './actions.ts';
import { limitsShown } from './queries.ts';
import { GUARD_MODES, type GuardMode } from './rules.ts';

const WHO = ['operate'] as const;
const PATH = '/administration/limits';
const LONGEST_ROW = 60;

async function limitsPage({ context }: Visit<any, any>, typed?: Typed): Promise<Reply> {
  return page('request-limits/show', {
    title: translator(context.language)('request-limits.title'),
    ...(await limitsShown(context)),
    ...typed,
  });
}

export const requestLimitRoutes: Route[] = [
  route({ method: 'get', path: PATH, who: WHO, handler: (visit) => limitsPage(visit) }),
  route({
    method: 'post',
    path: PATH,
    who: WHO,
    proof: true,
    whileClosed: true,
    body: Joi.object<{ mode: GuardMode }>({ mode: Joi.valid(...GUARD_MODES).required() }),
    async handler({ context, body }) {
      await setGuard(context, body.mode);
      return seeOther(PATH);
    },
    again: limitsPage,
  }),
  route({
    method: 'post',
    path: '/administration/limits/undo',
    who: WHO,
    proof: true,
    whileClosed: true,
    async handler({ context }) {
      await undoGuard(context);
      return seeOther(PATH);
    },
  }),
  route({
    method: 'post',
    path: '/administration/limits/release',
    who: WHO,
    proof: true,
    whileClosed: true,
    body: Joi.object<{ row: string }>({ row: line(LONGEST_ROW).required() }),
    async handler({ context, body }) {
      await releaseRefused(context, body.row);
      return seeOther(`${PATH}#refused`);
    },
    again: limitsPage,
  }),
];
