import { type Actor, isStaff, may, worksFor } from '../../platform/context.ts';
import type { Contribution } from './rules/contribution.ts';
import type { Shield } from './rules/shield.ts';
import { ACCEPTED, STATUSES_IN_UNIT, type Status } from './rules/status.ts';

/** What the questions below look at. */
export interface Subject {
  code: string;
  status: Status;
  /** Slug of the responsible unit; absent until it is routed. */
  unit?: string | null;
  /** Account id of the official who has it. */
  assignee?: string | null;
  /** What other units were asked for. */
  contributions?: readonly Pick<Contribution, 'n' | 'unit' | 'withdrawnAt'>[];
  /** Set while and after a second look: who had a part in the first answer. */
  reopening?: { hadPart: readonly string[] } | null;
  /** Once the sender has appealed: to which unit, and who had a part in the item. */
  appeal?: { unit?: string; to: string | null; hadPart: readonly string[]; decision?: object | null } | null;
  /** It is about the conduct of a unit. */
  shield?: Pick<Shield, 'unit'> | null;
  /** The office that sent it. */
  raised?: { unit: string } | null;
}

type Sent = Pick<Subject, 'code' | 'raised'>;

/** The sender, by the receipt key shown; of what an office has raised, its people. */
export function isSender(actor: Actor, subject: Sent): boolean {
  if (subject.raised) return speaksFor(actor, subject.raised.unit);
  return actor.kind === 'visitor' && actor.holds.includes(subject.code);
}

/** An official or the head of an office, who can send for it. */
export function speaksFor(actor: Actor, unit: string): boolean {
  return may(actor, 'answer') && worksFor(actor, unit);
}

/** Where letters go: those to an office go to its people. */
export function canChangeContact(actor: Actor, subject: Sent): boolean {
  return !subject.raised && isSender(actor, subject);
}

/** The sender alone says whether the answer answers, and asks for the second look. */
export function canRate(actor: Actor, subject: Sent): boolean {
  return isSender(actor, subject);
}

/** Of a reopened item: whoever had a part in the first answer stays out of the second. */
export function hadPart(actor: Actor, { reopening }: Pick<Subject, 'reopening'>): boolean {
  return isStaff(actor) && !!reopening && reopening.hadPart.includes(actor.id);
}

/** The sender tells which documents were demanded; nobody demands any of an office. */
export function canNamePapers(actor: Actor, subject: Sent): boolean {
  return !subject.raised && isSender(actor, subject);
}

/** What the unit asks people for, its head answers for. */
export function canAnswerPapers(actor: Actor, { unit }: Pick<Subject, 'unit'>): boolean {
  return may(actor, 'approve') && worksFor(actor, unit);
}

/** Whether an answer still holds, whoever answers for the unit says; a coordinator, where it has nobody any more. */
export function canLookAgain(actor: Actor, subject: Pick<Subject, 'unit' | 'shield'>): boolean {
  if (isShieldedFrom(actor, subject)) return false;
  return canScreen(actor) || (may(actor, 'approve') && worksFor(actor, subject.unit));
}

/** What a sender named after acceptance opens once somebody has looked at it. */
export function canShowPaper(actor: Actor, subject: Pick<Subject, 'unit'>): boolean {
  return canScreen(actor) || canAnswerPapers(actor, subject);
}

/** The head of the higher unit, or the leadership; nobody who did anything with the item before. */
export function canJudgeAppeal(
  actor: Actor,
  subject: Pick<Subject, 'appeal' | 'shield' | 'raised'>,
): boolean {
  const { appeal, raised } = subject;
  if (isShieldedFrom(actor, subject) || (raised && speaksFor(actor, raised.unit))) return false;
  if (!appeal || !isStaff(actor) || appeal.hadPart.includes(actor.id)) return false;
  // By a role of the city's own somebody of the unit that has answered may have it too.
  if (may(actor, 'decide-appeals') && !worksFor(actor, appeal.unit)) return true;
  return may(actor, 'approve') && worksFor(actor, appeal.to);
}

/** The sender alone has what is held about the sender, and has it erased. */
export function canAskErasure(actor: Actor, subject: Sent): boolean {
  // What an office has sent is no person's data.
  return !subject.raised && isSender(actor, subject);
}

/** Whether it goes before the answer that is due. */
export function canDecideErasure(actor: Actor): boolean {
  return canScreen(actor);
}

/** What is answered cannot be taken back; a reopened item has its first answer. */
export function canWithdraw(actor: Actor, subject: Sent & Pick<Subject, 'reopening'>): boolean {
  return isSender(actor, subject) && !subject.reopening;
}

/** While it is open, whoever decides it reads what its sender and the unit have laid down. */
function canReadAppeal(actor: Actor, subject: Pick<Subject, 'appeal' | 'shield' | 'raised'>): boolean {
  return !subject.appeal?.decision && canJudgeAppeal(actor, subject);
}

/** It is about the conduct of a unit that the actor works for, whatever else the actor is, and whatever token is used. */
function isShieldedFrom(actor: Actor, { shield }: Pick<Subject, 'shield'>): boolean {
  return !!shield && isStaff(actor) && (actor.allUnits ?? actor.units).includes(shield.unit);
}

/**
 * Everyone may know that an item exists, unless it is about the conduct of a unit: then its sender, those who work on it,
 * and the server itself. For all others it is as if there were none.
 */
export function canKnowOf(actor: Actor, subject: Subject): boolean {
  if (!subject.shield || actor.kind === 'system') return true;
  if (isShieldedFrom(actor, subject)) return false;
  return (
    canSeeOwn(actor, subject) ||
    canJudgeAppeal(actor, subject) ||
    (subject.contributions ?? []).some(({ n }) => canContribute(actor, subject, n))
  );
}

/** Text and unit are public once the item is accepted; of one about the conduct of a unit they never are. */
export function canSeePublicText(subject: Pick<Subject, 'status' | 'shield'>): boolean {
  return !subject.shield && ACCEPTED.includes(subject.status);
}

/** "This concerns me too": others than the sender. Whoever works for the city speaks for an office. */
export function hasOwnVoice(actor: Actor, subject: Sent): boolean {
  return actor.kind === 'visitor' && !isSender(actor, subject);
}

/** Of what everybody may read. */
export function canAddVoice(
  actor: Actor,
  subject: Pick<Subject, 'code' | 'status'> & { publishText: boolean },
): boolean {
  return hasOwnVoice(actor, subject) && canSeePublicText(subject) && subject.publishText;
}

/** The original text, the sender and inner notes: coordinators, the unit that holds the item, the leadership's reviewers. */
export function canSeeInside(actor: Actor, subject: Subject): boolean {
  if (isShieldedFrom(actor, subject)) return false;
  if (may(actor, 'screen')) return true;
  return may(actor, 'answer') && worksFor(actor, subject.unit);
}

/** The sender has a refusal read again. */
export function canContest(actor: Actor, subject: Sent): boolean {
  return isSender(actor, subject);
}

/** Nobody reads the own refusal again. */
export function canUphold(
  actor: Actor,
  { refusal }: { refusal?: { by?: string | undefined } | null },
): boolean {
  return canScreen(actor) && isStaff(actor) && refusal?.by !== actor.id;
}

/** How often coordinators are put right; each sees the own rows nowhere else. */
export function canSeeOverturned(actor: Actor): boolean {
  return may(actor, 'see-refusals');
}

/** The full text and the correspondence, without who else sees it. */
export function canSeeOwn(actor: Actor, subject: Subject): boolean {
  return isSender(actor, subject) || canSeeInside(actor, subject);
}

export function canScreen(actor: Actor): boolean {
  return may(actor, 'screen');
}

export function canEnterForSomeone(actor: Actor): boolean {
  return may(actor, 'counter');
}

/** Only what people entered can have been entered wrongly: on the web the machine notes the moment. */
export function canCorrectReceipt(actor: Actor, { enteredBy }: { enteredBy: string | null }): boolean {
  return enteredBy !== null && canScreen(actor);
}

/** What a session has left open comes from the server itself, never from a person: it needs no name and skips screening. */
export function canReceiveFromDialogue(actor: Actor): boolean {
  return actor.kind === 'system';
}

/** Letters are read by the server itself: who may have written one, the action looks at. */
export function canReceiveByMail(actor: Actor): boolean {
  return actor.kind === 'system';
}

/** Whoever holds the item asks: coordinators before acceptance, then the unit. Of a reopened item nobody asks again: the sender has said what is missing. */
export function canAsk(actor: Actor, subject: Subject): boolean {
  if (subject.reopening) return false;
  return subject.unit ? canAnswer(actor, subject) : canScreen(actor);
}

/** The sender; staff write down what was said on the phone. */
export function canReply(actor: Actor, subject: Subject): boolean {
  return isSender(actor, subject) || canScreen(actor) || canAnswer(actor, subject);
}

/** That an item is about the conduct of a unit, a coordinator says where the sender has not. */
export const canShield = canScreen;

/** How demanding it is, coordinators say, or whoever answers for the unit that has it. */
export function canClassify(actor: Actor, subject: Subject): boolean {
  return canScreen(actor) || canApprove(actor, subject);
}

/** The unit that has it says that it is not competent; whose it is, a coordinator decides. */
export function canDispute(actor: Actor, subject: Subject): boolean {
  return !subject.reopening && canAnswer(actor, subject);
}

export function canTransfer(actor: Actor, subject: Subject): boolean {
  if (may(actor, 'screen')) return STATUSES_IN_UNIT.includes(subject.status);
  if (subject.reopening) return false;
  return may(actor, 'approve') && worksFor(actor, subject.unit) && STATUSES_IN_UNIT.includes(subject.status);
}

/**
 * An official may take an item of the unit; the head may give it to anyone there. A reopened one nobody takes: another
 * head of the unit, or a coordinator, gives it to somebody who had no part.
 */
export function canAssign(actor: Actor, subject: Subject): boolean {
  if (subject.reopening) return canApprove(actor, subject);
  return may(actor, 'answer') && worksFor(actor, subject.unit);
}

export function canAnswer(actor: Actor, subject: Subject): boolean {
  if (subject.reopening && (hadPart(actor, subject) || subject.status === 'routed')) return false;
  return may(actor, 'answer') && worksFor(actor, subject.unit);
}

/** A unit that was asked for its part writes it. Beyond the public words of the item it sees the question alone. */
export function canContribute(
  actor: Actor,
  { contributions = [], reopening = null }: Subject,
  n: number,
): boolean {
  return (
    may(actor, 'answer') &&
    !hadPart(actor, { reopening }) &&
    contributions.some((each) => each.n === n && !each.withdrawnAt && worksFor(actor, each.unit))
  );
}

/**
 * Evidence is as public as the answer that it belongs to.
 * @param sent that answer was sent
 */
export function canSeeEvidence(
  actor: Actor,
  subject: Subject & { publishText: boolean },
  { sent }: { sent: boolean },
): boolean {
  const open = subject.publishText && canKnowOf(actor, subject);
  const judges = canReadAppeal(actor, subject);
  return canSeeInside(actor, subject) || (sent && (open || judges || isSender(actor, subject)));
}

/** A file of the sender: for those who read the original; for everybody once a coordinator has published it, with the text. */
export function canSeeAttachment(
  actor: Actor,
  subject: Subject & { publishText: boolean },
  { publishedAt }: { publishedAt: Date | null },
): boolean {
  if (canSeeOwn(actor, subject) || canReadAppeal(actor, subject)) return true;
  return canSeePublicText(subject) && subject.publishText && !!publishedAt;
}

/** Four eyes: the head of the unit decides, whoever wrote it. Of a reopened item a coordinator may, for a unit with one head. */
export function canApprove(actor: Actor, subject: Subject): boolean {
  if (hadPart(actor, subject)) return false;
  if (subject.reopening && may(actor, 'screen')) return true;
  return may(actor, 'approve') && worksFor(actor, subject.unit);
}
