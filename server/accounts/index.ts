import type { Feature } from '../platform/feature.ts';
import { accountJobs } from './jobs.ts';
import { accountReactions } from './reactions.ts';
import { accountsRoutes } from './routes/accounts.ts';
import { factorRuleRoutes } from './routes/factor-rule.ts';
import { leaversRoutes } from './routes/leavers.ts';
import { linkRoutes } from './routes/links.ts';
import { ownAccountRoutes } from './routes/own-account.ts';
import { passkeyRoutes } from './routes/passkeys.ts';
import { providerRoutes } from './routes/provider.ts';
import { secondFactorRoutes } from './routes/second-factor.ts';
import { secondStepRoutes } from './routes/second-step.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { tokenRoutes } from './routes/tokens.ts';

export { createAccount } from './actions/create-account.ts';
export {
  countClosedAccounts,
  countEndedTokens,
  dropEndedTokens,
  eraseClosedAccounts,
} from './actions/retention.ts';
export { provesAtProvider, provesIdentity } from './actions/sessions.ts';
export { setUpLink } from './actions/set-up.ts';
export { countAccountsOf, succeedAccounts } from './actions/succession.ts';
export { createToken } from './actions/tokens.ts';
export { actorOfAccount, actorOfSession, actorOfToken, rememberedActors } from './actors.ts';
export {
  type ActiveAccount,
  accountByEmail,
  accountsNamed,
  accountsOfUnit,
  activeAmong,
} from './by-address.ts';
export { factorRule } from './factor-rule.ts';
export { unitGroups } from './form-options.ts';
export { mountScim } from './scim.ts';
export { accountNames, activeStaff, hasFactor, staffOf, staffWith } from './staff.ts';
export { type UnitStaff, unitStaff, type Worker } from './unit-staff.ts';

/** Staff accounts: who works here, in which roles, for which units. The public needs none. */
export const accounts: Feature = {
  name: 'accounts',
  routes: [
    ...[...signInRoutes, ...secondStepRoutes, ...linkRoutes, ...ownAccountRoutes, ...secondFactorRoutes],
    ...[...passkeyRoutes, ...providerRoutes],
    ...[...tokenRoutes, ...factorRuleRoutes, ...accountsRoutes, ...leaversRoutes],
  ],
  reactions: accountReactions,
  jobs: () => accountJobs,
  menu: [
    { place: 180, href: '/accounts', text: 'menu.accounts', who: ['accounts'] },
    { place: 220, href: '/account', text: 'menu.account', who: 'staff', rare: true },
  ],
};
