import Joi from 'joi';
import type { ContentLanguage } from '../../platform/context.ts';
import { line, optional, prose } from '../../platform/web/check.ts';
import { slugShape } from '../../units/index.ts';
import { registrationFields } from '../participants/schemas.ts';
import { TOKEN_LENGTH } from '../participants/token.ts';
import { documentId, language } from '../session/field-schemas.ts';
import { LEAST, MOST } from '../session/rules/limits.ts';
import {
  ANSWER_WAYS,
  type AnswerWay,
  DECIDED,
  type Decided,
  REJECTION_REASONS,
  type RejectionReason,
} from './rules.ts';

export interface AskInput {
  /** Made by the client: the same again changes nothing. */
  clientId: string;
  text: string;
  group?: string;
}

const asked = {
  clientId: Joi.string()
    .min(8)
    .max(64)
    .pattern(/^[\w-]+$/, { name: 'id' })
    .required(),
  text: prose(MOST.question).min(LEAST.question).required(),
  group: optional(line(MOST.group)),
};

export const question = Joi.object<AskInput>(asked);

/** Who asks: a participant by its token, or somebody on the phone, for whom staff ask. */
export interface ApiQuestion extends Omit<AskInput, 'clientId'> {
  clientId?: string;
  participant?: string;
  by?: string;
  name?: string;
}

export const apiQuestion = Joi.object<ApiQuestion>({
  ...asked,
  clientId: asked.clientId.optional(),
  participant: line(TOKEN_LENGTH),
  by: registrationFields.by.optional(),
  name: registrationFields.name,
});

export interface QuestionQuery {
  after?: string;
}

/** After the moment and the id of the last question of the stretch before. */
export const questionQuery = Joi.object<QuestionQuery>({
  after: Joi.string()
    .max(60)
    .pattern(/^\d{1,15}-[0-9a-f]{24}$/, { name: 'cursor' })
    .empty(''),
});

export interface PhoneInput extends AskInput {
  by: string;
  name?: string;
  language?: ContentLanguage;
}

export const phoneQuestion = Joi.object<PhoneInput>({
  ...asked,
  by: registrationFields.by,
  name: registrationFields.name,
  language: optional(language()),
});

export const approval = Joi.object<{ seen: boolean }>({
  seen: Joi.boolean().truthy('yes').default(false),
});

/** As many as a list draws at once, some times over. */
const MOST_AT_ONCE = 200;

export const approvals = Joi.object<{ questions: string[] }>({
  questions: Joi.array().items(documentId()).max(MOST_AT_ONCE).single().empty('').default([]),
});

export const rejection = Joi.object<{ reason: RejectionReason; note: string }>({
  reason: Joi.string()
    .valid(...REJECTION_REASONS)
    .required(),
  note: prose(MOST.note).min(LEAST.note).required(),
});

/** What the form takes back. */
export const takingBack = Joi.object<{ decided: Decided }>({
  decided: Joi.string()
    .valid(...DECIDED)
    .required(),
});

export const objection = Joi.object<{ reason: string }>({
  reason: prose(MOST.note).min(LEAST.note).required(),
});

export const merging = Joi.object<{ into: string }>({ into: documentId().required() });

export const wording = Joi.object<{ text: string }>({
  text: prose(MOST.question).min(LEAST.question).required(),
});

export interface Assignment {
  unit?: string;
  group?: string;
  regulation?: string;
}

export const assignment = Joi.object<Assignment>({
  unit: slugShape().allow(''),
  regulation: slugShape().allow(''),
  group: line(MOST.group).allow(''),
});

export const preparedText = Joi.object<{ text: string }>({
  text: prose(MOST.answer).min(LEAST.answer).required(),
});

export interface AnswerInput {
  way: AnswerWay;
  text: string;
  /** Why it goes although the check is not content. */
  reason?: string;
}

export const answer = Joi.object<AnswerInput>({
  way: Joi.string()
    .valid(...ANSWER_WAYS)
    .required(),
  text: prose(MOST.answer).allow('').default(''),
  reason: optional(prose(MOST.note).min(LEAST.note)),
});
