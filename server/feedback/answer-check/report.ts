import { type Context, type Language, textIn } from '../../platform/context.ts';
import { hasText, translator } from '../../platform/i18n/texts.ts';
import { unitOf } from '../../units/index.ts';
import type { Element, Gate } from '../item/rules/answer.ts';
import { type AnswerCheck, type Asked, checkInFull, checkInText, checkLately, type Draft } from './check.ts';
import { type CheckFinding, placeOf } from './findings.ts';
import type { CitedDocument } from './legal-documents.ts';
import type { EarlierOutcome, Subject } from './similar.ts';

/** One finding, in the words of whoever is writing. */
export interface ReportedFinding {
  check: string;
  type: string;
  /** Helps the reader and never decides. */
  advice: boolean;
  title: string;
  hint: string;
  /** Name of the form's field whose words are meant; absent: the whole answer. */
  field?: string;
  /** That field in words. */
  place?: string;
  /** The words themselves. */
  quoted?: string;
  /** Answers to look at: code, and what it says in words. */
  cases?: { code: string; text: string }[];
}

/** A point, whether it counts as answered, and where the check reads the answer to it. */
export interface ReportedPoint {
  n: number;
  answered: boolean;
  /** Name of the form's field in which it stands. */
  field?: string;
  /** That field in words. */
  place?: string;
  /** The words themselves, shortened. */
  quoted?: string;
}

export interface AnswerReport {
  verdict: string;
  /** How the whole answer stands: what the gate does never contradicts it. */
  standing: Standing;
  standingText: string;
  /** 'open': may be sent. 'reason': with the official's reason. 'override': only with the head's. */
  gate: Gate;
  /** In words. */
  verdictText: string;
  gateText: string;
  /** Absent: the words are not judged. */
  score?: number;
  scoreText: string;
  rulesVersion: string;
  missing: { element: Element; text: string }[];
  points: ReportedPoint[];
  findings: ReportedFinding[];
  citations: CitedDocument[];
  /** All in one short sentence, to be read aloud. */
  announcement: string;
}

/** The verdict on the words, unless the gate asks for more than they do. */
export type Standing = 'clear' | 'partial' | 'vague' | 'unjudged' | 'look-again' | 'incomplete';

/**
 * With every pause in typing the text alone is read; what the unit answered before, only now and then, and as it stood a
 * moment ago. Without either, all is read anew.
 */
export type Reading = 'text' | 'store';

/** What the check says of a draft, in the language of whoever reads it. */
export async function reportOf(
  { language, now }: Pick<Context, 'language' | 'now'>,
  item: Asked & Subject,
  draft: Draft,
  { reading }: { reading?: Reading } = {},
): Promise<AnswerReport> {
  const check =
    reading === 'text'
      ? checkInText(item, draft, now)
      : await (reading ? checkLately : checkInFull)(item, draft, now);
  const missing = check.kept.missing.flatMap((element) => missingInWords(element, { item, draft, language }));
  return {
    ...inWords(check, language),
    missing,
    points: pointsOf(item, check, language),
    citations: check.citations,
  };
}

function pointsOf(
  { points }: Pick<Asked, 'points'>,
  { kept, composed, assessment }: AnswerCheck,
  language: Language,
): ReportedPoint[] {
  const { answered } = kept;
  if (!answered) return [];
  return points.map(({ n }, at) => {
    if (!answered.includes(n)) return { n, answered: false };
    const box = composed.parts.find(({ field }) => field === `point-${n}-text`);
    const { start, end } = assessment.readings[at]?.place ?? box ?? { start: null, end: null };
    const { field, quoted } = placeOf(composed, start, end);
    const said = field ? { field, place: translator(language)(`feedback.fields.${field}`) } : {};
    return { n, answered: true, ...said, ...(quoted ? { quoted: shortened(quoted) } : {}) };
  });
}

const LONGEST_QUOTE = 120;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= LONGEST_QUOTE ? line : `${line.slice(0, LONGEST_QUOTE).trimEnd()}…`;
}

function standingOf({ verdict, gate, missing }: AnswerCheck['kept']): Standing {
  if (gate === 'open' || verdict === 'vague') return verdict as Standing;
  if (missing.length > 0) return 'incomplete';
  return verdict === 'clear' ? 'look-again' : (verdict as Standing);
}

interface Written {
  item: Pick<Asked, 'points'>;
  draft: Draft;
  language: Language;
}

/** What is missing, as exactly as it can be said: a point that is answered but has no outcome is not said to be open. */
function missingInWords(
  element: Element,
  { item: { points }, draft: { fields }, language }: Written,
): AnswerReport['missing'] {
  const say = translator(language);
  if (element !== 'points') return [{ element, text: say(`feedback.answer.missing.${element}`) }];
  if (!fields) return [{ element, text: say('feedback.check.missing.boxes') }];
  const lacking = (name: 'points' | 'outcomes', part: 'text' | 'outcome') => {
    const there = new Set(fields.points.filter((point) => point[part]).map(({ n }) => n));
    const numbers = points.flatMap(({ n }) => (there.has(n) ? [] : n));
    const values = { count: numbers.length, numbers: numbers.join(', ') };
    return numbers.length > 0 ? [{ element, text: say(`feedback.check.missing.${name}`, values) }] : [];
  };
  return [...lacking('points', 'text'), ...lacking('outcomes', 'outcome')];
}

function inWords(
  { kept, findings }: AnswerCheck,
  language: Language,
): Omit<AnswerReport, 'missing' | 'points' | 'citations'> {
  const { verdict, score, rulesVersion, missing } = kept;
  const gate: Gate = kept.gate ?? 'open';
  const say = translator(language);
  const verdictText = say(`answer-quality.verdicts.${verdict}`);
  const standing = standingOf(kept);
  const standingText = say(`feedback.check.standing.${standing}`);
  const wording = standing === verdict ? 'feedback.desk.score' : 'feedback.check.wording';
  const open = missing.length + findings.filter(({ advice }) => !advice).length;
  return {
    verdict,
    gate,
    verdictText,
    standing,
    standingText,
    gateText: say(`feedback.answer.gate.${gate}`),
    ...(score === undefined ? {} : { score }),
    scoreText: score === undefined ? '' : say(wording, { score, verdict: verdictText }),
    rulesVersion,
    findings: findings.map((finding) => reported(finding, language)),
    announcement: say('feedback.answer.announce', { verdict: standingText, count: open }),
  };
}

const titles = new Map<string, string>();

/** Checks of the answer's fields have their names with the form, those of words with the check of words. */
export function checkTitle(check: string): string {
  let title = titles.get(check);
  if (title === undefined) {
    const own = `feedback.answer.checks.${check}`;
    title = hasText(own) ? own : `answer-quality.checks.${check}`;
    titles.set(check, title);
  }
  return title;
}

function reported({ hint, values, cases, ...finding }: CheckFinding, language: Language): ReportedFinding {
  const say = translator(language);
  const { outcome, written, expected } = values ?? {};
  const shown = {
    ...values,
    ...(outcome ? { outcome: say(`feedback.outcomes.${outcome}`) } : {}),
    ...(expected ? { expected: say(`feedback.check.in-language.${expected}`) } : {}),
    ...(written && written !== 'unsure' ? { written: say(`feedback.check.in-language.${written}`) } : {}),
  };
  return {
    ...finding,
    title: say(checkTitle(finding.check)),
    hint: say(hint, shown),
    ...(finding.field ? { place: say(`feedback.fields.${finding.field}`) } : {}),
    ...(cases?.length ? { cases: cases.map((each) => caseInWords(each, language)) } : {}),
  };
}

function caseInWords(
  { code, unit, outcome, words }: EarlierOutcome,
  language: Language,
): { code: string; text: string } {
  const name = unit ? textIn(unitOf(unit)?.name, language) : undefined;
  const said = outcome ? translator(language)(`feedback.outcomes.${outcome}`) : undefined;
  return { code, text: [code, name, said, words?.join(', ')].filter(Boolean).join(' · ') };
}
