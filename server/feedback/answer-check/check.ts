import { type AnswerRules, type Assessment, type Finding, languageOf } from '../../answer-quality/index.ts';
import type { ContentLanguage } from '../../platform/context.ts';
import type { FeedbackFields } from '../item/model.ts';
import type { AnswerFields, Element, Gate } from '../item/rules/answer.ts';
import type { Outcome } from '../item/rules/fields.ts';
import { standingIn } from '../item/rules/points.ts';
import type { KeptVerdict } from '../item/shapes/answer.ts';
import { type ComposedAnswer, composeAnswer } from './answer-text.ts';
import { answersPoint, assessed } from './assessments.ts';
import { type Beside, beside, rememberedBeside } from './beside.ts';
import { daysFrom, type Fault, faultsIn } from './faults.ts';
import { type CheckFinding, findingsOf, namesOfDefects, personalIn, type ReadDraft } from './findings.ts';
import { type CitedDocument, citedIn } from './legal-documents.ts';
import { atLeastReason, gateOf, inAccord, missingElements } from './rules/gate.ts';
import { type Blank, blanksIn } from './rules/placeholders.ts';
import { answerRules } from './rules-in-force.ts';
import { type EarlierOutcome, type Likeness, likenessToEarlier, type Subject, statedIn } from './similar.ts';

export type Asked = Pick<
  FeedbackFields,
  'language' | 'originalText' | 'points' | 'kind' | 'unit' | 'receivedAt' | 'closedAt' | 'regulation'
>;

export interface Draft {
  outcome?: Outcome;
  text: string;
  fields?: AnswerFields;
}

export interface AnswerCheck extends ReadDraft {
  kept: KeptVerdict & { missing: Element[]; found: string[] };
  /** The sender's, where the answer is in another one, or in none that is known. */
  written: WrittenIn | undefined;
  faults: Fault[];
  findings: CheckFinding[];
  citations: CitedDocument[];
}

type Worded = Pick<Asked, 'language' | 'originalText' | 'points'>;

/** The question as it stands and the answer as it goes out. */
export function toAssess({ language, originalText, points }: Worded, { text, fields }: Draft) {
  const composed = composeAnswer({ fields, text }, language);
  const question = questionOf({ originalText, points });
  const asked = points.length > 0 ? { points: points.map((point) => point.text) } : {};
  return { composed, input: { language, question, answer: composed.text, ...asked } };
}

/** Judges the words alone. */
export function checkDraft(item: Worded, draft: Draft, rules?: AnswerRules): ReadDraft {
  const { composed, input } = toAssess(item, draft);
  return { composed, assessment: assessed(input, rules) };
}

export interface WordsCheck extends ReadDraft {
  gate: Gate;
  personal: Finding[];
  /** Placeholders of a template that nobody filled in. */
  blanks: Blank[];
}

/** An answer that is words alone, outside an item: there the verdict decides. */
export function checkWords(
  { language, text: question }: { language: ContentLanguage; text: string },
  answer: string,
): WordsCheck {
  const asked = { language, originalText: { subject: '', text: question }, points: [] };
  const read = checkDraft(asked, { text: answer });
  const { verdict, sure } = read.assessment;
  const gate = gateOf({ verdict, sure, pointMissed: missesPoint(asked, undefined, read.assessment) }, []);
  const personal = personalIn(read, undefined);
  return {
    ...read,
    gate: personal.length > 0 ? atLeastReason(gate) : gate,
    personal,
    blanks: blanksIn(answer),
  };
}

/** Words, required elements and what cannot stand, as the store is not asked. */
export function checkInText(item: Asked, draft: Draft, now: Date, rules = answerRules()): AnswerCheck {
  return gathered(item, { draft, now, likeness: { percent: 0 }, others: [], rules });
}

/** The same with what the store knows: boilerplate goes only with a reason, however well it reads. */
export async function checkInFull(item: Asked & Subject, draft: Draft, now: Date): Promise<AnswerCheck> {
  return checkBeside(item, { draft, now }, await beside(item));
}

/** The same as the store stood a moment ago: for whoever types on. */
export async function checkLately(item: Asked & Subject, draft: Draft, now: Date): Promise<AnswerCheck> {
  return checkBeside(item, { draft, now }, await rememberedBeside(item, now));
}

function checkBeside(
  item: Asked & Subject,
  { draft, now }: Pick<Known, 'draft' | 'now'>,
  { answers, outcomes }: Beside,
): AnswerCheck {
  const { text } = composeAnswer({ fields: draft.fields, text: draft.text }, item.language);
  const likeness = text ? likenessToEarlier(item, text, answers) : { percent: 0 };
  return gathered(item, { draft, now, likeness, others: outcomes, rules: answerRules() });
}

/** In which language an answer is written that is not in the sender's. */
export type WrittenIn = ContentLanguage | 'unsure';

/** Only where it is not the sender's language; of the words that the official wrote, without what the system says around them. */
function writtenIn({ text, parts }: ComposedAnswer, expected: ContentLanguage): WrittenIn | undefined {
  const found = languageOf(parts.map(({ start, end }) => text.slice(start, end)).join('\n'));
  return found === expected ? undefined : found;
}

/** From here on an answer is boilerplate (domain rules, section 4), in %. */
const BOILERPLATE = 80;

interface Known {
  draft: Draft;
  now: Date;
  likeness: Likeness;
  others: readonly EarlierOutcome[];
  rules: AnswerRules;
}

function gathered(item: Asked, { draft, now, likeness, others, rules }: Known): AnswerCheck {
  const { composed, assessment } = checkDraft(item, draft, rules);
  const missing = missingOf(item, { draft, now }, rules.requiredElements);
  const written = writtenIn(composed, item.language);
  const judged = written === undefined || written === 'unsure';
  const answered = judged ? answeredPoints(item, draft.fields, { whole: assessment, rules }) : undefined;
  const faults = faultsIn(item, draft, now);
  const personal = personalIn({ composed, assessment }, draft.fields);
  const boilerplate = likeness.percent >= BOILERPLATE;
  const { verdict, score } = inAccord(assessment, {
    answered: answered?.length ?? 0,
    of: judged ? item.points.length : 0,
  });
  const sure = assessment.sure && verdict === assessment.verdict;
  const pointMissed = missesPoint(item, draft.fields, assessment, answered);
  const ofWords = gateOf(judged ? { verdict, sure, pointMissed } : UNJUDGED, missing);
  const gate = judged ? ofWords : atLeastReason(ofWords);
  const citations = citedIn(composed.text, { day: now, regulation: item.regulation });
  const findings = findingsOf({
    composed,
    assessment,
    faults,
    answered,
    written,
    expected: item.language,
    personal,
    missing,
    outcome: draft.outcome,
    likeness: boilerplate ? likeness : undefined,
    citations,
    stated: statedIn({ publicText: item.originalText, language: item.language }, composed.text),
    others,
  });
  const { rulesVersion } = assessment;
  return {
    composed,
    assessment,
    faults,
    findings,
    citations,
    written,
    kept: {
      ...(judged ? { verdict, score, answered: answered ?? [] } : { verdict: 'unjudged' }),
      ...{ rulesVersion, missing },
      gate: personal.length > 0 || boilerplate ? atLeastReason(gate) : gate,
      found: namesOfDefects(findings),
      ...(likeness.code ? { likeness: likeness.percent, likeTo: likeness.code } : {}),
    },
  };
}

/** The gate as it stands when the answer goes: a day that lay ahead when it was written may be over by now. */
export function gateNow(item: Asked & Pick<FeedbackFields, 'answer'>, now: Date): Gate {
  const { answer } = item;
  if (!answer || answer.verdict?.gate === 'override') return 'override';
  const missing = missingOf(item, { draft: answer, now }, answerRules().requiredElements);
  return missing.length > 0 ? 'override' : (answer.verdict?.gate ?? 'open');
}

const UNJUDGED = { verdict: 'clear', sure: false, pointMissed: false } as const;

/**
 * Whether a point surely has no answer, and nobody marked what becomes of it: where points have boxes, their outcome marks
 * them; where nobody numbered the points, those that the check reads count.
 */
function missesPoint(
  { points }: Pick<Asked, 'points'>,
  fields: AnswerFields | undefined,
  { points: read, readings }: Assessment,
  answered: readonly number[] = [],
): boolean {
  if (points.length === 0)
    return read.length > 1 && read.some((point, at) => !point.answered && readings[at]!.sure);
  const marked = new Set(fields?.points.flatMap(({ n, outcome }) => (outcome ? n : [])));
  return points.some(({ n }, at) => !answered.includes(n) && !marked.has(n) && (readings[at]?.sure ?? false));
}

/** What was asked: the text, and points that the sender or a coordinator worded otherwise. */
function questionOf({
  originalText: { subject, text },
  points,
}: Pick<Asked, 'originalText' | 'points'>): string {
  const stands = standingIn(text);
  const own = points.filter((point) => !stands(point.text));
  return [subject, text, ...own.map((point) => point.text)].join('\n');
}

function missingOf(
  item: Asked,
  { draft: { outcome, fields }, now }: Pick<Known, 'draft' | 'now'>,
  required: Record<string, string[]>,
): Element[] {
  if (!outcome) return ['decision'];
  const { points: asked, kind } = item;
  return missingElements({ kind, outcome, fields, asked, days: daysFrom(now, item) }, required);
}

/**
 * Numbers of the points that are answered. Where each has a box of its own, the box is read against its point alone too:
 * what else the sender told does not count against an answer that stands where it belongs.
 */
function answeredPoints(
  item: Asked,
  fields: AnswerFields | undefined,
  { whole, rules }: { whole: Assessment; rules: AnswerRules },
): number[] {
  return item.points
    .filter(({ n, text }, at) => {
      const answered = whole.points[at]?.answered ?? false;
      if (!fields) return answered;
      const box = fields.points.find((point) => point.n === n)?.text ?? '';
      return (
        box !== '' &&
        (answered || answersPoint({ language: item.language, question: text, answer: box }, rules))
      );
    })
    .map(({ n }) => n);
}
