import type { Context, Language } from '../platform/context.ts';
import { hasText, translator } from '../platform/i18n/texts.ts';
import { unitOf } from '../units/index.ts';
import {
  type AnswerCheck,
  type Asked,
  checkInFull,
  checkInText,
  checkLately,
  type Draft,
} from './answer-check.ts';
import type { CheckFinding } from './answer-findings.ts';
import type { CitedDocument } from './legal-documents.ts';
import type { EarlierOutcome, Subject } from './queries/similar.ts';
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
  /** That field in words. */
  place?: string;
  /** The words themselves. */
  quoted?: string;
  /** Answers to look at: code, and what it says in words. */
  cases?: { code: string; text: string }[];
}

export interface AnswerReport {
  verdict: string;
  /** 'open': may be sent. 'reason': with the official's reason. 'override': only with the head's. */
  gate: Gate;
  /** In words. */
  verdictText: string;
  gateText: string;
  score: number;
  scoreText: string;
  rulesVersion: string;
  missing: { element: Element; text: string }[];
  points: { n: number; answered: boolean }[];
  findings: ReportedFinding[];
  citations: CitedDocument[];
  /** All in one short sentence, to be read aloud. */
  announcement: string;
}

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
  return { ...inWords(check, language), points: pointsOf(item, check), citations: check.citations };
}

function pointsOf({ points }: Pick<Asked, 'points'>, { kept }: AnswerCheck): AnswerReport['points'] {
  return points.map(({ n }) => ({ n, answered: kept.answered.includes(n) }));
}

function inWords(
  { kept, findings }: AnswerCheck,
  language: Language,
): Omit<AnswerReport, 'points' | 'citations'> {
  const { verdict, score, rulesVersion, missing } = kept;
  const gate: Gate = kept.gate ?? 'open';
  const say = translator(language);
  const verdictText = say(`answer-quality.verdicts.${verdict}`);
  const open = missing.length + findings.filter(({ advice }) => !advice).length;
  return {
    verdict,
    gate,
    verdictText,
    gateText: say(`feedback.answer.gate.${gate}`),
    score,
    scoreText: say('feedback.desk.score', { score }),
    rulesVersion,
    missing: missing.map((element) => ({ element, text: say(`feedback.answer.missing.${element}`) })),
    findings: findings.map((finding) => reported(finding, language)),
    announcement: say('feedback.answer.announce', { verdict: verdictText, count: open }),
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
  const outcome = values?.['outcome'];
  const shown = outcome ? { ...values, outcome: say(`feedback.outcomes.${outcome}`) } : values;
  return {
    ...finding,
    title: say(checkTitle(finding.check)),
    hint: say(hint, shown),
    ...(finding.field ? { place: say(`feedback.fields.${finding.field}`) } : {}),
    ...(cases?.length ? { cases: cases.map((each) => caseInWords(each, language)) } : {}),
  };
}

function caseInWords(
  { code, unit, outcome }: EarlierOutcome,
  language: Language,
): { code: string; text: string } {
  const name = unit ? unitOf(unit)?.name[language] : undefined;
  const said = outcome ? translator(language)(`feedback.outcomes.${outcome}`) : undefined;
  return { code, text: [code, name, said].filter(Boolean).join(' · ') };
}
