import { type Actor, type Context, hasRole, isStaff, LANGUAGES, type MenuItem } from '../context.ts';

/** What every page has around its content. */
export function frameOf({ site, actor, language }: Context): Record<string, unknown> {
  return {
    menu: site.menu.filter(({ who }) => who === undefined),
    staffMenu: site.menu.filter(({ who }) => who && isFor(who, actor)),
    languages: LANGUAGES.map((code) => ({ code, current: code === language })),
    demo: site.demo,
  };
}

function isFor(who: NonNullable<MenuItem['who']>, actor: Actor): boolean {
  return who === 'staff' ? isStaff(actor) : hasRole(actor, ...who);
}
