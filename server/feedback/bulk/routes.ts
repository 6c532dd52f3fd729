import { accountNames } from '../../accounts/index.ts';
import { cityDate } from '../../calendar/index.ts';
import { Forbidden } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { namedUnit, unitsInForce } from '../../units/index.ts';
import { REFUSAL_GROUNDS } from '../item/rules/fields.ts';
import { ownAct, planAct, undoAct } from './actions.ts';
import { actsOf } from './policy.ts';
import { chosenRows, colleaguesFor } from './preview.ts';
import { ACTS, type Act } from './rules.ts';
import { plan, type Selection, selection } from './schemas.ts';

const WORKERS = ['screen', 'answer'] as const;

/** What will be done, with which items, and which ones are left out. */
async function preview(
  { context }: Visit<any, any>,
  { act, chosen }: Selection,
  typed?: Typed,
): Promise<Reply> {
  if (!actsOf(context.actor).includes(act)) throw new Forbidden();
  const rows = await chosenRows(context, act, chosen);
  return page('feedback/bulk/preview', {
    ...typed,
    title: translator(context.language)(`feedback.bulk.titles.${act}`),
    form: 'bulk',
    act,
    ready: rows.filter(({ not }) => !not),
    left: rows.filter(({ not }) => not),
    grounds: REFUSAL_GROUNDS,
    units: act === 'route' ? unitsInForce(cityDate(context.now)) : [],
    colleagues: act === 'assign' ? await colleaguesFor(context, rows) : [],
  });
}

/** Nothing was chosen, or no act: said where one chooses. */
async function nothingChosen({ context }: Visit<any, any>, { values }: Typed): Promise<Reply> {
  const act = ACTS.find((each) => each === values['act']);
  return page(
    'feedback/bulk/none',
    {
      title: translator(context.language)(act ? `feedback.bulk.titles.${act}` : 'feedback.queues.title'),
    },
    422,
  );
}

/** As the form sent them, or several of the same name. */
function codesTyped(values: Record<string, unknown>): string[] {
  return [values['chosen'] ?? []].flat().map((each) => {
    const code = typeof each === 'object' ? (each as { code: string }).code : String(each);
    return code.split('@')[0]!;
  });
}

export const bulkRoutes: Route[] = [
  route({
    method: 'post',
    path: '/bulk/selection',
    who: WORKERS,
    body: selection,
    handler: (visit) => preview(visit, visit.body),
    again: nothingChosen,
  }),
  route({
    method: 'post',
    path: '/bulk',
    who: WORKERS,
    body: plan,
    handler: async ({ context, body }) => seeOther(`/bulk/${await planAct(context, body)}`),
    again: (visit, typed) => {
      const act = ACTS.find((each) => each === typed.values['act']) as Act | undefined;
      const chosen = codesTyped(typed.values);
      return act && chosen.length > 0 ? preview(visit, { act, chosen }, typed) : nothingChosen(visit, typed);
    },
  }),
  route({
    method: 'get',
    path: '/bulk/:id',
    who: WORKERS,
    handler: async ({ context, params }) => {
      const { act, state, chosen, results, with: given, carryAt } = await ownAct(context, params.id);
      const names = await accountNames(given.assignee ? [given.assignee] : []);
      return page('feedback/bulk/show', {
        title: translator(context.language)(`feedback.bulk.titles.${act}`),
        ...{ id: params.id, act, state, carryAt, given },
        codes: chosen.map(({ code }) => code),
        unit: given.unit ? namedUnit(given.unit) : undefined,
        assignee: given.assignee ? names.get(given.assignee) : undefined,
        done: results.filter(({ why }) => !why),
        left: results.filter(({ why }) => why),
        backHref: act === 'assign' ? '/inbox' : '/triage',
      });
    },
  }),
  route({
    method: 'post',
    path: '/bulk/:id/undo',
    who: WORKERS,
    handler: async ({ context, params }) => {
      await undoAct(context, params.id);
      return seeOther(`/bulk/${params.id}`);
    },
  }),
];
