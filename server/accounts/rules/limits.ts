import { addDays } from '../../city/dates.ts';

const HOUR_MS = 3_600_000;

export const INVITATION_DAYS = 7;
export const RESET_HOURS = 2;
const SET_UP_HOURS = 24;
export const MOST_TOKEN_DAYS = 366;
/** Tokens of one account that work at the same time. */
export const MOST_TOKENS = 20;
export const MOST_UNITS = 200;
export const NAME_LENGTH = 100;
export const ABSENCE_MOST_DAYS = 366;

/** All reads, all writes; a token may name single calls of the API instead (`routeFeedback`). */
export const SCOPES = ['read', 'write'] as const;
export type Scope = string;

export function invitationEnds(now: Date): Date {
  return addDays(now, INVITATION_DAYS);
}

export function resetEnds(now: Date): Date {
  return new Date(now.getTime() + RESET_HOURS * HOUR_MS);
}

export function setUpEnds(now: Date): Date {
  return new Date(now.getTime() + SET_UP_HOURS * HOUR_MS);
}

/** @param days at least 1, at most MOST_TOKEN_DAYS */
export function tokenEnds(now: Date, days: number): Date {
  return addDays(now, days);
}

interface Token {
  createdAt: Date;
  expiresAt: Date;
  withdrawnAt?: Date | null;
  /** Of its owner when it was made; absent in those made before tokens had one. */
  epoch?: number;
}

interface Owner {
  epoch: number;
  sessionsEndedAt?: Date;
  passwordChangedAt?: Date;
}

/**
 * True while the token may be used. At the instant of its end it no longer may. It ends with the sessions of its owner:
 * whoever knew the password could have made it.
 */
export function tokenWorks(token: Token, owner: Owner, now: Date): boolean {
  if (token.withdrawnAt || now >= token.expiresAt) return false;
  if (token.epoch !== undefined) return token.epoch === owner.epoch;
  return [owner.sessionsEndedAt, owner.passwordChangedAt].every((end) => !end || end <= token.createdAt);
}
