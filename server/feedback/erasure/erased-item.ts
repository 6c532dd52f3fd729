import type { FeedbackFields } from '../item/model.ts';
import { isPaperPublic } from '../item/rules/papers.ts';
import { CLOSED } from '../item/rules/status.ts';
import type { AnswerWords } from '../item/shapes/answer.ts';
import type { ErasedWhy } from '../item/shapes/erasure.ts';

/** What stands in the place of words that are gone; the same in every language. */
export const GONE = '—';

const GONE_WORDS = { subject: GONE, text: GONE };

type Answered = Partial<
  Pick<
    FeedbackFields,
    | 'answer'
    | 'earlierAnswers'
    | 'evidence'
    | 'interims'
    | 'rating'
    | 'apology'
    | 'classification'
    | 'extensions'
  >
> & { earlier?: FeedbackFields['earlierAnswers'] };

const bare = <T extends AnswerWords>({ free: _, fields: __, ...rest }: T) => ({ ...rest, text: GONE });

/** Why it was sent is for those inside, and tells of the sender. */
function withoutReasons(answer: NonNullable<FeedbackFields['answer']>) {
  const { reason, override, ...rest } = answer;
  return {
    ...rest,
    ...(reason ? { reason: GONE } : {}),
    ...(override ? { override: { ...override, reason: GONE } } : {}),
  };
}

const withoutReason = <T extends { reason: string }>(given: T): T => ({ ...given, reason: GONE });

/** An answer with what goes with it. @param open everybody could read it: its words stay */
function answered<T extends Answered>(given: T, open: boolean): T {
  const earlier = (versions: NonNullable<Answered['earlier']>) =>
    open ? versions : versions.map((each) => ({ ...bare(each), note: GONE }));
  const { answer, interims, apology, classification, rating } = given;
  const sent = answer && withoutReasons(answer);
  return {
    ...given,
    ...(sent ? { answer: open ? sent : withoutPromises(bare(sent)) } : {}),
    ...(given.earlierAnswers ? { earlierAnswers: earlier(given.earlierAnswers) } : {}),
    ...(given.earlier ? { earlier: earlier(given.earlier) } : {}),
    ...(given.evidence && !open ? { evidence: [] } : {}),
    ...(interims && !open ? { interims: interims.map((each) => ({ ...each, text: GONE })) } : {}),
    ...(apology ? { apology: withoutReason(apology) } : {}),
    ...(classification ? { classification: withoutReason(classification) } : {}),
    ...(given.extensions ? { extensions: given.extensions.map(withoutReason) } : {}),
    ...(rating ? { rating: { ...rating, note: '' } } : {}),
  };
}

function withoutPromises<T extends { promises?: { text: string }[] }>({ promises, ...rest }: T): T {
  const kept = promises?.map((each) => ({ ...each, text: GONE }));
  return { ...rest, ...(kept ? { promises: kept } : {}) } as T;
}

/** Why nothing of an item goes yet: its key under `feedback.erasure.held`. */
export type HeldBy = 'open' | 'contest' | 'appeal' | 'split' | 'under-way';

/** Somebody is owed something: until then all of it is needed. */
export function heldBy({
  status,
  closedAt,
  contest,
  appeal,
  split,
}: Pick<FeedbackFields, 'status' | 'closedAt' | 'contest' | 'appeal' | 'split'>): HeldBy | undefined {
  if (!closedAt || status === 'merged' || !CLOSED.includes(status)) return 'open';
  if (contest?.openSince) return 'contest';
  if (appeal && !appeal.decision) return 'appeal';
  return split?.carryAt ? 'split' : undefined;
}

/** Files that go with it. @param open its text is public */
export function filesToGo(
  { attachments, evidence, reopening }: Pick<FeedbackFields, 'attachments' | 'evidence' | 'reopening'>,
  open: boolean,
): string[] {
  const sent = attachments.filter(({ publishedAt }) => !open || !publishedAt);
  const { first, second } = reopening ?? {};
  const given = open ? [] : [evidence, first?.evidence ?? [], second?.evidence ?? []].flat();
  return [...sent, ...given].map(({ id }) => id);
}

/**
 * An item without who sent it and without all that was not public. What figures count stays: dates, steps, grades.
 * @param open its text is public: it stays as the city published it, with the answer
 */
export function erasedItem(
  item: FeedbackFields,
  { open, at, why }: { open: boolean; at: Date; why: ErasedWhy },
): Partial<FeedbackFields> {
  const { originalText, publicText, reopening, appeal, contest, split } = item;
  const asSent = open && JSON.stringify(originalText) === JSON.stringify(publicText);
  const samePoints = open && JSON.stringify(item.originalPoints) === JSON.stringify(item.points);
  const { answer, earlierAnswers, evidence, interims, apology, classification, extensions, rating } = item;
  return {
    ...answered(
      { answer, earlierAnswers, evidence, interims, apology, classification, extensions, rating },
      open,
    ),
    erased: { at, why },
    erasure: null,
    sender: { kind: item.sender.kind, name: '' },
    ...(item.raised ? { raised: { ...item.raised, by: '' } } : {}),
    contact: null,
    // Of what was typed: whoever guesses it would know that it was sent.
    requestHash: undefined as never,
    originalText: asSent ? originalText : GONE_WORDS,
    originalPoints: samePoints ? item.originalPoints : [],
    ...(open ? {} : { publicText: GONE_WORDS, points: item.points.map(({ n }) => ({ n, text: GONE })) }),
    attachments: open ? item.attachments.filter(({ publishedAt }) => publishedAt) : [],
    ...(item.questionReplies ? { questionReplies: [] } : {}),
    ...(item.papers ? { papers: item.papers.filter(isPaperPublic) } : {}),
    ...{ messages: [], notes: [], tasks: [], returned: null, returnReason: null, extensionRequest: null },
    contributions: item.contributions.map((each) => ({
      ...each,
      question: GONE,
      text: each.text === null ? null : GONE,
    })),
    dispute: item.dispute && withoutReason(item.dispute),
    refusal: item.refusal && { ...item.refusal, guidance: GONE },
    overturned: item.overturned.map(withoutReason),
    contest: contest && {
      ...withoutReason(contest),
      upheld: contest.upheld && withoutReason(contest.upheld),
    },
    reopening: reopening && {
      ...withoutReason(reopening),
      first: answered(reopening.first, open),
      ...(reopening.second ? { second: answered(reopening.second, open) } : {}),
    },
    appeal: appeal && {
      ...withoutReason(appeal),
      decision:
        open || !appeal.decision
          ? appeal.decision
          : { ...appeal.decision, reasons: GONE, ...(appeal.decision.text ? { text: GONE } : {}) },
    },
    ...(split
      ? {
          split: {
            ...split,
            rest: GONE,
            parts: split.parts.map((part) => ({ ...part, ...GONE_WORDS, files: [] })),
          },
        }
      : {}),
  };
}
