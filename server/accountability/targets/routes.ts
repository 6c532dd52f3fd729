import { cityDate } from '../../calendar/index.ts';
import { monthsUpTo } from '../../city/months.ts';
import { type Context, isStaff, may } from '../../platform/context.ts';
import { csvText } from '../../platform/csv.ts';
import { Invalid, NotFound } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { columnsOf } from '../../platform/web/charts/index.ts';
import { file, page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { isWard, namedUnits, unitOf, unitsInForce } from '../../units/index.ts';
import { monthName, shortMonth } from '../month-name.ts';
import { addTask, closeTask, giveValues, moveTask, type TaskTyped } from './actions.ts';
import {
  canGiveValues,
  canSetTasks,
  DOING_PERMISSIONS,
  TASK_PERMISSIONS,
  VALUE_PERMISSIONS,
} from './policy.ts';
import { lastMonth, sprintTasks, targetBoard, type UnitRow, valuesOfMonth } from './queries.ts';
import { MOST_ROWS, readTargetCsv } from './read-csv.ts';
import { ENTERED_TARGETS, TARGETS } from './rules.ts';
import {
  type BoardQuery,
  boardQuery,
  fileForm,
  moveForm,
  outcomeForm,
  taskForm,
  type ValueForm,
  valueForm,
} from './schemas.ts';

const MOST_BYTES = 4 * 1024 * 1024;
const CHOICES = 24;

async function boardPage(context: Context, asked: BoardQuery): Promise<Reply> {
  const t = translator(context.language);
  const thisMonth = cityDate(context.now).slice(0, 7);
  const month = asked.month ?? lastMonth(context.now);
  if (month > thisMonth) throw new NotFound('accountability.errors.month-ahead');
  const target = asked.target ?? TARGETS[0];
  const { rows, ...board } = await targetBoard(context, { month, target });
  const isOfWard = ({ unit }: UnitRow) => isWard(unitOf(unit.slug)!);
  const name = t(`targets.names.${target}`);
  return page('accountability/targets/show', {
    title: t('targets.title'),
    ...board,
    groups: [
      { name: 'city', rows: rows.filter((row) => !isOfWard(row)) },
      { name: 'wards', rows: rows.filter(isOfWard) },
    ],
    target,
    monthName: monthName(month, context),
    monthChoices: monthsUpTo(thisMonth, CHOICES)
      .reverse()
      .map((value) => ({ value, name: monthName(value, context), chosen: value === month })),
    may: { give: canGiveValues(context.actor) },
    chart: columnsOf({
      labels: board.months.map((each) => ({
        short: shortMonth(each.month),
        long: monthName(each.month, context),
        href: `/targets?target=${target}&month=${each.month}`,
      })),
      series: [
        { name, values: board.months.map(({ mean }) => mean) },
        { name: t('targets.goal'), values: board.months.map(({ goal }) => goal) },
      ],
      most: 100,
    }),
  });
}

const LABELS = {
  ...{
    target: 'targets.target',
    unit: 'targets.unit',
    month: 'targets.month',
    value: 'targets.value',
  },
  ...{ reason: 'targets.reason', file: 'targets.file' },
};

/** By whom values are told, and for whom. */
function unitsFor({ actor, now }: Context) {
  if (!isStaff(actor)) return [];
  return may(actor, 'give-values') ? unitsInForce(cityDate(now)) : namedUnits(actor.units);
}

async function valuesPage(
  context: Context,
  more: Partial<Typed> & Record<string, unknown> = {},
): Promise<Reply> {
  const thisMonth = cityDate(context.now).slice(0, 7);
  return page('accountability/targets/values', {
    title: translator(context.language)('targets.give'),
    targets: ENTERED_TARGETS,
    units: unitsFor(context),
    months: monthsUpTo(thisMonth, CHOICES)
      .reverse()
      .map((value, at) => ({ value, name: monthName(value, context), chosen: at === 1 })),
    most: MOST_ROWS,
    labels: LABELS,
    form: 'value',
    ...more,
  });
}

const TASK_LABELS = {
  ...{ text: 'targets.tasks.text', unit: 'targets.unit', owner: 'targets.tasks.owner' },
  ...{ dueOn: 'targets.tasks.due', outcome: 'targets.tasks.outcome', reason: 'targets.reason' },
};

/** The list of tasks with its forms. @param form which of them was refused */
async function tasksPage(context: Context, more: Partial<Typed> & { form?: string } = {}): Promise<Reply> {
  return page('accountability/targets/tasks', {
    title: translator(context.language)('targets.tasks.title'),
    tasks: await sprintTasks(context),
    may: { tasks: canSetTasks(context.actor) },
    units: unitsInForce(cityDate(context.now)),
    labels: TASK_LABELS,
    ...more,
  });
}

const TASKS = '/targets/tasks';

export const targetRoutes: Route[] = [
  route({
    method: 'get',
    path: '/targets',
    who: 'anyone',
    limit: 'lists',
    query: boardQuery,
    handler: ({ context, query }) => boardPage(context, query),
    async again({ context }, { refusal }) {
      // The board is what the limit spares: it is not drawn to say that it was asked for too often.
      if (refusal?.kind === 'too-many') throw refusal;
      return boardPage(context, {});
    },
  }),
  route({
    method: 'get',
    path: '/targets/values.csv',
    who: 'anyone',
    limit: 'lists',
    query: boardQuery,
    async handler({ context, query }: Visit<any, BoardQuery>) {
      const month = query.month ?? lastMonth(context.now);
      const rows = await valuesOfMonth(month);
      const lines = rows.map(({ target, unit, value }) => [target, unit, month, value]);
      const text = csvText([['target', 'unit', 'month', 'value'], ...lines]);
      return file('text/csv; charset=utf-8', text, `targets-${month}.csv`);
    },
  }),
  route({
    method: 'get',
    path: '/targets/values',
    who: VALUE_PERMISSIONS,
    handler: ({ context }) => valuesPage(context),
  }),
  route({
    method: 'post',
    path: '/targets/values',
    who: VALUE_PERMISSIONS,
    body: valueForm,
    async handler({ context, body }: Visit<ValueForm, any>) {
      const { reason = '', ...row } = body;
      await giveValues(context, { rows: [{ ...row, line: 1 }], way: 'form', reason });
      return seeOther(`/targets?target=${row.target}&month=${row.month}#units`);
    },
    again: ({ context }, typed) => valuesPage(context, { ...typed, form: 'value' }),
  }),
  route({
    method: 'post',
    path: '/targets/values/file',
    who: VALUE_PERMISSIONS,
    body: fileForm,
    files: { field: 'file', mostBytes: MOST_BYTES, most: 1 },
    async handler({ context, body, files }) {
      if (!files[0]) throw new Invalid({ file: { text: 'errors.field.file-none' } });
      const rows = readTargetCsv(files[0].bytes);
      const taken = await giveValues(context, { rows, way: 'csv', reason: body.reason ?? '' });
      return valuesPage(context, { taken, of: rows.length });
    },
    again: ({ context }, typed) => valuesPage(context, { ...typed, form: 'file' }),
  }),
  route({
    method: 'get',
    path: TASKS,
    who: 'anyone',
    limit: 'lists',
    handler: ({ context }) => tasksPage(context),
  }),
  route({
    method: 'post',
    path: TASKS,
    who: TASK_PERMISSIONS,
    body: taskForm,
    async handler({ context, body }: Visit<TaskTyped, any>) {
      await addTask(context, body);
      return seeOther(TASKS);
    },
    again: ({ context }, typed) => tasksPage(context, { ...typed, form: 'task' }),
  }),
  route({
    method: 'post',
    path: '/targets/tasks/:task/done',
    who: DOING_PERMISSIONS,
    body: outcomeForm,
    async handler({ context, params, body }: Visit<{ outcome: string }, any, 'task'>) {
      await closeTask(context, params.task, body.outcome);
      return seeOther(TASKS);
    },
    again: ({ context, params }, typed) => tasksPage(context, { ...typed, form: `done-${params.task}` }),
  }),
  route({
    method: 'post',
    path: '/targets/tasks/:task/date',
    who: TASK_PERMISSIONS,
    body: moveForm,
    async handler({ context, params, body }: Visit<{ dueOn: string; reason: string }, any, 'task'>) {
      await moveTask(context, params.task, body);
      return seeOther(TASKS);
    },
    again: ({ context, params }, typed) => tasksPage(context, { ...typed, form: `date-${params.task}` }),
  }),
];
