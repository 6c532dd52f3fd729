import { type Language, shinglesOf } from '../../answer-quality/index.ts';
import { storeMemory } from '../../platform/data/store-memory.ts';
import { keepNewest } from '../../platform/newest.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { UNSHIELDED } from '../item/shielded.ts';

/** So many of a unit's latest answers are compared with a new one. */
export const UNIT_ANSWERS = 50;

export interface EarlierAnswer {
  code: string;
  answer: Set<string>;
  question: Set<string>;
}

type Prepared = EarlierAnswer & { version: number };
type Row = Pick<FeedbackFields, 'code' | 'version' | 'answer' | 'originalText'>;

/** Prepared once for each version of an item. Emptied when full, oldest first. */
const MOST_PREPARED = 5_000;
const answers = storeMemory(() => new Map<string, Prepared>());

export const questionOf = ({ subject, text }: FeedbackFields['originalText']): string =>
  `${subject}\n${text}`;

/**
 * The latest answers of a unit, prepared for comparing. Which they are, the store is asked each time; their texts only
 * when they are not known in that version: while people type, the same fifty are compared over and over.
 */
export async function earlierAnswers(unit: string, language: Language): Promise<EarlierAnswer[]> {
  const rows = await Feedback.find(
    { unit, status: 'answered', language, ...UNSHIELDED },
    { code: 1, version: 1 },
  )
    .sort({ receivedAt: -1, _id: -1 })
    .limit(UNIT_ANSWERS + 1)
    .lean<Pick<Row, 'code' | 'version'>[]>();
  const prepared = answers();
  const unknown = rows.filter(({ code, version }) => prepared.get(code)?.version !== version);
  if (unknown.length > 0)
    await prepare(
      unknown.map(({ code }) => code),
      language,
    );
  return rows.flatMap(({ code }) => prepared.get(code) ?? []);
}

async function prepare(codes: string[], language: Language): Promise<void> {
  const rows = await Feedback.find(
    { code: { $in: codes }, answer: { $ne: null } },
    { code: 1, version: 1, 'answer.text': 1, originalText: 1 },
  ).lean<Row[]>();
  for (const { code, version, answer, originalText } of rows) {
    const one = {
      code,
      version,
      answer: shinglesOf(answer!.text, language),
      question: shinglesOf(questionOf(originalText), language),
    };
    keepNewest(answers(), [code, one], MOST_PREPARED);
  }
}
