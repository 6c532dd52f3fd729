import { factorRule } from '../../server/accounts/factor-rule.ts';
import { createToken } from '../../server/accounts/index.ts';
import { AccountModel } from '../../server/accounts/model.ts';
import { newChallenge, passkeyHandle } from '../../server/accounts/passkey-challenge.ts';
import { systemContext } from '../../server/platform/context.ts';
import { Outbox } from '../../server/platform/mail/outbox.ts';
import { PasskeyDevice } from '../support/passkey-device.ts';
import { PASSWORD } from '../support/people.ts';
import { codeOf, giveFactor, sealedSecret } from '../support/second-factor.ts';
import { makers } from './makers.ts';
import type { Sample, Stage } from './samples.ts';
import { send } from './send.ts';

let count = 0;
const invitation = (number: number) => ({
  name: `Người Được Mời ${number}`,
  email: `invited-${number}@staff.example`,
  language: 'vi',
  roles: 'reviewer',
});

/** An account that waits for its owner. */
async function invited({ world }: Stage): Promise<{ id: string; email: string }> {
  const fields = invitation(++count);
  const { location, body } = await send(makers(world).administrator, 'post', '/accounts/new', fields);
  const id = /^\/accounts\/(\w+)/.exec(location)?.[1];
  if (!id) throw new Error(`no invitation: ${body}`);
  return { id, email: fields.email };
}

const invitedId = async (stage: Stage) => ({ id: (await invited(stage)).id });

async function deactivated(stage: Stage): Promise<{ id: string }> {
  const { id } = await invited(stage);
  await send(makers(stage.world).administrator, 'post', `/accounts/${id}/deactivation`);
  return { id };
}

/** What stands behind the address of a page in a letter to someone. */
async function linkIn({ world }: Stage, to: string, path: string): Promise<string> {
  await world.app.dispatcher.settled();
  const letters = await Outbox.find({ to }).lean();
  const [found] = letters.flatMap(({ html }) => new RegExp(`${path}/([\\w-]+)`).exec(html)?.[1] ?? []);
  if (!found) throw new Error(`no link ${path} in a letter to ${to}`);
  return found;
}

async function invitationToken(stage: Stage): Promise<Record<string, string>> {
  const { email } = await invited(stage);
  return { token: await linkIn(stage, email, '/invitation') };
}

/** A link to a new password, for an account that nobody else uses. */
async function resetToken(stage: Stage): Promise<Record<string, string>> {
  const { token } = await invitationToken(stage);
  const email = `invited-${count}@staff.example`;
  const stranger = makers(stage.world).stranger;
  const person = { name: 'Người Mới', language: 'vi', password: PASSWORD };
  await send(stranger, 'post', `/invitation/${token}`, person);
  // Set at the same moment as the password, the wish would count as older than it.
  await AccountModel.updateOne({ email }, { $set: { passwordChangedAt: new Date(0) } });
  await send(stranger, 'post', '/password-reset', { email });
  return { token: await linkIn(stage, email, '/password-reset') };
}

/** A token of the caller's own; of the administrator's for strangers. */
async function ownToken({ world, viewer }: Stage): Promise<{ id: string; account: string }> {
  const { actor } = viewer.actor ? viewer : makers(world).administrator;
  const context = systemContext(world.app.site, 'test');
  const made = await createToken(context, { email: actor!.email, scopes: ['read'], days: 1 });
  return { id: made.id, account: actor!.id };
}

async function tokenOfAnAccount(stage: Stage): Promise<Record<string, string>> {
  const { id, account } = await ownToken(stage);
  return { id: account, token: id };
}

const RECOVERY_CODE = 'K7QX-2MPA-9VTC-HR4D';

/** The account has a second factor, whatever it had before: for the administrator's where nobody is signed in. */
async function withFactor(stage: Stage, id?: string): Promise<Record<string, string>> {
  const account = id ?? ownerOf(stage).id;
  await giveFactor(stage.world, account, { recovery: [RECOVERY_CODE] });
  return { id: account };
}

const ownerOf = ({ world, viewer }: Stage) => (viewer.actor ?? makers(world).administrator.actor)!;

/** A new secret as the page offers it, and a code of it. */
async function factorFields(stage: Stage) {
  const { id } = ownerOf(stage);
  await AccountModel.updateOne({ _id: id }, { $set: { factor: null } });
  const { sealed, secret } = sealedSecret(stage.world, id);
  return {
    secret: sealed,
    code: codeOf(secret, stage.world.clock.now()),
    currentPassword: stage.viewer.password ?? PASSWORD,
  };
}

/** The account has a passkey of a device. */
async function withPasskey(stage: Stage): Promise<PasskeyDevice> {
  const device = new PasskeyDevice(stage.world.app.site.publicUrl);
  await AccountModel.updateOne({ _id: ownerOf(stage).id }, { $set: { passkeys: [device.kept()] } });
  return device;
}

/** What a device answers to a question as the pages ask it. */
async function passkeyFields(stage: Stage, to: 'sign-in' | 'new'): Promise<Record<string, string>> {
  const { world } = stage;
  const context = systemContext(world.app.site, 'test');
  if (to === 'new') {
    const { sealed, challenge } = newChallenge(context, ownerOf(stage).id);
    const device = new PasskeyDevice(world.app.site.publicUrl);
    return { sealed, response: device.response({ challenge }, true), passkeyName: 'Máy tính' };
  }
  const device = await withPasskey(stage);
  const { sealed, challenge } = newChallenge(context, '');
  return { sealed, response: device.response({ challenge }, false), to: '' };
}

const toAccount = { params: invitedId } as const;
const absence = { from: '2026-03-05', to: '2026-03-06' };

const ownPages = ['profile', 'password', 'absence', 'absence/end', 'sign-out-everywhere', 'tokens'];
const buttons = ['invitation', 'deactivation', 'reactivation', 'identity-removal', 'sign-out-everywhere'];

/** Signing in, links in letters, the own account, the accounts of others. */
export const accountSamples: Record<string, Sample> = {
  'GET /sign-in': {},
  'POST /sign-in': {
    endsSession: true,
    fields: ({ viewer, world }) => {
      const { actor, password } = viewer.actor ? viewer : makers(world).administrator;
      return { email: actor!.email, password: password!, to: '' };
    },
  },
  // Nobody has given a password first: what is sent there leads back to the beginning.
  'GET /sign-in/code': {},
  'POST /sign-in/code': { fields: () => ({ code: '123456', to: '' }) },
  'GET /sign-in/second-factor': {},
  'POST /sign-in/second-factor': { fields: () => ({ secret: 'x'.repeat(80), code: '123456', to: '' }) },
  'POST /sign-in/passkey': { endsSession: true, fields: (stage) => passkeyFields(stage, 'sign-in') },
  // As for the code.
  'POST /sign-in/code/passkey': { fields: () => ({ sealed: 'x'.repeat(80), response: '{}', to: '' }) },
  // This site has no identity provider.
  'GET /sign-in/provider': {},
  'GET /sign-in/provider/callback': { query: 'code=x&state=y' },
  'POST /sign-in/provider/callback': { fields: () => ({ SAMLResponse: 'x' }) },
  'GET /sign-in/provider/metadata': {},
  'POST /sign-out': { endsSession: true },
  'GET /password-reset': {},
  'POST /password-reset': { fields: () => ({ email: 'nobody@staff.example' }) },
  'GET /password-reset/sent': {},
  'GET /password-reset/:token': { params: resetToken },
  'POST /password-reset/:token': {
    changes: true,
    params: resetToken,
    fields: () => ({ password: 'another lotus leaf' }),
  },
  'GET /invitation/:token': { params: invitationToken },
  'POST /invitation/:token': {
    endsSession: true,
    changes: true,
    params: invitationToken,
    fields: () => ({ name: 'Người Mới', language: 'vi', password: PASSWORD }),
  },
  // There are accounts already: no key opens this page any more.
  'GET /set-up/:key': { params: () => ({ key: 'x'.repeat(43) }) },
  'POST /set-up/:key': {
    params: () => ({ key: 'x'.repeat(43) }),
    fields: () => ({ name: 'Kẻ Lạ', email: 'x@kin.example', language: 'vi', password: PASSWORD }),
  },
  'GET /account': {},
  ...Object.fromEntries(ownPages.map((path) => [`GET /account/${path}`, {}])),
  'POST /account/sessions/end-others': {},
  // Of nobody: it has ended already.
  'POST /account/sessions/:id/end': { params: () => ({ id: 'x'.repeat(64) }) },
  'GET /account/second-factor': {},
  'POST /account/second-factor': { fields: factorFields },
  'GET /account/second-factor/codes': {},
  'POST /account/second-factor/codes': {
    each: true,
    params: withFactor,
    fields: () => ({ recoveryCode: RECOVERY_CODE }),
  },
  'POST /account/second-factor/removal': {
    each: true,
    params: withFactor,
    fields: () => ({ removalCode: RECOVERY_CODE }),
  },
  'GET /account/passkeys': {},
  'POST /account/passkeys': { each: true, fields: (stage) => passkeyFields(stage, 'new') },
  'POST /account/passkeys/:passkey/removal': {
    each: true,
    params: async (stage) => ({ passkey: passkeyHandle({ id: (await withPasskey(stage)).id }) }),
  },
  'GET /accounts/leavers': {},
  'POST /accounts/leavers': { fields: () => ({ list: 'nobody@staff.example' }) },
  'GET /accounts/second-factor': {},
  'POST /accounts/second-factor': {
    fields: async () => ({ number: String((await factorRule()).number), moderator: '2030-01-01' }),
  },
  'POST /account/profile': {
    fields: ({ viewer }) => ({ name: viewer.actor?.name ?? 'Kẻ Lạ', language: 'vi' }),
  },
  'POST /account/password': {
    endsSession: true,
    fields: ({ viewer }) => ({
      currentPassword: viewer.password ?? PASSWORD,
      newPassword: viewer.password ?? PASSWORD,
    }),
  },
  'POST /account/absence': { fields: () => absence },
  'POST /account/absence/end': {
    each: true,
    params: async ({ viewer }) => {
      await send(viewer, 'post', '/account/absence', absence);
      return {};
    },
  },
  'POST /account/sign-out-everywhere': { endsSession: true },
  'POST /account/tokens': { fields: () => ({ tokenName: 'Báo cáo', scopes: 'read', days: '30' }) },
  'GET /account/tokens/new': {},
  'POST /account/tokens/:id/withdrawal': {
    each: true,
    params: async (stage) => ({ id: (await ownToken(stage)).id }),
  },
  'GET /accounts': { query: 'q=nguoi' },
  'GET /accounts/new': {},
  'POST /accounts/new': { fields: () => invitation(++count) },
  'GET /accounts/:id': toAccount,
  'POST /accounts/:id': { params: invitedId, fields: () => ({ roles: 'leader' }) },
  ...Object.fromEntries(buttons.flatMap((path) => both(path, toAccount))),
  'POST /accounts/:id/reactivation': { changes: true, params: deactivated },
  ...Object.fromEntries(
    both('second-factor-reset', {
      params: async (stage) => withFactor(stage, (await invitedId(stage)).id),
    }),
  ),
  ...Object.fromEntries(both('tokens/:token/withdrawal', { params: tokenOfAnAccount })),
};

/** A button and what its address shows when it is loaded anew. */
function both(path: string, sample: Sample): [string, Sample][] {
  return [
    [`GET /accounts/:id/${path}`, sample],
    [`POST /accounts/:id/${path}`, { ...sample, changes: true }],
  ];
}
