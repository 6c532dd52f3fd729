import { type Actor, hasRole, worksFor } from '../platform/context.ts';
import { ACCEPTED, IN_UNIT, type Status } from './rules.ts';

/** What the questions below look at. */
export interface Subject {
  code: string;
  status: Status;
  /** Slug of the responsible unit; absent until it is routed. */
  unit?: string | null;
  /** Account id of the official who has it. */
  assignee?: string | null;
}

/** The sender, by the receipt key shown. */
export function isSender(actor: Actor, subject: Pick<Subject, 'code'>): boolean {
  return actor.kind === 'visitor' && actor.holds.includes(subject.code);
}

/** Everyone sees that an item exists; text and unit are public only once accepted. */
export function canSeePublicText(subject: Pick<Subject, 'status'>): boolean {
  return ACCEPTED.includes(subject.status);
}

/** The original text, the sender and inner notes: coordinators, the unit that holds the item, the leadership's reviewers. */
export function canSeeInside(actor: Actor, subject: Subject): boolean {
  if (hasRole(actor, 'coordinator')) return true;
  return hasRole(actor, 'official', 'head') && worksFor(actor, subject.unit);
}

/** The full text and the correspondence, without who else sees it. */
export function canSeeOwn(actor: Actor, subject: Subject): boolean {
  return isSender(actor, subject) || canSeeInside(actor, subject);
}

export function canScreen(actor: Actor): boolean {
  return hasRole(actor, 'coordinator');
}

export function canEnterForSomeone(actor: Actor): boolean {
  return hasRole(actor, 'coordinator', 'official');
}

export function canReply(actor: Actor, subject: Subject): boolean {
  return isSender(actor, subject) || canScreen(actor);
}

export function canTransfer(actor: Actor, subject: Subject): boolean {
  if (hasRole(actor, 'coordinator')) return IN_UNIT.includes(subject.status);
  return hasRole(actor, 'head') && worksFor(actor, subject.unit) && IN_UNIT.includes(subject.status);
}

/** An official may take an item of the unit; the head may give it to anyone there. */
export function canAssign(actor: Actor, subject: Subject): boolean {
  return hasRole(actor, 'official', 'head') && worksFor(actor, subject.unit);
}

export function canAnswer(actor: Actor, subject: Subject): boolean {
  return hasRole(actor, 'official', 'head') && worksFor(actor, subject.unit);
}

/** Four eyes: the head of the unit decides, whoever wrote it. */
export function canApprove(actor: Actor, subject: Subject): boolean {
  return hasRole(actor, 'head') && worksFor(actor, subject.unit);
}
