import { CONTENT_LANGUAGES } from '../../platform/context.ts';
import { Invalid, NotFound } from '../../platform/errors.ts';
import type { Upload } from '../../platform/files/index.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { check } from '../../platform/web/check.ts';
import { file, page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { discardDraft } from '../actions/apply.ts';
import { draftOf } from '../actions/drafts.ts';
import * as edits from '../actions/edit-calendar.ts';
import { calendarFile, calendarPage, editPage, listVersions } from '../queries.ts';
import { DAY_KINDS, readHours, WEEKDAYS } from '../rules.ts';
import {
  actForm,
  EDITS,
  type EditAct,
  MOST_ICAL_BYTES,
  MOST_PASTED_BYTES,
  type NewDayBody,
  versionQuery,
  type YearQuery,
  yearQuery,
} from '../schemas.ts';
import { told, toldPage } from './told.ts';

const EDITORS = ['calendar', 'short-notice'] as const;

type Act = (visit: Visit, body: any) => Promise<void>;

function rowOf({ date, kind, nameVi, nameEn, nameRu, dayHours, note }: NewDayBody) {
  return {
    date,
    kind,
    name: { vi: nameVi, en: nameEn ?? nameVi, ru: nameRu ?? nameVi },
    ...(dayHours ? { officeHours: readHours(dayHours) } : {}),
    ...(note ? { note } : {}),
  };
}

const ACTS: Record<EditAct, Act> = {
  'add-day': ({ context }, body) => edits.addDay(context, body.of, rowOf(body)),
  'remove-day': ({ context }, { of, date, kind }) => edits.removeDay(context, of, { date, kind }),
  'switch-day': ({ context }, { of, date, kind }) => edits.switchDay(context, of, { date, kind }),
  hours: ({ context }, { of, week, officeHours, timeZone }) =>
    edits.setHours(context, of, { week, officeHours: readHours(officeHours), timeZone }),
  'add-hours': ({ context }, { of, from, until, weekdays, otherHours }) =>
    edits.addOtherHours(context, of, {
      ...(from ? { from } : {}),
      ...(until ? { until } : {}),
      ...(weekdays?.length ? { weekdays } : {}),
      officeHours: readHours(otherHours),
    }),
  'remove-hours': ({ context }, { of, index }) => edits.removeOtherHours(context, of, index),
  'confirm-year': ({ context }, { of, year }) => edits.confirmYear(context, of, year),
  import: ({ context }, { of, ical, icalKind, icalLanguage, replace }) =>
    edits.importIcal(context, of, { ical, kind: icalKind, language: icalLanguage, replace }),
  discard: async ({ context }, { of }) => {
    const draft = await draftOf(of);
    if (!draft) throw new NotFound();
    await discardDraft(context, draft._id);
  },
};

/** The text of the file that came along: it goes before what is pasted. @throws Invalid */
function textOfFile([file]: Upload[]): Record<string, unknown> {
  if (!file) return {};
  try {
    return { ical: new TextDecoder('utf-8', { fatal: true }).decode(file.bytes) };
  } catch {
    throw new Invalid({ icalFile: { text: 'calendar.errors.ical-not-text' } });
  }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** The year that stands at the head of an address or of a date typed; the present one else. */
function yearTyped(value: unknown): number | undefined {
  const year = Number(/^\d{4}/.exec(textOf(value))?.[0]);
  return year >= 1970 && year <= 2149 ? year : undefined;
}

async function showEdit({ context }: Visit<any, any>, asked: YearQuery, typed?: Typed): Promise<Reply> {
  const model = await editPage(context, asked);
  const shown = typed ? told(typed, context.language) : { values: {} as Record<string, unknown> };
  const week = typed?.values['act'] === 'hours' ? [typed.values['week']].flat() : model.hours.week;
  return page('calendar/edit', {
    title: translator(context.language)('calendar.edit.title'),
    ...model,
    ...toldPage(model, context.language),
    weekdays: WEEKDAYS,
    dayKinds: DAY_KINDS,
    languagesOfFile: CONTENT_LANGUAGES,
    week,
    chosenWeekdays: [typed?.values['weekdays'] ?? []].flat(),
    ...shown,
    values: {
      officeHours: model.hours.officeHours,
      timeZone: model.hours.timeZone,
      ...(shown['values'] as object),
    },
  });
}

export const calendarRoutes: Route[] = [
  route({
    method: 'get',
    path: '/calendar',
    who: 'anyone',
    query: versionQuery,
    handler: async ({ context, query }) =>
      page('calendar/show', {
        title: translator(context.language)('calendar.page.title'),
        ...(await calendarPage(context, query)),
      }),
  }),
  route({
    method: 'get',
    path: '/calendar.ics',
    who: 'anyone',
    query: yearQuery,
    handler: async ({ context, query }) =>
      file(
        'text/calendar; charset=utf-8',
        calendarFile(context, query.of, context.language),
        `calendar-${query.of}.ics`,
      ),
  }),
  route({
    method: 'get',
    path: '/calendar/versions',
    who: EDITORS,
    handler: async ({ context }) =>
      page('calendar/versions', {
        title: translator(context.language)('calendar.versions.title'),
        versions: await listVersions(context),
      }),
  }),
  route({
    method: 'get',
    path: '/calendar/edit',
    who: EDITORS,
    query: yearQuery,
    handler: (visit) => showEdit(visit, visit.query),
  }),
  route({
    method: 'post',
    path: '/calendar/edit',
    who: EDITORS,
    body: actForm(EDITS) as never,
    files: { field: 'icalFile', mostBytes: MOST_ICAL_BYTES, most: 1, mostFieldBytes: MOST_PASTED_BYTES },
    proof: true,
    handler: async (visit) => {
      const { act, ...rest } = { ...visit.body, ...textOfFile(visit.files) };
      const body = check(EDITS[act as EditAct] as never, rest, { strict: false }) as { of: string };
      await ACTS[act as EditAct](visit, body);
      const year = yearTyped(rest['date']) ?? yearTyped(rest['shownYear']);
      return seeOther(`/calendar/edit?of=${body.of}${year ? `&year=${year}` : ''}`);
    },
    again: (visit, typed) => {
      const of = /^[a-z0-9-]{1,80}$/.exec(textOf(typed.values['of']))?.[0] ?? 'city';
      // What stood in a file is shown as text: the lines that are wrong can be found there.
      const values = typed.errors['ical'] ? { ...typed.values, ...textOfFile(visit.files) } : typed.values;
      return showEdit(visit, { of, year: yearTyped(values['shownYear']) }, { ...typed, values });
    },
  }),
];
