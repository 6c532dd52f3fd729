import type { Language } from './i18n/languages.ts';

/** Who acts, when, in which language: the first argument of every action and query. */
export {
  CONTENT_LANGUAGES,
  type ContentLanguage,
  contentLanguage,
  LANGUAGES,
  type Language,
  type Trilingual,
  textIn,
} from './i18n/languages.ts';

export const ROLES = [
  'official',
  'head',
  'coordinator',
  'moderator',
  'reviewer',
  'leader',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

/** Someone without an account. `holds` are the codes of items whose receipt key this person has shown. */
export interface Visitor {
  kind: 'visitor';
  holds: string[];
}

/** Someone signed in, or a program with a bearer token (then `scopes` narrows what it may call). */
export interface Staff {
  kind: 'staff';
  id: string;
  name: string;
  email: string;
  roles: Role[];
  /** Slugs of the units the account works for, those it stands in for included. Empty: the whole city. */
  units: string[];
  scopes?: string[];
}

/** A job or a reaction of the server itself. */
export interface System {
  kind: 'system';
  id: string;
}

export type Actor = Visitor | Staff | System;

export interface Context {
  actor: Actor;
  now: Date;
  language: Language;
  requestId: string;
}

export function isStaff(actor: Actor): actor is Staff {
  return actor.kind === 'staff';
}

/** True when a signed-in actor has one of the roles; the system and visitors have none. */
export function hasRole(actor: Actor, ...roles: Role[]): boolean {
  return isStaff(actor) && roles.some((role) => actor.roles.includes(role));
}

/** True when the actor works for the unit. Roles decide what that allows. */
export function worksFor(actor: Actor, unit: string | null | undefined): boolean {
  return isStaff(actor) && !!unit && actor.units.includes(unit);
}

export function systemContext(id: string, now: Date): Context {
  return { actor: { kind: 'system', id }, now, language: 'vi', requestId: id };
}
