import { ADVICE, type Finding } from '../answer-quality/index.ts';
import type { Context, Language } from '../platform/context.ts';
import { translator } from '../platform/i18n/texts.ts';
import {
  type AnswerCheck,
  type Asked,
  BOILERPLATE,
  checkDraft,
  checkInFull,
  type Draft,
} from './answer-check.ts';
import { type CitedDocument, citedIn } from './legal-documents.ts';
import type { Subject } from './queries/similar.ts';
import type { Element, Gate } from './rules.ts';

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
  /** The words themselves. */
  quoted?: string;
}

export interface AnswerReport {
  verdict: string;
  /** 'open': may be sent. 'reason': with the official's reason. 'override': only with the head's. */
  gate: Gate;
  /** In words. */
  verdictText: string;
  gateText: string;
  score: number;
  rulesVersion: string;
  missing: { element: Element; text: string }[];
  points: { n: number; answered: boolean }[];
  findings: ReportedFinding[];
  citations: CitedDocument[];
  /** All in one short sentence, to be read aloud. */
  announcement: string;
}

/** With every pause in typing the text alone is read; what the unit answered before, only now and then. */
export type Reading = 'text' | 'store';

/** What the check says of a draft, in the language of whoever reads it. */
export async function reportOf(
  { language, now }: Pick<Context, 'language' | 'now'>,
  item: Asked & Subject,
  draft: Draft,
  { reading = 'store' }: { reading?: Reading } = {},
): Promise<AnswerReport> {
  const check = reading === 'text' ? checkDraft(item, draft) : await checkInFull(item, draft);
  const { verdict, score, rulesVersion, missing, answered } = check.kept;
  const gate: Gate = check.kept.gate ?? 'open';
  const say = translator(language);
  const citations = citedIn(check.composed.text, { day: now, regulation: item.regulation });
  const findings = [
    ...blankFindings(check, language),
    ...boilerplateIn(check, language),
    ...findingsIn(check, language),
    ...citationFindings(check, citations, language),
  ];
  const verdictText = say(`answer-quality.verdicts.${verdict}`);
  const open = missing.length + findings.filter(({ advice }) => !advice).length;
  return {
    verdict,
    gate,
    verdictText,
    gateText: say(`feedback.answer.gate.${gate}`),
    score,
    rulesVersion,
    missing: missing.map((element) => ({ element, text: say(`feedback.answer.missing.${element}`) })),
    points: item.points.map(({ n }) => ({ n, answered: answered.includes(n) })),
    findings,
    announcement: say('feedback.answer.announce', { verdict: verdictText, count: open }),
    citations,
  };
}

function boilerplateIn({ kept: { likeness = 0 } }: AnswerCheck, language: Language): ReportedFinding[] {
  if (likeness < BOILERPLATE) return [];
  const say = translator(language);
  return [
    {
      check: 'boilerplate',
      type: 'general',
      advice: false,
      title: say('answer-quality.checks.boilerplate'),
      hint: say('answer-quality.hints.boilerplate', { percent: likeness }),
    },
  ];
}

function findingsIn(check: AnswerCheck, language: Language): ReportedFinding[] {
  const answered = new Set<number>(check.kept.answered);
  return check.assessment.findings
    .filter(({ check: name, values }) => name !== 'point-missed' || !answered.has(Number(values?.['n'])))
    .map((finding) => reported(check, finding, language));
}

function reported(check: AnswerCheck, finding: Finding, language: Language): ReportedFinding {
  const say = translator(language);
  return {
    check: finding.check,
    type: finding.type,
    advice: ADVICE.has(finding.check),
    title: say(`answer-quality.checks.${finding.check}`),
    hint: say(`answer-quality.hints.${finding.hint}`, finding.values),
    ...placeOf(check, finding.start, finding.end),
    ...(finding.check === 'point-missed' ? { field: `point-${finding.values?.['n']}-text` } : {}),
  };
}

/** The field in which the words begin, and as much of them as stands in it. */
export function placeOf(
  { composed }: Pick<AnswerCheck, 'composed'>,
  start: number | null,
  end: number | null,
): { field?: string; quoted?: string } {
  if (start === null || end === null) return {};
  const part = composed.parts.find((each) => start < each.end && end > each.start);
  if (!part) return { quoted: composed.text.slice(start, end) };
  const quoted = composed.text.slice(Math.max(start, part.start), Math.min(end, part.end));
  return { field: part.field, quoted };
}

function blankFindings(check: AnswerCheck, language: Language): ReportedFinding[] {
  const say = translator(language);
  return check.blanks.slice(0, 10).map(({ start, end }) => ({
    check: 'blank',
    type: 'unspecific',
    advice: false,
    title: say('feedback.answer.checks.blank'),
    hint: say('feedback.answer.hints.blank'),
    ...placeOf(check, start, end),
  }));
}

function citationFindings(
  check: AnswerCheck,
  citations: CitedDocument[],
  language: Language,
): ReportedFinding[] {
  const say = translator(language);
  return citations
    .filter(({ state }) => state !== 'known')
    .map(({ state, text, start, end, replacedBy }) => ({
      check: `citation-${state}`,
      type: 'unclear',
      advice: true,
      title: say(`feedback.answer.checks.citation-${state}`),
      hint: say(`feedback.answer.hints.citation-${replacedBy ? 'replaced' : state}`, {
        text,
        by: replacedBy,
      }),
      ...placeOf(check, start, end),
    }));
}
