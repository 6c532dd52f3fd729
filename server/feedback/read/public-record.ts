import { Feedback, type FeedbackFields } from '../item/model.ts';
import { canSeePublicText } from '../item/policy.ts';
import type { Aged } from '../item/rules/ageing.ts';
import { isPaperPublic, type Paper } from '../item/rules/papers.ts';
import { publicLabel } from '../item/rules/status.ts';
import type { Answer, EarlierAnswer } from '../item/shapes/answer.ts';

const READ = {
  ...{ code: 1, kind: 1, regulation: 1, unit: 1, status: 1, receivedAt: 1, dueAt: 1, closedAt: 1 },
  shield: 1,
  ...{
    publishText: 1,
    publicText: 1,
    points: 1,
    answer: 1,
    earlierAnswers: 1,
    interims: 1,
    apology: 1,
    reopening: 1,
    appeal: 1,
    papers: 1,
    aged: 1,
  },
} as const;

type Read = Pick<FeedbackFields, keyof typeof READ>;

/**
 * What everybody may read of items, by code, as the sealed record proves it: plain values that change only with an entry
 * of the journal.
 */
export async function publicItemRecords(codes: readonly string[]): Promise<Map<string, object>> {
  const rows = await Feedback.find({ code: { $in: codes } }, READ).lean<Read[]>();
  const told = rows.filter(({ shield }) => shield?.by !== 'sender');
  return new Map(told.map((row) => [row.code, row.shield ? withheld(row) : publicRecord(row)]));
}

/** It was public before a coordinator shielded it: the record tells that it is so no more, and nothing else. */
const withheld = ({ code }: Read): object => ({ code, withheld: true });

function publicRecord(row: Read): object {
  const { code, status, receivedAt, dueAt, closedAt } = row;
  const known = { code, label: publicLabel(status), receivedAt, dueAt, closedAt };
  if (!canSeePublicText(row)) return known;
  const { kind, regulation, unit, apology, reopening, appeal } = row;
  const late = apology ? { apology: { cause: apology.cause, promisedAt: apology.promisedAt } } : {};
  const decision = appeal?.decision;
  const open = {
    ...{ ...known, kind, regulation, unit, ...late },
    ...(appeal ? { appeal: { at: appeal.at, to: appeal.to, dueAt: appeal.dueAt } } : {}),
    ...(decision ? { appealDecision: { at: decision.at, outcome: decision.outcome } } : {}),
  };
  const answer = status === 'answered' ? row.answer : null;
  if (!row.publishText) return { ...open, ...(answer ? { answer: { outcome: answer.outcome } } : {}) };
  return {
    ...open,
    text: row.publicText,
    points: row.points,
    ...papersAsNamed(row.papers),
    interims: (row.interims ?? []).map(({ text, promisedAt, at }) => ({ text, promisedAt, at })),
    ...(answer ? answerAsRead(answer, row.earlierAnswers) : {}),
    ...(answer && row.aged ? { aged: agedAsRead(row.aged) } : {}),
    ...(reopening
      ? { first: answerAsRead(reopening.first.answer, reopening.first.earlier), reopenedAt: reopening.at }
      : {}),
    ...(reopening?.second ? { second: answerAsRead(reopening.second.answer, reopening.second.earlier) } : {}),
    ...(decision
      ? {
          appealDecision: {
            at: decision.at,
            outcome: decision.outcome,
            reasons: decision.reasons,
            ...(decision.text ? { text: decision.text } : {}),
          },
        }
      : {}),
  };
}

/** Not beside the published list: that may be replaced without an entry. */
function papersAsNamed(papers: readonly Paper[] = []): object {
  const open = papers.filter(isPaperPublic);
  if (open.length === 0) return {};
  return {
    papers: open.map(({ n, text, at, answer }) => {
      const { how, number, article, at: answeredAt } = answer ?? {};
      return { n, text, at, ...(answer ? { answer: { how, number, article, at: answeredAt } } : {}) };
    }),
  };
}

function agedAsRead({ at, rules, look }: Aged): object {
  return {
    at,
    rules: rules.map(({ name, endedOn, replacedBy }) => ({ name, endedOn, replacedBy })),
    ...(look ? { look: { as: look.as, note: look.note, at: look.at } } : {}),
  };
}

function answerAsRead({ outcome, text }: Answer, earlier: EarlierAnswer[] = []): object {
  return {
    answer: { outcome, text },
    earlierAnswers: earlier.map(({ outcome, text, until, note }) => ({ outcome, text, until, note })),
  };
}
