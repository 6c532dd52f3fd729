import type { OwnRules } from '../../answer-quality/index.ts';
import { CONTENT_LANGUAGES, type Context } from '../../platform/context.ts';
import type { Setting } from '../../settings/index.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { UNSHIELDED } from '../item/shielded.ts';
import { type Asked, checkInText, type Draft } from './check.ts';
import { limitsOf, ownRulesOn, phrasesOf, rulesWith } from './rules-in-force.ts';
import { ANSWER_LIMITS, ANSWER_PHRASES, type AnswerLimits, type AnswerPhrases } from './settings.ts';

/** So many of the latest published answers are read again, by both rules. */
const READ_AGAIN = 100;
/** More links nobody follows. */
const MOST_SHOWN = 12;
/** Between so many others get their turn. */
const AT_ONCE = 5;

type Row = Asked & Pick<FeedbackFields, 'code' | 'answer'>;

function lastAnswers(now: Date): Promise<Row[]> {
  return Feedback.find(
    { closedAt: { $lte: now }, status: 'answered', publishText: true, ...UNSHIELDED },
    {
      ...{ code: 1, answer: 1, closedAt: 1, language: 1, originalText: 1, points: 1, kind: 1 },
      ...{ unit: 1, receivedAt: 1, regulation: 1 },
    },
  )
    .sort({ closedAt: -1, _id: -1 })
    .limit(READ_AGAIN)
    .lean<Row[]>();
}

function draftOf({ outcome, text, free, fields }: NonNullable<Row['answer']>): Draft {
  return fields ? { outcome, fields, text: free ?? '' } : { outcome, text };
}

/** The latest published answers by the rules of a day and by those with a change: which would be judged otherwise. */
export async function judgedOtherwise({ now }: Context, change: OwnRules, date: string) {
  const own = ownRulesOn(date);
  const [before, after] = [rulesWith(own), rulesWith(own, change)];
  const rows = await lastAnswers(now);
  const found: { code: string; before: string; after: string; gateAfter: string | undefined }[] = [];
  for (const [at, row] of rows.entries()) {
    if (at % AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    const draft = draftOf(row.answer!);
    const asked = { ...row, closedAt: null };
    const [old, next] = [before, after].map((rules) => checkInText(asked, draft, row.closedAt!, rules).kept);
    if (old!.verdict === next!.verdict && old!.gate === next!.gate) continue;
    const gateAfter = old!.gate === next!.gate ? undefined : next!.gate;
    found.push({ code: row.code, before: old!.verdict!, after: next!.verdict!, gateAfter });
  }
  return { read: rows.length, count: found.length, shown: found.slice(0, MOST_SHOWN) };
}

const view = 'feedback/answer-check/judged-otherwise';

/** The rules of the check that a city sets itself. */
export const ANSWER_SETTINGS: Setting[] = [
  {
    ...ANSWER_LIMITS,
    effect: {
      view,
      model: (context, row: AnswerLimits) => judgedOtherwise(context, limitsOf(row), row.validFrom),
    },
  } as Setting,
  ...CONTENT_LANGUAGES.map(
    (language) =>
      ({
        ...ANSWER_PHRASES[language],
        effect: {
          view,
          model: (context, row: AnswerPhrases) =>
            judgedOtherwise(context, phrasesOf(language, row), row.validFrom),
        },
      }) as Setting,
  ),
];
