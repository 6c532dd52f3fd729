import { type Context, contentLanguage, type Language, textIn } from '../platform/context.ts';
import { Conflict, Invalid } from '../platform/errors.ts';
import { translator } from '../platform/i18n/texts.ts';
import { act } from '../platform/second-person/index.ts';
import { ownRoles } from '../roles/index.ts';
import { unitOf } from '../units/index.ts';
import { inviteAccount } from './actions/invitations.ts';
import { changeReach, reachSeen, reactivateAccount } from './actions/reach.ts';
import { checkReach, type ReachWishes } from './checks.ts';
import { AccountModel, accountById } from './model.ts';
import { allowsMove } from './rules.ts';

const COMMON = { rule: 'accounts', permission: 'accounts' } as const;

async function told({ language, now }: Context, { roles, ownRoles: own = [], units }: ReachWishes) {
  const t = translator(language);
  const all = own.length > 0 ? await ownRoles(now) : [];
  const ownNames = all.filter(({ id }) => own.includes(id)).map(({ name }) => textIn(name, language));
  const offices = units.map((slug) => unitOf(slug)?.name[contentLanguage(language)] ?? slug);
  return {
    roles: [...roles.map((role) => t(`accounts.role.${role}`)), ...ownNames].join(', ') || '–',
    units: offices.join(', ') || t('accounts.whole-city'),
  };
}

async function facts(context: Context, wishes: ReachWishes, before?: ReachWishes) {
  const t = translator(context.language);
  const [after, was] = [await told(context, wishes), before && (await told(context, before))];
  return (['roles', 'units'] as const)
    .map((name) => ({
      label: t(`accounts.${name}`),
      ...(was ? { before: was[name] } : {}),
      after: after[name],
    }))
    .filter((each) => each.before !== each.after);
}

interface Invitation extends ReachWishes {
  name: string;
  email: string;
  language: Language;
}

export const INVITE = act<Invitation, { id: string }>({
  ...COMMON,
  ...{ id: 'accounts.invite', entry: 'account.invited' },
  async prepare(context, input) {
    await checkReach(input, context.now);
    if (await AccountModel.exists({ email: input.email }))
      throw new Invalid({ email: { text: 'accounts.errors.email-taken' } });
    return input;
  },
  run: inviteAccount,
  shown: async (context, input) => ({
    name: `${input.name} (${input.email})`,
    facts: await facts(context, input),
  }),
});

export const CHANGE_REACH = act<{ id: string; reach: ReachWishes; seen?: string }, void>({
  ...COMMON,
  ...{ id: 'accounts.reach', entry: 'account.reach-changed' },
  async prepare(context, { id, reach }) {
    const { ownRoles: held } = await accountById(id);
    await checkReach(reach, context.now, held);
    return { id, reach, seen: await reachSeen(id) };
  },
  run: (context, { id, reach, seen }) => changeReach(context, id, reach, seen),
  concerns: ({ id }) => id,
  async shown(context, { id, reach }) {
    const { name, roles, ownRoles: own = [], units } = await accountById(id);
    const before = { roles: [...roles], ownRoles: [...own], units: [...units] };
    return { name, href: `/accounts/${id}`, facts: await facts(context, reach, before) };
  },
});

/** Gives somebody back what was taken. */
export const REACTIVATE = act<{ id: string }, void>({
  ...COMMON,
  ...{ id: 'accounts.reactivate', entry: 'account.reactivated' },
  async prepare(_, { id }) {
    const { status, personalErasedAt } = await accountById(id);
    if (!allowsMove(status, 'reactivate')) throw new Conflict('accounts.errors.already-done');
    if (personalErasedAt) throw new Conflict('accounts.errors.erased');
    return { id };
  },
  run: (context, { id }) => reactivateAccount(context, id),
  concerns: ({ id }) => id,
  async shown(context, { id }) {
    const { name, roles, ownRoles: own = [], units } = await accountById(id);
    return {
      name,
      href: `/accounts/${id}`,
      facts: await facts(context, { roles: [...roles], ownRoles: [...own], units: [...units] }),
    };
  },
});
