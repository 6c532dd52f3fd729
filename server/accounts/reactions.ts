import { cityNoon } from '../calendar/index.ts';
import type { Context } from '../platform/context.ts';
import type { Tools } from '../platform/feature.ts';
import type { Entry, Reaction } from '../platform/journal/index.ts';
import { hashSecret } from '../platform/secrets.ts';
import { invitationToken } from './actions/invitations.ts';
import { accountAsking, resetToken } from './actions/passwords.ts';
import { refreshStandIn } from './actions/stand-ins.ts';
import { type AccountFields, accountIfKnown, accountsWithRole } from './queries.ts';
import { RESET_HOURS } from './rules.ts';

type Compose = (
  entry: Entry,
  context: Context,
) => Promise<{ to: AccountFields; view: string; model: Record<string, unknown> } | undefined>;

const accountOf = (id: unknown) => (typeof id === 'string' ? accountIfKnown(id) : undefined);

const invitation: Compose = async (entry, context) => {
  const to = await accountOf(entry.subject.id);
  const token = invitationToken(context, String(entry.details['invitation']));
  // Taken up, withdrawn or sent anew in the meantime: that link is dead already.
  if (!to?.invitation || to.invitation.hash !== hashSecret(token)) return undefined;
  return { to, view: 'invited', model: { path: `/invitation/${token}`, expiresAt: to.invitation.expiresAt } };
};

const reset: Compose = async (entry, context) => {
  const to = await accountOf(await accountAsking(entry.subject.id));
  if (!to) return undefined;
  return {
    to,
    view: 'reset-requested',
    model: { path: `/password-reset/${resetToken(context, entry.subject.id)}`, hours: RESET_HOURS },
  };
};

const newPassword: Compose = async (entry) => {
  const to = await accountOf(entry.subject.id);
  return to ? { to, view: 'password-changed', model: { at: entry.at } } : undefined;
};

/** What has changed about the second factor, and what to do if it was somebody else. */
const factorChange: Compose = async (entry) => {
  const to = await accountOf(entry.subject.id);
  const what = entry.name.slice('account.'.length);
  return to
    ? { to, view: 'second-factor', model: { what, at: entry.at, left: entry.details['left'] } }
    : undefined;
};

const FACTOR_CHANGES = [
  ...['account.factor-set-up', 'account.factor-replaced', 'account.factor-removed', 'account.factor-reset'],
  ...['account.recovery-used', 'account.recovery-renewed', 'account.codes-tried'],
  ...['account.passkey-added', 'account.passkey-removed', 'account.identity-linked'],
];

const absence: Compose = async (entry) => {
  const absent = await accountOf(entry.subject.id);
  const to = await accountOf(entry.details['deputy']);
  if (!to || !absent) return undefined;
  const days = { from: cityNoon(String(entry.details['from'])), to: cityNoon(String(entry.details['to'])) };
  return { to, view: 'absence-set', model: { absent: absent.name, days } };
};

const LETTERS: Record<string, Compose> = {
  'account.invited': invitation,
  'account.invited-again': invitation,
  'account.reset-requested': reset,
  'account.password-reset': newPassword,
  'account.password-changed': newPassword,
  'account.absence-set': absence,
  ...Object.fromEntries(FACTOR_CHANGES.map((name) => [name, factorChange])),
};

/** What changes who stands in for whom, or with which units. */
const STAND_INS = [
  'account.absence-set',
  'account.absence-ended',
  'account.reach-changed',
  'account.profile-changed',
  'account.deactivated',
  'account.reactivated',
];

/** After these, what is open in browsers was opened with rights that are gone. */
const REVOKED = [
  'account.signed-out-everywhere',
  'account.password-reset',
  'account.password-changed',
  'account.reach-changed',
  'account.deactivated',
  'account.stands-in-changed',
];

async function refreshDeputies(entry: Entry, context: Context): Promise<void> {
  const account = await accountOf(entry.subject.id);
  const { before } = entry.details as { before?: unknown };
  const deputies = [entry.subject.id, account?.absence?.deputy, before].filter(
    (id) => typeof id === 'string',
  );
  for (const id of new Set(deputies)) await refreshStandIn(context, id);
}

export function accountReactions(tools: Tools): Reaction[] {
  return [
    {
      name: 'accounts.letters',
      to: Object.keys(LETTERS),
      async run(entry, context) {
        const letter = await LETTERS[entry.name]!(entry, context);
        if (!letter) return;
        const { to, view, model } = letter;
        await tools.sendLetter(context, {
          id: `${entry._id}:${to._id}`,
          to: to.email,
          language: to.language,
          view: `accounts/letters/${view}`,
          model: { ...model, name: to.name },
        });
      },
    },
    { name: 'accounts.stand-ins', to: STAND_INS, run: refreshDeputies },
    {
      ...{ name: 'accounts.live', urgent: true, to: REVOKED },
      run: async (entry) => tools.disconnect(entry.subject.id),
    },
    {
      ...{ name: 'accounts.own-role', urgent: true, to: ['role.changed', 'role.ended', 'role.over'] },
      async run(entry) {
        for (const id of await accountsWithRole(entry.subject.id)) tools.disconnect(id);
      },
    },
  ];
}
