import type { Outcome } from './fields.ts';
import type { Point } from './points.ts';

/** What can be said to one point. The whole item is never "transferred" by an answer: that is a move of its own. */
export const POINT_OUTCOMES = ['accepted', 'partly', 'refused', 'explained', 'transferred'] as const;
export type PointOutcome = (typeof POINT_OUTCOMES)[number];

export interface AnsweredPoint {
  n: number;
  outcome?: PointOutcome;
  text: string;
}

export interface Facts {
  text: string;
  by: string;
  /** Day of the city, yyyy-mm-dd; '' while not given. */
  on: string;
}

/** Somebody does something by a day. */
export interface PlannedAction {
  text: string;
  actor: string;
  on: string;
}

/** For points that go to another unit. */
export interface Handover {
  unit: string;
  on: string;
  number: string;
}

export interface Contact {
  person: string;
  reach: string;
}

/** The fields of an answer beside its outcome and free text. An answer without `points` is free text alone. */
export interface AnswerFields {
  points: AnsweredPoint[];
  facts?: Facts;
  /** Why it is decided so. */
  grounds?: string;
  /** Numbers of documents, picked from the catalogue or typed, with the article. */
  legalBasis: string[];
  actions: PlannedAction[];
  handover?: Handover;
  contact?: Contact;
}

export const MOST_ACTIONS = 3;
export const MOST_BASES = 10;

/** A promise with a date, for the register of commitments. */
export interface Promised {
  text: string;
  actor: string;
  dueAt: Date;
  unit: string | null;
}

/** Elements that an answer may be asked for; `data/seed/answer-rules/rule-set.json` says which, by outcome. */
export const ELEMENTS = [
  'points',
  'decision',
  'facts',
  'reason',
  'legalBasis',
  'action',
  'actor',
  'date',
  'contact',
  'unit',
  'number',
  'remedy',
] as const;
export type Element = (typeof ELEMENTS)[number];

interface Judged {
  outcome: Outcome;
  fields: AnswerFields;
  asked: readonly Point[];
}

const dated = (action: PlannedAction): boolean => action.on !== '';

const THERE: Record<Element, (judged: Judged) => boolean> = {
  points: ({ fields, asked }) =>
    asked.every(({ n }) =>
      fields.points.some((point) => point.n === n && point.text !== '' && point.outcome),
    ),
  decision: ({ outcome }) => Boolean(outcome),
  facts: ({ fields: { facts } }) => Boolean(facts?.text && facts.by && facts.on),
  reason: ({ fields }) => Boolean(fields.grounds),
  legalBasis: ({ fields }) => fields.legalBasis.length > 0,
  action: ({ fields }) => fields.actions.some((action) => action.text !== ''),
  actor: ({ fields }) => fields.actions.some((action) => action.actor !== ''),
  date: ({ fields }) => fields.actions.some(dated),
  contact: ({ fields: { contact } }) => Boolean(contact?.person && contact.reach),
  unit: ({ fields: { handover } }) => Boolean(handover?.unit),
  number: ({ fields: { handover } }) => Boolean(handover?.number && handover.on),
  // The remedies are filled in by the system.
  remedy: () => true,
};

/** Of a point passed on, the day belongs to the handover and not to an action: 'number' asks for both. */
const OF_HANDOVER = ['unit', 'number', 'reason'];

/**
 * Elements that must be there and are not (domain rules, section 3). Every point is a must, whatever the outcome.
 * @param required by outcome, from the rule set
 */
export function missingElements(judged: Judged, required: Record<string, readonly string[]>): Element[] {
  const transfers = judged.fields.points.some((point) => point.outcome === 'transferred');
  const asked = new Set([
    'points',
    ...(required[judged.outcome] ?? []),
    ...(transfers ? (required['transferred'] ?? []).filter((name) => OF_HANDOVER.includes(name)) : []),
  ]);
  return ELEMENTS.filter((element) => asked.has(element) && !THERE[element](judged));
}

export type Gate = 'open' | 'reason' | 'override';

/** Clear may be sent; partial with the official's reason; vague or incomplete with the head's override. */
export function gateOf(verdict: 'clear' | 'partial' | 'vague', missing: readonly string[]): Gate {
  if (verdict === 'vague' || missing.length > 0) return 'override';
  return verdict === 'partial' ? 'reason' : 'open';
}

/** Actions whose day lies ahead: what the unit owes from now on. */
export function promisesOf(
  actions: readonly PlannedAction[],
  unit: string | null,
  { now, endOf }: { now: Date; endOf(day: string): Date | undefined },
): Promised[] {
  return actions.flatMap(({ text, actor, on }) => {
    const dueAt = on && text ? endOf(on) : undefined;
    return dueAt && dueAt > now ? [{ text, actor, dueAt, unit }] : [];
  });
}
