import { cityNoon } from '../../calendar/index.ts';
import { dayAfter } from '../../city/dates.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { namedUnit, namedUnits } from '../../units/index.ts';
import { unitFrom } from '../rules.ts';
import { type PlanGiven, planReorganisation, rowsOfPlan, undoReorganisation } from './actions.ts';
import { planShown, reorganisationChoices, reorganisationShown } from './queries.ts';
import {
  NEW_UNIT,
  NOBODY,
  type ReorganisationForm,
  type ReorganisationSearch,
  reorganisationForm,
  reorganisationSearch,
} from './schemas.ts';

const WHO = ['catalogue'] as const;
const PATH = '/catalogue/reorganisations/new';

function planPage(visit: Pick<Visit<any, any>, 'context' | 'query'>, typed?: Typed): Reply {
  const { context, query } = visit;
  const values = typed?.values ?? { from: (query as ReorganisationSearch).unit ?? [], heir: '' };
  return page('catalogue/reorganisation/form', {
    title: translator(context.language)('catalogue.reorganisation.title'),
    ...{ newUnit: NEW_UNIT, nobody: NOBODY },
    ...reorganisationChoices(context, values),
    values,
    ...(typed ? { errors: typed.errors, refusal: typed.refusal } : {}),
  });
}

function planOf(body: ReorganisationForm): PlanGiven {
  const { from, others, lastDay, basis, heir } = body;
  const plan = { from, others, lastDay, basis };
  if (heir === NOBODY) return { ...plan, heir: null };
  if (heir !== NEW_UNIT) return { ...plan, heir };
  const made = unitFrom(body.slug!, { ...(body as object), verified: 'yes' } as Record<string, string>);
  return { ...plan, heir: made };
}

async function preview({ context, body }: Visit<ReorganisationForm, any>): Promise<Reply> {
  const plan = planOf(body);
  await rowsOfPlan(context, plan);
  const { confirmed: _, ...typed } = body;
  const { heir } = plan;
  return page('catalogue/reorganisation/preview', {
    title: translator(context.language)('catalogue.reorganisation.preview-title'),
    ...(await planShown(plan.from)),
    heir: typeof heir === 'string' ? namedUnit(heir) : heir,
    made: typeof heir === 'object' && heir !== null,
    others: namedUnits(plan.others),
    ...{ lastDayAt: cityNoon(plan.lastDay), beginsAt: cityNoon(dayAfter(plan.lastDay)), basis: plan.basis },
    typed: Object.entries(typed).flatMap(([name, value]) =>
      [value].flat().map((each) => ({ name, value: each })),
    ),
  });
}

/** Units end, and others go on with what they had. */
export const reorganisationRoutes: Route[] = [
  route({
    method: 'get',
    path: PATH,
    who: WHO,
    query: reorganisationSearch,
    handler: async (visit) => planPage(visit),
  }),
  route({
    method: 'post',
    path: PATH,
    who: WHO,
    body: reorganisationForm,
    async handler(visit) {
      const { confirmed } = visit.body;
      if (confirmed === 'no') return planPage(visit, { values: visit.body, errors: {} });
      if (confirmed !== 'yes') return preview(visit);
      const id = await planReorganisation(visit.context, planOf(visit.body));
      return seeOther(`/catalogue/reorganisations/${id}`);
    },
    again: async (visit, typed) => planPage(visit, typed),
  }),
  route({
    method: 'get',
    path: '/catalogue/reorganisations/:id',
    who: WHO,
    handler: async ({ context, params }) =>
      page('catalogue/reorganisation/show', {
        title: translator(context.language)('catalogue.reorganisation.title'),
        ...(await reorganisationShown(context, params.id)),
      }),
  }),
  route({
    method: 'post',
    path: '/catalogue/reorganisations/:id/undo',
    who: WHO,
    async handler({ context, params }) {
      await undoReorganisation(context, params.id);
      return seeOther(`/catalogue/reorganisations/${params.id}`);
    },
    again: async ({ context, params }, { refusal }) =>
      page('catalogue/reorganisation/show', {
        title: translator(context.language)('catalogue.reorganisation.title'),
        ...(await reorganisationShown(context, params.id)),
        refusal,
      }),
  }),
];
