import { ADVICE, type Assessment, type Finding } from '../../answer-quality/index.ts';
import type { Language } from '../../platform/context.ts';
import type { AnswerFields, Element } from '../item/rules/answer.ts';
import type { Outcome } from '../item/rules/fields.ts';
import type { ComposedAnswer } from './answer-text.ts';
import type { Fault } from './faults.ts';
import type { CitedDocument } from './legal-documents.ts';
import { otherFigures, type Stated } from './rules/contradiction.ts';
import type { EarlierOutcome, Likeness } from './similar.ts';

/** What the official wrote, read against what the sender asked. */
export interface ReadDraft {
  composed: ComposedAnswer;
  assessment: Assessment;
}

/** One finding about an answer; the words for it are added for whoever reads it. */
export interface CheckFinding {
  check: string;
  type: string;
  /** Helps the reader and never decides. */
  advice: boolean;
  /** Key of the hint, and its values. */
  hint: string;
  values?: Record<string, unknown> | undefined;
  /** Name of the form's field whose words are meant; absent: the whole answer. */
  field?: string;
  /** The words themselves. */
  quoted?: string;
  /** Answers to look at. */
  cases?: EarlierOutcome[];
}

interface Found extends ReadDraft {
  faults: Fault[];
  /** undefined: the answer is in another language, and its words are not judged. */
  answered: number[] | undefined;
  /** In which language it is written, where that is not the sender's. */
  written: Language | 'unsure' | undefined;
  expected: Language;
  personal: Finding[];
  missing: Element[];
  outcome: Outcome | undefined;
  /** Of the draft. */
  stated: Stated;
  /** Only where it is boilerplate. */
  likeness: Likeness | undefined;
  citations: CitedDocument[];
  others: readonly EarlierOutcome[];
}

/** A phrase that comes back a hundred times is one defect. */
const MOST_OF_A_KIND = 10;
const MOST_CASES = 3;

/** All that is to be said of an answer, in the order in which it is mended. */
export function findingsOf(found: Found): CheckFinding[] {
  const named = [
    ...found.faults.map(faultFinding),
    ...languageFinding(found),
    ...(found.likeness ? [boilerplate(found.likeness)] : []),
    ...wordsFindings(found),
    ...found.citations.flatMap((each) => citationFinding(each, found.composed)),
    ...otherOutcome(found),
    ...figuresElsewhere(found),
  ];
  const whole = [...named, ...fallback(found, named)];
  const counts = new Map<string, number>();
  return whole.filter(({ check }) => {
    counts.set(check, (counts.get(check) ?? 0) + 1);
    return counts.get(check)! <= MOST_OF_A_KIND;
  });
}

/** What counts as a defect, each once: for figures by rule. */
export function namesOfDefects(findings: readonly CheckFinding[]): string[] {
  const counted = findings.filter(({ advice, check }) => !advice || check.startsWith('citation-'));
  return [...new Set(counted.map(({ check }) => check))].sort();
}

function faultFinding({ field, check, quoted, advice = false }: Fault): CheckFinding {
  const hint = `feedback.answer.hints.${check}`;
  return { check, type: 'unspecific', advice, hint, field, ...(quoted ? { quoted } : {}) };
}

/** A good answer in another language is no vague one: it is said, and the official says why it goes so. */
function languageFinding({ written, expected }: Found): CheckFinding[] {
  if (!written) return [];
  const unsure = written === 'unsure';
  const check = unsure ? 'language-unsure' : 'other-language';
  const hint = `feedback.answer.hints.${check}`;
  return [{ check, type: 'unclear', advice: unsure, hint, values: { written, expected } }];
}

function boilerplate({ percent, code }: Likeness): CheckFinding {
  const hint = 'answer-quality.hints.boilerplate';
  const cases = code ? [{ code }] : [];
  return { check: 'boilerplate', type: 'general', advice: false, hint, values: { percent }, cases };
}

/** Personal data never decide what an answer is worth, but nobody sends them without a word. */
function wordsFindings({ composed, assessment, answered, personal }: Found): CheckFinding[] {
  const open = assessment.findings.filter(({ check, values }) =>
    answered
      ? check !== 'point-missed' || !answered.includes(Number(values?.['n']))
      : check === 'personal-data',
  );
  return open
    .filter((each) => each.check !== 'personal-data' || personal.includes(each))
    .map(({ check, type, hint, values, start, end }) => ({
      ...{ check, type, values },
      advice: ADVICE.has(check) && check !== 'personal-data',
      hint: `answer-quality.hints.${hint}`,
      ...placeOf(composed, start, end),
      ...fieldOfPoint(values),
    }));
}

/** A finding about a point stands at its box. */
function fieldOfPoint(values: Finding['values']): { field?: string } {
  return values?.['n'] === undefined ? {} : { field: `point-${values['n']}-text` };
}

/** The field in which the words begin, and as much of them as stands in it. */
export function placeOf(
  composed: ComposedAnswer,
  start: number | null,
  end: number | null,
): { field?: string; quoted?: string } {
  if (start === null || end === null) return {};
  const part = composed.parts.find((each) => start < each.end && end > each.start);
  if (!part) return { quoted: composed.text.slice(start, end) };
  const quoted = composed.text.slice(Math.max(start, part.start), Math.min(end, part.end));
  return { field: part.field, quoted };
}

function citationFinding(
  { state, text, start, end, replacedBy }: CitedDocument,
  composed: ComposedAnswer,
): CheckFinding[] {
  if (state === 'known') return [];
  const hint = `feedback.answer.hints.citation-${replacedBy ? 'replaced' : state}`;
  const values = { text, by: replacedBy };
  const place = placeOf(composed, start, end);
  return [{ check: `citation-${state}`, type: 'unclear', advice: true, hint, values, ...place }];
}

/** What other units have recorded on the same regulation. */
function otherOutcome({ outcome, others }: Found): CheckFinding[] {
  const cases = others
    .filter((each) => outcome !== undefined && each.outcome !== outcome)
    .slice(0, MOST_CASES);
  if (cases.length === 0) return [];
  const hint = 'feedback.answer.hints.other-outcome';
  return [{ check: 'other-outcome', type: 'unclear', advice: true, hint, values: { outcome }, cases }];
}

/** Another fee, time or number of copies on the same regulation: one of the two offices is wrong, or says why it differs. */
function figuresElsewhere({ stated, others }: Found): CheckFinding[] {
  const differing = others.flatMap(({ stated: theirs, ...each }) =>
    theirs ? otherFigures(stated, theirs).map((difference) => ({ each, difference })) : [],
  );
  const [nearest] = differing;
  if (!nearest) return [];
  const cases = differing
    .slice(0, MOST_CASES)
    .map(({ each: { outcome: _, ...each }, difference: { second } }) => ({ ...each, words: second }));
  const hint = 'feedback.answer.hints.other-figures';
  const values = { words: nearest.difference.first.join(', ') };
  return [{ check: 'other-figures', type: 'unclear', advice: true, hint, values, cases }];
}

/** A verdict that asks for a reason says why. */
function fallback({ assessment, answered, missing }: Found, named: readonly CheckFinding[]): CheckFinding[] {
  if (
    !answered ||
    assessment.verdict === 'clear' ||
    missing.length > 0 ||
    named.some(({ advice }) => !advice)
  )
    return [];
  const hint = 'answer-quality.hints.incomplete';
  return [{ check: 'incomplete', type: 'unspecific', advice: false, hint }];
}

/** Personal data in the words, beside the names and numbers that stand in the fields for whoever answers and acts. */
export function personalIn({ composed, assessment }: ReadDraft, fields: AnswerFields | undefined): Finding[] {
  const found = assessment.findings.filter(({ check }) => check === 'personal-data');
  if (found.length === 0) return [];
  const { contact, facts, actions = [] } = fields ?? {};
  const official = [contact?.person, contact?.reach, facts?.by, ...actions.map(({ actor }) => actor)]
    .filter(Boolean)
    .map((each) => bare(each!));
  return found.filter(({ start, end }) => {
    const words = bare(composed.text.slice(start ?? 0, end ?? 0));
    return !official.some((each) => each.includes(words) || words.includes(each));
  });
}

/** As people compare names and numbers: without spaces, dots and the case of letters. */
function bare(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s.()-]+/g, '');
}
