import Joi from 'joi';
import { readCityMoment } from '../calendar/index.ts';
import type { Context, Trilingual } from '../platform/context.ts';
import { translator } from '../platform/i18n/texts.ts';
import { line } from '../platform/web/check.ts';
import { page, type Reply, seeOther } from '../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../platform/web/route.ts';
import { closeSite, openSite, removeNotice, setNotice } from './actions.ts';
import { siteStateShown } from './queries.ts';

const WHO = ['close-site'] as const;
const PATH = '/administration/maintenance';
const LONGEST = 500;

const moment = () =>
  Joi.string()
    .trim()
    .custom((typed: string, { error }) => readCityMoment(typed) ?? error('any.invalid'));

interface NoticeBody {
  noticeVi: string;
  noticeEn: string;
  noticeRu: string;
  from: Date;
  until?: Date;
}

interface ClosingBody {
  vi: string;
  en: string;
  ru: string;
  /** What everybody will read has been looked at. */
  confirmed?: 'yes' | 'no';
}

const closing = Joi.object<ClosingBody>({
  vi: line(LONGEST).required(),
  en: line(LONGEST).required(),
  ru: line(LONGEST).required(),
  confirmed: Joi.valid('yes', 'no').empty(''),
});

const noticeForm = Joi.object<NoticeBody>({
  noticeVi: line(LONGEST).required(),
  noticeEn: line(LONGEST).required(),
  noticeRu: line(LONGEST).required(),
  from: moment().required(),
  until: moment().empty(''),
});

async function statePage({ context }: Visit<any, any>, typed?: Typed): Promise<Reply> {
  return page('maintenance/show', {
    title: translator(context.language)('maintenance.title'),
    ...(await siteStateShown(context)),
    ...typed,
  });
}

function previewPage({ language }: Context, reason: Trilingual): Reply {
  return page('maintenance/preview', { title: translator(language)('maintenance.preview'), reason });
}

export const maintenanceRoutes: Route[] = [
  route({ method: 'get', path: PATH, who: WHO, handler: (visit) => statePage(visit) }),
  route({
    method: 'post',
    path: PATH,
    who: WHO,
    body: closing,
    async handler(visit) {
      const { confirmed, ...reason } = visit.body;
      if (confirmed === 'no') return statePage(visit, { values: reason, errors: {} });
      if (!confirmed) return previewPage(visit.context, reason);
      await closeSite(visit.context, reason);
      return seeOther(PATH);
    },
    again: statePage,
  }),
  route({
    method: 'post',
    path: '/administration/maintenance/end',
    who: WHO,
    async handler({ context }) {
      await openSite(context);
      return seeOther(PATH);
    },
  }),
  route({
    method: 'get',
    path: '/administration/notice',
    who: WHO,
    handler: async () => seeOther(PATH),
  }),
  route({
    method: 'post',
    path: '/administration/notice',
    who: WHO,
    body: noticeForm,
    async handler({ context, body: { noticeVi, noticeEn, noticeRu, from, until } }) {
      await setNotice(context, {
        text: { vi: noticeVi, en: noticeEn, ru: noticeRu },
        ...{ from, until: until ?? null },
      });
      return seeOther(PATH);
    },
    again: statePage,
  }),
  route({
    method: 'post',
    path: '/administration/notice/removal',
    who: WHO,
    async handler({ context }) {
      await removeNotice(context);
      return seeOther(PATH);
    },
  }),
];
