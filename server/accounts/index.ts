import type { Feature } from '../platform/feature.ts';

export { createAccount } from './actions/create-account.ts';
export { setUpLink } from './actions/set-up.ts';
export { createToken } from './actions/tokens.ts';
export { actorOfSession, actorOfToken } from './actors.ts';
export { accountNames, staffOf } from './staff.ts';

export const accounts: Feature = { name: 'accounts' };
