import Joi from 'joi';
import { COMPLEXITIES, type Complexity } from '../../calendar/index.ts';
import { line, optional, prose } from '../../platform/web/check.ts';
import { pointLines, slug } from '../item/field-schemas.ts';
import { LEAST, MOST, REFUSAL_GROUNDS, type RefusalGround } from '../item/rules/fields.ts';
import { LONGEST_POINT, MOST_POINTS } from '../item/rules/points.ts';

export interface PublicWords {
  subject: string;
  text: string;
  points?: string[];
}

/** As a form sends it: with the version of the item that it showed. */
export interface PublicWordsForm extends PublicWords {
  version: number;
  /** What may be personal data in it was looked at and stays. */
  seen?: boolean;
}

export const acceptance = Joi.object<PublicWordsForm>({
  version: Joi.number().integer().min(0).required(),
  seen: Joi.boolean().truthy('yes').empty(''),
  subject: line(MOST.subject).min(LEAST.subject).required(),
  text: prose(MOST.text).min(LEAST.text).required(),
  points: optional(pointLines()),
});

export type WordsOfProgram = PublicWords & { seen?: boolean };

/** The same from a program. */
export const acceptanceByProgram = Joi.object<WordsOfProgram>({
  subject: line(MOST.subject).min(LEAST.subject).required(),
  text: prose(MOST.text).min(LEAST.text).required(),
  points: Joi.array().items(line(LONGEST_POINT).min(2)).min(1).max(MOST_POINTS),
  seen: Joi.boolean(),
});

export const infoRequest = Joi.object<{ question: string }>({
  question: prose(MOST.reason).min(LEAST.reason).required(),
});

export const infoReply = Joi.object<{ reply: string }>({ reply: prose(MOST.text).min(1).required() });

export const refusal = Joi.object<{ ground: RefusalGround; guidance: string }>({
  ground: Joi.string()
    .valid(...REFUSAL_GROUNDS)
    .required(),
  guidance: prose(MOST.reason).min(LEAST.reason).required(),
});

/** Words of the sender who contests a refusal, and of whoever decides. */
export const saidWhy = Joi.object<{ reason: string }>({
  reason: prose(MOST.reason).min(LEAST.reason).required(),
});
/** Whose conduct it is about. */
export const shielding = Joi.object<{ unit: string }>({ unit: slug().required() });
export interface Lifting {
  version?: number;
  /** What may be personal data in words that become public was looked at and stays. */
  seen?: boolean;
}

export const lifting = Joi.object<Lifting>({
  version: Joi.number().integer().min(0),
  seen: Joi.boolean().truthy('yes').empty(''),
});

export interface ClassificationInput {
  complexity: Complexity;
  reason: string;
}

export const classification = Joi.object<ClassificationInput>({
  complexity: Joi.string()
    .valid(...COMPLEXITIES)
    .required(),
  reason: prose(MOST.reason).min(LEAST.reason).required(),
});
