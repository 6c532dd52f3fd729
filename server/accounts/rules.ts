export * from './rules/absence.ts';
export * from './rules/factor.ts';
export * from './rules/leavers.ts';
export * from './rules/limits.ts';
export * from './rules/passkeys.ts';
export * from './rules/password.ts';
export * from './rules/reach.ts';
export * from './rules/status.ts';
