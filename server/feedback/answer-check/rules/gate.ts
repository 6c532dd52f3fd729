import { type AnswerFields, ELEMENTS, type Element, type Gate } from '../../item/rules/answer.ts';
import { type Kind, LEAST, type Outcome } from '../../item/rules/fields.ts';
import type { Point } from '../../item/rules/points.ts';

/** Days of the city, yyyy-mm-dd, seen from now. */
export interface CityDays {
  /** Its end of office is still to come. */
  ahead(day: string): boolean;
  /** It has begun. */
  begun(day: string): boolean;
}

interface Judged {
  kind: Kind;
  outcome: Outcome;
  /** Free text alone has no fields: then all that can be asked for is missing. */
  fields: AnswerFields | undefined;
  asked: readonly Point[];
  days: CityDays;
}

type Structured = Judged & { fields: AnswerFields };

const NO_FIELDS: AnswerFields = { points: [], legalBasis: [], actions: [] };

const OF_ACTION = ['action', 'actor', 'date'] as const;

/** What, who and when belong together: of the actions, the one that says most of it. */
function saidOfOneAction({ fields, days }: Structured): ReadonlySet<string> {
  const said = fields.actions.map(({ text, actor, on }) => {
    const there = { action: text !== '', actor: actor !== '', date: on !== '' && days.ahead(on) };
    return new Set(OF_ACTION.filter((name) => there[name]));
  });
  return said.reduce((most, each) => (each.size > most.size ? each : most), new Set<string>() as never);
}

const THERE: Record<Element, (judged: Structured) => boolean> = {
  points: ({ fields, asked }) =>
    asked.every(({ n }) =>
      fields.points.some((point) => point.n === n && point.text !== '' && point.outcome),
    ),
  decision: ({ outcome }) => Boolean(outcome),
  facts: ({ fields: { facts }, days }) =>
    Boolean(facts?.text && facts.by && facts.on && days.begun(facts.on)),
  reason: ({ fields }) => Boolean(fields.grounds),
  legalBasis: ({ fields }) => fields.legalBasis.length > 0,
  action: (judged) => saidOfOneAction(judged).has('action'),
  actor: (judged) => saidOfOneAction(judged).has('actor'),
  date: (judged) => saidOfOneAction(judged).has('date'),
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
 * @param required from the rule set, by outcome ('refused') or by outcome and kind ('explained.question')
 */
export function missingElements(
  { fields = NO_FIELDS, ...judged }: Judged,
  required: Record<string, readonly string[]>,
): Element[] {
  const { outcome, kind } = judged;
  const transfers = fields.points.some((point) => point.outcome === 'transferred');
  const asked = new Set([
    'points',
    ...(required[`${outcome}.${kind}`] ?? required[outcome] ?? []),
    ...(transfers ? (required['transferred'] ?? []).filter((name) => OF_HANDOVER.includes(name)) : []),
  ]);
  return ELEMENTS.filter((element) => asked.has(element) && !THERE[element]({ ...judged, fields }));
}

type Verdict = Heard['verdict'];
/** The bands of the published scale. */
const BANDS: Record<Verdict, [number, number]> = { clear: [75, 100], partial: [55, 74], vague: [0, 54] };

/**
 * Verdict and points never contradict each other: boxes may answer points that the whole text hides, so nothing is vague
 * where a point is answered, and nothing clear where one is not. The score follows into the band of the verdict.
 */
export function inAccord(
  { verdict, score }: { verdict: Verdict; score: number },
  { answered, of }: { answered: number; of: number },
): { verdict: Verdict; score: number } {
  if (of === 0) return { verdict, score };
  const partial = verdict === 'vague' ? answered > 0 : answered < of;
  const said = partial ? 'partial' : verdict;
  const [low, high] = BANDS[said];
  return { verdict: said, score: Math.min(high, Math.max(low, score)) };
}

/** What the check heard in the words. */
export interface Heard {
  verdict: 'clear' | 'partial' | 'vague';
  sure: boolean;
  /** A point has surely no answer, and nobody marked what becomes of it. */
  pointMissed: boolean;
}

/**
 * Clear and partial may be sent: hints are enough, but for a point that was missed unseen. Vague goes with the head's word,
 * with the official's reason where the check is not sure of it. Incomplete always with the head's word.
 */
export function gateOf({ verdict, sure, pointMissed }: Heard, missing: readonly string[]): Gate {
  if (missing.length > 0) return 'override';
  if (verdict === 'vague') return sure ? 'override' : 'reason';
  return verdict === 'partial' && pointMissed ? 'reason' : 'open';
}

/** What reads well may still need a word of its writer. */
export function atLeastReason(gate: Gate): Gate {
  return gate === 'open' ? 'reason' : gate;
}

/** So many letters or digits make a reason: a full stop is none. */
export function tellsWhy(reason: string | undefined): boolean {
  return (reason?.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= LEAST.reason;
}

/** An answer that passes every point on answers nothing: then the item itself goes to the other unit. */
export function onlyPassesOn({ points }: AnswerFields): boolean {
  const said = points.filter(({ outcome, text }) => outcome || text);
  return said.length > 0 && said.every(({ outcome }) => outcome === 'transferred');
}
