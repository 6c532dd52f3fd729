import Joi from 'joi';
import { cityDate } from '../calendar/index.ts';
import { type Context, may, type PageParts, type Permission } from '../platform/context.ts';
import { NotFound } from '../platform/errors.ts';
import { translator } from '../platform/i18n/texts.ts';
import { bySecondPerson, ledTo, type SecondPersonRule } from '../platform/second-person/index.ts';
import { shownParts } from '../platform/site.ts';
import { page, type Reply, seeOther } from '../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../platform/web/route.ts';
import { changeOf, familyChangeOf, titleOf } from './act.ts';
import { rowOfForm, type Values } from './actions.ts';
import { settingOn } from './in-force.ts';
import { canEditSetting } from './policy.ts';
import { formRows, settingShown } from './queries.ts';
import {
  differencesOf,
  formFields,
  pathOf,
  SETTING_GROUPS,
  type Setting,
  type SettingFamily,
  type SettingGroup,
} from './rules.ts';
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
        groups: await groupsFor(context),
      }),
  }),
];

/** Rules that have a page of another kind. */
const ELSEWHERE: Partial<Record<SettingGroup, { href: string; text: string; needs: Permission }[]>> = {
  clocks: [
    { href: '/calendar/edit', text: 'calendar.edit.title', needs: 'calendar' },
    { href: '/limits/edit', text: 'calendar.edit-limits.title', needs: 'calendar' },
  ],
  words: [
    { href: '/synonyms', text: 'regulations.synonyms.title', needs: 'catalogue' },
    { href: '/ended-rules', text: 'regulations.ended.menu', needs: 'ended-procedures' },
    { href: '/administration/branding', text: 'branding.title', needs: 'branding' },
  ],
};

/** All rules by what a person looks for. */
async function groupsFor(context: Context) {
  const parts = await shownParts('settings', context, {});
  const groups = SETTING_GROUPS.map((name) => ({
    name,
    parts: parts.filter(({ model }) => (model['setting'] as Setting).group === name),
    elsewhere: (ELSEWHERE[name] ?? []).filter(({ needs }) => may(context.actor, needs)),
  }));
  return groups.filter(({ parts, elsewhere }) => parts.length + elsewhere.length > 0);
}

async function settingPage(
  { context, query }: Pick<Visit<any, { again?: string }>, 'context' | 'query'>,
  setting: Setting,
  typed?: Typed,
): Promise<Reply> {
  // A form stands for the version that it was made for, until it is told that there is a newer one.
  const number = typed?.refusal?.kind === 'conflict' ? Number.NaN : Number(typed?.values['number']);
  const shown = {
    ...(await settingShown(context, setting, query.again)),
    ...typed,
    ...(Number.isInteger(number) ? { number } : {}),
  };
  const t = translator(context.language);
  return page('settings/show', {
    title: titleOf(setting, context),
    path: pathOf(setting),
    mayAll: canEditSetting(context.actor, {}),
    labels: labelsOf(setting),
    lists: Object.fromEntries(
      setting.fields.flatMap((field) =>
        field.kind === 'list' ? [[field.name, formRows(field, setting, { ...shown, t })]] : [],
      ),
    ),
    ...shown,
  });
}

function labelsOf(setting: Setting): Record<string, string> {
  const own = formFields(setting).map((field) => [
    field.name,
    field.text ?? `settings.rules.${setting.name}.${field.name}`,
  ]);
  return { ...Object.fromEntries(own), validFrom: 'settings.valid-from' };
}

/** What the form would change, with the way back to it. */
async function preview({ context, body }: Visit<SettingForm, any>, setting: Setting): Promise<Reply> {
  const row = rowOfForm(context, setting, body);
  const before = settingOn(setting, body.validFrom);
  const { confirmed: _, ...values } = body;
  return page('settings/preview', {
    title: titleOf(setting, context),
    path: pathOf(setting),
    setting,
    today: cityDate(context.now),
    differences: differencesOf(setting, before, row, translator(context.language)),
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

interface Door<Path extends string> {
  path: Path;
  of: Pick<Setting, 'name' | 'fields' | 'permission'>;
  find(params: Record<string, string>): Setting;
  /** Changes the rule. @returns where that leads to */
  change(context: Context, setting: Setting, form: { values: Values; number: number }): Promise<string>;
  acts?: Route['acts'];
}

function doors<const Path extends string>({ path, of, find, change, acts = [] }: Door<Path>): Route[] {
  const who: readonly Permission[] = [of.permission ?? 'settings'];
  return [
    route({
      method: 'get',
      path,
      who,
      query: Joi.object<{ again?: string }>({ again: Joi.string().max(10).empty('') }),
      handler: (visit) => settingPage(visit, find(visit.params)),
    }),
    route({
      method: 'post',
      path,
      who,
      body: settingForm(of),
      acts,
      async handler(visit) {
        const setting = find(visit.params);
        const { confirmed, number, ...values } = visit.body;
        if (confirmed === 'no')
          return settingPage({ ...visit, query: {} }, setting, { values: { ...values, number }, errors: {} });
        if (confirmed !== 'yes') return preview(visit, setting);
        return seeOther(await change(visit.context, setting, { values, number }));
      },
      again: (visit, typed) => settingPage({ ...visit, query: {} }, find(visit.params), typed),
    }),
  ];
}

function routesOf(setting: Setting): Route[] {
  const path = pathOf(setting);
  const who: readonly Permission[] = [setting.permission ?? 'settings'];
  const act = changeOf(setting);
  return [
    ...(setting.was ?? []).map((was) =>
      route({ method: 'get', path: was, who, handler: async () => seeOther(path) }),
    ),
    ...doors({
      path,
      of: setting,
      find: () => setting,
      change: async (context, _, form) => ledTo(await bySecondPerson(context, act, form), () => path),
      acts: [act],
    }),
  ];
}

/** The page of each rule of a family. The page that lists them is its feature's. @param rule of the acts that may take two people */
export function familyDoors(family: SettingFamily, rule: SecondPersonRule): Route[] {
  const act = familyChangeOf(family, rule);
  return doors({
    path: `/settings/${family.name}/:of`,
    of: family,
    find(params) {
      const setting = family.for(params['of']!);
      if (!setting) throw new NotFound();
      return setting;
    },
    async change(context, setting, form) {
      const change = { ...form, of: setting.of!.slug };
      return ledTo(await bySecondPerson(context, act, change), () => pathOf(setting));
    },
    acts: [act],
  });
}

/** The pages of a feature's rules, and their lines on the page of all rules. */
export function settingDoors(...settings: Setting[]): { routes: Route[]; pageParts: PageParts } {
  return {
    routes: settings.flatMap(routesOf),
    pageParts: {
      settings: settings.map((setting) => ({
        view: 'settings/line',
        model: async ({ actor, now }) =>
          canEditSetting(actor, setting) ? { setting, row: settingOn(setting, cityDate(now)) } : undefined,
      })),
    },
  };
}
