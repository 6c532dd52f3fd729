import type { Trilingual } from '../../../platform/context.ts';

/** How a question is answered: in a line of text, by yes or no, by one of some choices. */
export const QUESTION_KINDS = ['text', 'yes-no', 'choice'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** Of one procedure on one day. */
export const MOST_QUESTIONS = 5;
export const MOST_CHOICES = 8;
export const LONGEST_QUESTION = 200;
export const LONGEST_CHOICE = 80;
export const LONGEST_REPLY = 300;

/** Vietnamese is always there; where another is missing, Vietnamese is shown. */
export type Wording = Partial<Trilingual> & Pick<Trilingual, 'vi'>;

/** What an office asks everybody who writes about one procedure. Its words never change: another question takes its place. */
export interface ProcedureQuestion {
  id: string;
  kind: QuestionKind;
  words: Wording;
  /** Of a choice alone. */
  choices: Wording[];
  required: boolean;
  /** First day on which it is asked, yyyy-mm-dd. */
  from: string;
  /** First day on which it is asked no more; null: it goes on. */
  until: string | null;
}

/** What a sender has replied to one, with the words in which it was asked: it is read so for good. */
export interface QuestionReply {
  question: string;
  words: Wording;
  kind: QuestionKind;
  /** The text, 'yes' or 'no', or of a choice its Vietnamese words. */
  reply: string;
  choice?: Wording;
}

/** As a form or a program sends it. */
export interface GivenReply {
  question: string;
  reply: string;
}

type Dated = Pick<ProcedureQuestion, 'from' | 'until'>;

export const isAsked = ({ from, until }: Dated, date: string): boolean =>
  from <= date && (until === null || date < until);

/** Asked now or from a day to come: so many a procedure can have. */
export const isKept = ({ until }: Dated, date: string): boolean => until === null || until > date;

export type ReplyFault = 'missing' | 'no-choice';

/** What is wrong with the replies, by question; what is required is missed only where somebody was asked. */
export function replyFaults(
  asked: readonly ProcedureQuestion[],
  given: readonly GivenReply[],
): Map<string, ReplyFault> {
  const faults = new Map<string, ReplyFault>();
  for (const question of asked) {
    const reply = given.find((each) => each.question === question.id)?.reply;
    if (reply === undefined) {
      if (question.required) faults.set(question.id, 'missing');
    } else if (!isPossible(question, reply)) faults.set(question.id, 'no-choice');
  }
  return faults;
}

function isPossible({ kind, choices }: ProcedureQuestion, reply: string): boolean {
  if (kind === 'yes-no') return reply === 'yes' || reply === 'no';
  return kind === 'text' || choiceOf(choices, reply) !== undefined;
}

const choiceOf = (choices: readonly Wording[], reply: string) => choices.find(({ vi }) => vi === reply);

/** Replies as they are kept: to what is asked, in the order in which it is asked. */
export function keptReplies(
  asked: readonly ProcedureQuestion[],
  given: readonly GivenReply[],
): QuestionReply[] {
  return asked.flatMap(({ id, words, kind, choices }) => {
    const reply = given.find(({ question }) => question === id)?.reply;
    if (reply === undefined) return [];
    const choice = kind === 'choice' ? choiceOf(choices, reply) : undefined;
    return { question: id, words, kind, reply, ...(choice ? { choice } : {}) };
  });
}

/** What somebody still has to ask: required, and without a reply. */
export function unanswered(
  asked: readonly ProcedureQuestion[],
  replies: readonly Pick<QuestionReply, 'question'>[],
): ProcedureQuestion[] {
  return asked.filter(({ id, required }) => required && !replies.some(({ question }) => question === id));
}
