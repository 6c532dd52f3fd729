import Joi from 'joi';
import { line, optional } from '../../platform/web/check.ts';
import { day, lines, slug } from '../item/field-schemas.ts';
import {
  type GivenReply,
  LONGEST_CHOICE,
  LONGEST_QUESTION,
  LONGEST_REPLY,
  MOST_CHOICES,
  MOST_QUESTIONS,
  type ProcedureQuestion,
  QUESTION_KINDS,
  type QuestionKind,
  type Wording,
} from '../item/rules/procedure-questions.ts';

export type NewQuestion = Omit<ProcedureQuestion, 'id' | 'until'>;

/** As the form of an office sends it: the choices one a line, in each language in the same order. */
export interface QuestionForm {
  kind: QuestionKind;
  vi: string;
  en?: string;
  ru?: string;
  choicesVi?: string[];
  choicesEn?: string[];
  choicesRu?: string[];
  required: boolean;
  from: string;
}

const words = () => line(LONGEST_QUESTION).min(5);
const choices = () => optional(lines(MOST_CHOICES, LONGEST_CHOICE));

export const questionForm = Joi.object<QuestionForm>({
  kind: Joi.string()
    .valid(...QUESTION_KINDS)
    .required(),
  vi: words().required(),
  en: optional(words()),
  ru: optional(words()),
  choicesVi: choices(),
  choicesEn: choices(),
  choicesRu: choices(),
  required: Joi.boolean().truthy('yes').falsy('').default(false),
  from: day().required(),
});

/** One reply of a form: a line of text, yes or no, or the words of a choice. */
const reply = () => line(LONGEST_REPLY);

/** What a form sends: which questions stood in it, in their order, and the reply to each. */
export type ReplyFields = { asked?: string } & { [name in `reply${1 | 2 | 3 | 4 | 5}`]?: string };

export const replyFields = {
  asked: optional(
    Joi.string()
      .max(25 * MOST_QUESTIONS)
      .pattern(/^[0-9a-f]{24}(,[0-9a-f]{24}){0,4}$/, { name: 'asked' }),
  ),
  reply1: optional(reply()),
  reply2: optional(reply()),
  reply3: optional(reply()),
  reply4: optional(reply()),
  reply5: optional(reply()),
};

export const givenReplies = () =>
  Joi.array()
    .items(
      Joi.object<GivenReply>({
        question: Joi.string()
          .max(24)
          .pattern(/^[0-9a-f]{24}$/, { name: 'question' })
          .required(),
        reply: reply().required(),
      }),
    )
    .max(MOST_QUESTIONS)
    .unique('question');

/** As the API shows it. */
export const wording = Joi.object({ vi: Joi.string().required(), en: Joi.string(), ru: Joi.string() });

/** The three languages of one thing; those that were left out stay out. */
const worded = (vi: string, en: string | undefined, ru: string | undefined): Wording => ({
  vi,
  ...(en ? { en } : {}),
  ...(ru ? { ru } : {}),
});

/** The name of the field that is wrong, or the question. */
export function questionOf(form: QuestionForm): { fault: string } | { question: NewQuestion } {
  const { kind, required, from, vi, en, ru, choicesVi = [], choicesEn, choicesRu } = form;
  const given = kind === 'choice' ? choicesVi : [];
  if (kind === 'choice' && new Set(given).size < 2) return { fault: 'choicesVi' };
  if (new Set(given).size < given.length) return { fault: 'choicesVi' };
  for (const [name, list] of [
    ['choicesEn', choicesEn],
    ['choicesRu', choicesRu],
  ] as const)
    if (kind === 'choice' && list && list.length !== given.length) return { fault: name };
  const listed = given.map((each, at) => worded(each, choicesEn?.[at], choicesRu?.[at]));
  return { question: { kind, required, from, words: worded(vi, en, ru), choices: listed } };
}

export const chosenProcedure = Joi.object<{ regulation?: string }>({ regulation: optional(slug()) });
