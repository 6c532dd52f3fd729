import { dateInWords } from '../calendar/index.ts';
import { type Context, textIn } from '../platform/context.ts';
import { translator } from '../platform/i18n/texts.ts';
import { type ActShown, act } from '../platform/second-person/index.ts';
import { changeRole, checkRole, makeRole, type RoleWishes, roleToChange } from './actions.ts';
import { ownRoles } from './in-force.ts';
import type { OwnRole } from './rules.ts';

const COMMON = { rule: 'roles', permission: 'accounts' } as const;

/** What a role would be, beside what it is. */
function shown({ language }: Context, wishes: RoleWishes, before?: OwnRole): ActShown {
  const t = translator(language);
  const permissions = (of: RoleWishes) =>
    of.permissions.map((each) => t(`roles.permission.${each}`)).join('; ');
  const names = ({ name }: RoleWishes) => [name.vi, name.en, name.ru].join(' · ');
  const days = ({ validFrom, validTo }: RoleWishes) =>
    [validFrom, validTo].map((day) => (day ? dateInWords(day, language) : '…')).join(' – ');
  const fact = (label: string, told: (of: RoleWishes) => string) => ({
    label: t(label),
    ...(before ? { before: told(before) } : {}),
    after: told(wishes),
  });
  return {
    name: textIn(wishes.name, language),
    ...(before ? { href: `/roles/${before.id}` } : {}),
    facts: [
      fact('second-person.role-name', names),
      fact('roles.permissions', permissions),
      fact('second-person.role-days', days),
    ].filter((each) => each.before !== each.after),
  };
}

export const MAKE_ROLE = act<{ wishes: RoleWishes }, { id: string }>({
  ...COMMON,
  ...{ id: 'roles.make', entry: 'role.made' },
  async prepare(context, input) {
    await checkRole(context, input.wishes);
    return input;
  },
  run: (context, { wishes }) => makeRole(context, wishes),
  shown: async (context, { wishes }) => shown(context, wishes),
});

export const CHANGE_ROLE = act<{ id: string; version: number; wishes: RoleWishes }, void>({
  ...COMMON,
  ...{ id: 'roles.change', entry: 'role.changed' },
  async prepare(context, input) {
    await roleToChange(context, input);
    return input;
  },
  run: changeRole,
  async shown(context, { id, wishes }) {
    return shown(
      context,
      wishes,
      (await ownRoles(context.now)).find((role) => role.id === id),
    );
  },
});
