import { cityDate } from '../calendar/index.ts';
import { type Context, textIn } from '../platform/context.ts';
import { translator } from '../platform/i18n/texts.ts';
import { bySecondPerson, ledTo } from '../platform/second-person/index.ts';
import { page, type Reply, seeOther } from '../platform/web/reply.ts';
import { type Route, route, type Typed } from '../platform/web/route.ts';
import { endRole, type RoleWishes } from './actions.ts';
import { CHANGE_ROLE, MAKE_ROLE } from './acts.ts';
import { choicesOf, roleShown, rolesShown } from './queries.ts';
import type { OwnRole } from './rules.ts';
import { type RoleForm, roleChangeForm, roleForm } from './schemas.ts';

const WHO = ['accounts'] as const;

const LABELS = {
  ...{ 'name-vi': 'roles.name-vi', 'name-en': 'roles.name-en', 'name-ru': 'roles.name-ru' },
  ...{ permissions: 'roles.permissions', validFrom: 'roles.valid-from', validTo: 'roles.valid-to' },
};

const wishesOf = (form: RoleForm): RoleWishes => ({
  name: { vi: form['name-vi'], en: form['name-en'], ru: form['name-ru'] },
  permissions: form.permissions,
  ...{ validFrom: form.validFrom, validTo: form.validTo ?? null },
});

const typedOf = ({ name, permissions, validFrom, validTo }: Omit<OwnRole, 'id'>) => ({
  ...{ 'name-vi': name.vi, 'name-en': name.en, 'name-ru': name.ru },
  ...{ permissions, validFrom, validTo: validTo ?? '' },
});

async function rolePage(context: Context, id: string | undefined, typed?: Typed): Promise<Reply> {
  const shown = id === undefined ? undefined : await roleShown(context, id);
  const values = typed?.values ?? (shown ? typedOf(shown.role) : { validFrom: cityDate(context.now) });
  const { language } = context;
  return page('roles/role', {
    title: shown ? textIn(shown.role.name, language) : translator(language)('roles.new'),
    ...shown,
    action: shown ? `/roles/${encodeURIComponent(shown.role.id)}` : '/roles/new',
    labels: LABELS,
    areas: choicesOf([values['permissions'] ?? []].flat().map(String)),
    ...typed,
    // Whoever has seen that somebody was faster decides anew about the role as it is now.
    values: shown ? { ...values, version: shown.version } : values,
  });
}

export const rolesRoutes: Route[] = [
  route({
    method: 'get',
    path: '/roles',
    who: 'staff',
    handler: async ({ context }) =>
      page('roles/list', {
        title: translator(context.language)('roles.title'),
        ...(await rolesShown(context)),
      }),
  }),
  route({
    method: 'get',
    path: '/roles/new',
    who: WHO,
    handler: ({ context }) => rolePage(context, undefined),
  }),
  route({
    method: 'post',
    path: '/roles/new',
    who: WHO,
    body: roleForm,
    proof: true,
    acts: [MAKE_ROLE],
    handler: async ({ context, body }) => {
      const outcome = await bySecondPerson(context, MAKE_ROLE, { wishes: wishesOf(body) });
      return seeOther(ledTo(outcome, ({ id }) => `/roles/${id}`));
    },
    again: ({ context }, typed) => rolePage(context, undefined, typed),
  }),
  route({
    method: 'get',
    path: '/roles/:id',
    who: WHO,
    handler: ({ context, params }) => rolePage(context, params.id),
  }),
  route({
    method: 'post',
    path: '/roles/:id',
    who: WHO,
    body: roleChangeForm,
    proof: true,
    acts: [CHANGE_ROLE],
    handler: async ({ context, params: { id }, body }) => {
      const change = { id, version: body.version, wishes: wishesOf(body) };
      const outcome = await bySecondPerson(context, CHANGE_ROLE, change);
      return seeOther(ledTo(outcome, () => `/roles/${encodeURIComponent(id)}`));
    },
    again: ({ context, params }, typed) => rolePage(context, params.id, typed),
  }),
  route({
    method: 'post',
    path: '/roles/:id/end',
    who: WHO,
    proof: true,
    handler: async ({ context, params }) => {
      await endRole(context, params.id);
      return seeOther(`/roles/${encodeURIComponent(params.id)}`);
    },
    again: ({ context, params }, typed) =>
      rolePage(context, params.id, { ...typed, values: undefined as never }),
  }),
];
