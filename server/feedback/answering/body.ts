import type { Named } from '../../city/named.ts';
import { type Language, textIn } from '../../platform/context.ts';
import { type Translate, translator } from '../../platform/i18n/texts.ts';
import { namedUnit } from '../../units/index.ts';
import { dayText } from '../answer-check/answer-text.ts';
import type { AnswerFields } from '../item/rules/answer.ts';
import type { Point } from '../item/rules/points.ts';
import { type AnswerWords, countedPoints, type KeptVerdict } from '../item/shapes/answer.ts';

/** One point, with what the answer says to it. */
export interface ShownPoint {
  n: number;
  asked: string;
  outcome?: string;
  /** Empty: it has no answer of its own. */
  text: string;
  /** Absent where nothing was counted. */
  answered?: boolean;
}

/** An answer as a page or letter sets it: point by point, also those without an answer. */
export interface AnswerBody {
  outcome: string;
  text: string;
  free?: string;
  fields?: AnswerFields;
  points: ShownPoint[];
  /** Where the points went that were passed on. */
  handedTo?: Named;
}

export type Judged = AnswerWords & { verdict?: KeptVerdict | undefined; confirmed?: number[] | undefined };

export function answerBody(
  { outcome, text, free, fields, ...judged }: Judged,
  asked: readonly Point[],
): AnswerBody {
  const handedTo = namedUnit(fields?.handover?.unit);
  return {
    outcome,
    text,
    ...(fields ? { free: free ?? '', fields } : {}),
    points: pointsOf(fields, asked, countedPoints(judged)),
    ...(handedTo ? { handedTo } : {}),
  };
}

function pointsOf(
  fields: AnswerFields | undefined,
  asked: readonly Point[],
  answered: readonly number[] | undefined,
): ShownPoint[] {
  const own = fields?.points ?? [];
  // Points may have been worded anew since then: no word of the answer is lost by it.
  const numbers = [...new Set([...asked, ...own].map(({ n }) => n))];
  return numbers.map((n) => {
    const said = own.find((point) => point.n === n);
    return {
      n,
      asked: asked.find((point) => point.n === n)?.text ?? '',
      ...(said?.outcome ? { outcome: said.outcome } : {}),
      text: said?.text ?? '',
      ...(answered ? { answered: answered.includes(n) } : {}),
    };
  });
}

/**
 * All of an answer as one text, to show what changed between two versions: also outcomes, contact and the unit to which
 * points went, which the text of the letter leaves to its layout.
 */
export function comparableText(answer: Judged, language: Language): string {
  const say = translator(language);
  const { fields } = answer;
  const lines = [
    say(`feedback.outcomes.${answer.outcome}`),
    ...(fields ? fieldLines(fields, say, language) : []),
    fields ? answer.free : answer.text,
  ];
  return lines.filter(Boolean).join('\n\n');
}

function fieldLines(fields: AnswerFields, say: Translate, language: Language): (string | undefined)[] {
  const { points, facts, grounds, legalBasis, actions, handover, contact } = fields;
  const titled = (name: string, parts: (string | undefined)[]) => {
    const given = parts.filter(Boolean).join(', ');
    return given && `${say(`feedback.answer.shown.${name}`)}: ${given}`;
  };
  const day = (on: string | undefined) => on && dayText(on, language);
  return [
    ...points.map(({ n, outcome, text }) => {
      const decided = outcome ? ` (${say(`feedback.answer.point-outcomes.${outcome}`)})` : '';
      return `${n}${decided}. ${text}`;
    }),
    titled('facts', [facts?.text, facts?.by, day(facts?.on)]),
    titled('grounds', [grounds]),
    ...actions.map(({ text, actor, on }) => titled('actions', [actor, text, day(on)])),
    titled('basis', legalBasis),
    titled('handover', [placeOf(handover, language), day(handover?.on), handover?.number]),
    titled('contact', [contact?.person, contact?.reach]),
  ];
}

/** Answers from before units were picked from the list name theirs in words. */
function placeOf(handover: AnswerFields['handover'], language: Language): string | undefined {
  return textIn(namedUnit(handover?.unit)?.name, language) ?? handover?.unit;
}
