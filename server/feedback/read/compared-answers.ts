import type { ContentLanguage } from '../../platform/context.ts';
import { questionOf } from '../answer-check/earlier-answers.ts';
import type { Stated } from '../answer-check/rules/contradiction.ts';
import { PUBLISHED, statedIn } from '../answer-check/similar.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import type { Outcome } from '../item/rules/fields.ts';

/** A published answer as it is held against others on the same regulation. */
export interface ComparedAnswer extends Stated {
  code: string;
  regulation: string;
  unit: string;
  language: ContentLanguage;
  outcome: Outcome;
  /** Subject and text, as everybody reads them. */
  question: string;
}

const FIELDS = { code: 1, regulation: 1, unit: 1, language: 1, publicText: 1, answer: 1 } as const;
type Row = Pick<FeedbackFields, keyof typeof FIELDS>;

function compared({ code, regulation, unit, language, publicText, answer }: Row): ComparedAnswer {
  const { outcome, text } = answer!;
  const question = questionOf(publicText);
  return {
    ...{ code, regulation: regulation!, unit: unit!, language, outcome, question },
    ...statedIn({ publicText, language }, text),
  };
}

/** The published answer of an item; undefined where there is none, or no regulation. */
export async function comparedAnswer(code: string): Promise<ComparedAnswer | undefined> {
  const row = await Feedback.findOne({ ...PUBLISHED, code }, FIELDS).lean<Row>();
  return row?.answer && row.regulation && row.unit ? compared(row) : undefined;
}

/** The published answers of some items, by their codes. */
export async function comparedAnswers(codes: readonly string[]): Promise<Map<string, ComparedAnswer>> {
  const among = { ...PUBLISHED, code: { $in: [...new Set(codes)] } };
  const rows = await Feedback.find(among, FIELDS).lean<Row[]>();
  return new Map(
    rows.flatMap((row) => (row.answer && row.regulation && row.unit ? [[row.code, compared(row)]] : [])),
  );
}

/** The latest published answers of other units on the same regulation, newest first. */
export async function answersElsewhere(
  { regulation, unit }: Pick<ComparedAnswer, 'regulation' | 'unit'>,
  most: number,
): Promise<ComparedAnswer[]> {
  const rows = await Feedback.find({ ...PUBLISHED, regulation, unit: { $ne: unit } }, FIELDS)
    .sort({ receivedAt: -1, _id: -1 })
    .limit(most)
    .lean<Row[]>();
  return rows.filter((row) => row.answer && row.unit).map(compared);
}
