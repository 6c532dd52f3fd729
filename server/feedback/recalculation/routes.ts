import Joi from 'joi';
import { applyCalendar, CITY, findVersion, type Part, shownChanges } from '../../calendar/index.ts';
import { may } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { prose } from '../../platform/web/check.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { unitOf } from '../../units/index.ts';
import { MOST_SHOWN, previewDraft } from './preview.ts';
import { type RecalculationRun, runOf } from './run.ts';

const EDITORS = ['calendar', 'short-notice'] as const;

interface Application {
  edition: number;
  reason: string;
  part: Part;
}
const PARTS: Part[] = ['all', 'ad-hoc'];
const part = () =>
  Joi.string()
    .valid(...PARTS)
    .default('all');
const application = Joi.object<Application>({
  edition: Joi.number().integer().min(0).required(),
  reason: prose(500).min(5).required(),
  part: part(),
});
const previewQuery = Joi.object<{ part: Part }>({ part: part() });

async function showPreview(
  { context, params }: Visit<any, any, 'version'>,
  asked: Part,
  typed?: Typed,
): Promise<Reply> {
  const { version, changes, ...preview } = await previewDraft(context, params.version, asked);
  return page('feedback/recalculation/preview', {
    title: translator(context.language)('feedback.recalculation.preview.title'),
    id: version._id,
    of: version.of,
    number: version.number,
    // What is applied is what was seen: a draft edited meanwhile has another one.
    edition: version.version,
    owner: unitOf(version.of)?.name,
    changes: shownChanges(changes),
    ...preview,
    shown: preview.first.length,
    mostShown: MOST_SHOWN,
    values: {},
    ...typed,
  });
}

/** A reaction makes the run, a moment after the calendar is applied; until then it waits. @throws NotFound */
async function plannedRun(id: string): Promise<Partial<RecalculationRun> & { total: number; done: number }> {
  const { _id, of, number, status, validFrom } = await findVersion(id);
  if (of !== CITY || status === 'draft' || !validFrom || number === 1) throw new NotFound();
  return { _id, of, number, state: 'waiting', appliedAt: validFrom, done: 0, total: 0, moved: 0, stuck: [] };
}

/** How far a recalculation has come. Loading the page anew shows the present state: no script is needed. */
async function showRun({ context, params }: Visit<any, any, 'id'>): Promise<Reply> {
  const run = (await runOf(params.id)) ?? (await plannedRun(params.id));
  return page('feedback/recalculation/run', {
    title: translator(context.language)('feedback.recalculation.run.title'),
    ...run,
    path: `/calendar/runs/${run._id}`,
    open: run.state === 'waiting' || run.state === 'running',
    percent: run.total === 0 ? (run.state === 'done' ? 100 : 0) : Math.floor((100 * run.done) / run.total),
    owner: run.of ? unitOf(run.of)?.name : undefined,
    mayEdit: may(context.actor, ...EDITORS),
  });
}

export const recalculationRoutes: Route[] = [
  route({
    method: 'get',
    path: '/calendar/versions/:version/preview',
    who: EDITORS,
    query: previewQuery,
    handler: (visit) => showPreview(visit, visit.query.part),
  }),
  route({
    method: 'post',
    path: '/calendar/versions/:version/application',
    who: EDITORS,
    body: application,
    proof: true,
    handler: async ({ context, params, body }) => {
      await applyCalendar(context, params.version, body);
      const version = await findVersion(params.version);
      return seeOther(version.of === CITY ? `/calendar/runs/${version._id}` : '/calendar/versions');
    },
    again: (visit, typed) => showPreview(visit, typed.values['part'] === 'ad-hoc' ? 'ad-hoc' : 'all', typed),
  }),
  route({ method: 'get', path: '/calendar/runs/:id', who: EDITORS, handler: showRun }),
];
