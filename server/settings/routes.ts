import Joi from 'joi';
import { cityDate } from '../calendar/index.ts';
import type { PageParts } from '../platform/context.ts';
import { translator } from '../platform/i18n/texts.ts';
import { bySecondPerson, ledTo } from '../platform/second-person/index.ts';
import { shownParts } from '../platform/site.ts';
import { page, type Reply, seeOther } from '../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../platform/web/route.ts';
import { changeOf } from './act.ts';
import { rowOfForm } from './actions.ts';
import { settingOn } from './in-force.ts';
import { settingShown } from './queries.ts';
import { differencesOf, type Setting } from './rules.ts';
import { type SettingForm, settingForm } from './schemas.ts';

const WHO = ['settings'] as const;

declare module '../platform/context.ts' {
  interface PageSubjects {
    settings: Record<string, never>;
  }
}

/** The page of all rules, each brought by its feature. */
export const settingsIndex: Route[] = [
  route({
    method: 'get',
    path: '/settings',
    who: WHO,
    handler: async ({ context }) =>
      page('settings/index', {
        title: translator(context.language)('settings.title'),
        parts: await shownParts('settings', context, {}),
      }),
  }),
];

async function settingPage(
  { context, query }: Visit<any, { again?: string }>,
  setting: Setting,
  typed?: Typed,
): Promise<Reply> {
  const shown = await settingShown(context, setting, query.again);
  return page('settings/show', {
    title: translator(context.language)(`settings.rules.${setting.name}.title`),
    labels: labelsOf(setting),
    ...shown,
    ...typed,
  });
}

function labelsOf({ name, fields }: Setting): Record<string, string> {
  const own = fields.map((field) => [field.name, field.text ?? `settings.rules.${name}.${field.name}`]);
  return { ...Object.fromEntries(own), validFrom: 'settings.valid-from' };
}

/** What the form would change, with the way back to it. */
async function preview({ context, body }: Visit<SettingForm, any>, setting: Setting): Promise<Reply> {
  const row = rowOfForm(context, setting, body);
  const before = settingOn(setting, body.validFrom);
  const { confirmed: _, ...values } = body;
  return page('settings/preview', {
    title: translator(context.language)(`settings.rules.${setting.name}.title`),
    setting,
    today: cityDate(context.now),
    differences: differencesOf(setting, before, row),
    before,
    row,
    effect: setting.effect && {
      view: setting.effect.view,
      model: await setting.effect.model(context, row),
    },
    typed: Object.entries(values).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((each) => ({ name, value: each })),
    ),
  });
}

function routesOf(setting: Setting): Route[] {
  const path = `/settings/${setting.name}`;
  const form = settingForm(setting.fields);
  const { was } = setting;
  const change = changeOf(setting);
  return [
    ...(was ? [route({ method: 'get', path: was, who: WHO, handler: async () => seeOther(path) })] : []),
    route({
      method: 'get',
      path,
      who: WHO,
      query: Joi.object<{ again?: string }>({ again: Joi.string().max(10).empty('') }),
      handler: (visit) => settingPage(visit, setting),
    }),
    route({
      method: 'post',
      path,
      who: WHO,
      body: form,
      acts: [change],
      async handler(visit) {
        const { confirmed, number, ...values } = visit.body;
        if (confirmed === 'no') return settingPage({ ...visit, query: {} }, setting, { values, errors: {} });
        if (confirmed !== 'yes') return preview(visit, setting);
        const outcome = await bySecondPerson(visit.context, change, { values, number });
        return seeOther(ledTo(outcome, () => path));
      },
      again: (visit, typed) => settingPage({ ...visit, query: {} }, setting, typed),
    }),
  ];
}

/** The pages of a feature's rules, and their lines on the page of all rules. */
export function settingDoors(...settings: Setting[]): { routes: Route[]; pageParts: PageParts } {
  return {
    routes: settings.flatMap(routesOf),
    pageParts: {
      settings: settings.map((setting) => ({
        view: 'settings/line',
        model: async ({ now }) => ({ setting, row: settingOn(setting, cityDate(now)) }),
      })),
    },
  };
}
